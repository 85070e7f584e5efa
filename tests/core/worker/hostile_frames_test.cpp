// SPDX-License-Identifier: Apache-2.0
// Either side against a peer that sends what it should not.
#include "support.hpp"

#include <catch2/catch.hpp>
#include <core/platform/channel.hpp>
#include <core/worker/control_page.hpp>
#include <core/worker/protocol.hpp>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <host/worker/serve.hpp>
#include <sys/mman.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace gantry::tests;
using namespace std::chrono_literals;
using gantry::core::platform::Channel;
using gantry::core::platform::FileDescriptor;
using gantry::core::protocol::Message;
using nlohmann::json;

namespace {

std::string header(std::uint32_t magic, std::uint16_t version, std::uint16_t type, std::uint32_t payload,
                   std::uint16_t descriptors, std::uint16_t zero = 0) {
  std::string out(16, '\0');
  std::memcpy(out.data(), &magic, 4);
  std::memcpy(out.data() + 4, &version, 2);
  std::memcpy(out.data() + 6, &type, 2);
  std::memcpy(out.data() + 8, &payload, 4);
  std::memcpy(out.data() + 12, &descriptors, 2);
  std::memcpy(out.data() + 14, &zero, 2);
  return out;
}

constexpr std::uint32_t magic = 0x59525447;

void raw(Channel &channel, const std::string &bytes) {
  ::send(channel.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void say(Channel &channel, Message type, const std::string &text, std::vector<int> descriptors = {}) {
  (void)channel.send(static_cast<std::uint16_t>(type), text, descriptors, 1s);
}

int memory(std::size_t bytes, int seals) {
  const int descriptor = ::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (::ftruncate(descriptor, static_cast<off_t>(bytes)) == 0) ::fcntl(descriptor, F_ADD_SEALS, seals);
  return descriptor;
}

struct Attack {
  const char *name;
  const char *code;
  std::function<void(Channel &, const std::string &job)> attack;
};

std::string output_of(const json &header, std::size_t bytes) {
  return json{{"port", "result"}, {"header", header}, {"bytes", bytes}}.dump();
}

const json record_header{{"kind", "record"}, {"schema", "x/1"}};

const std::vector<Attack> attacks{
    {"bad magic", "worker.protocol", [](Channel &c, auto &) { raw(c, header(1, 1, 6, 2, 0) + "{}"); }},
    {"another version", "worker.protocol", [](Channel &c, auto &) { raw(c, header(magic, 2, 6, 2, 0) + "{}"); }},
    {"reserved bits", "worker.protocol", [](Channel &c, auto &) { raw(c, header(magic, 1, 6, 2, 0, 7) + "{}"); }},
    {"4 GiB announced", "worker.flooded", [](Channel &c, auto &) { raw(c, header(magic, 1, 6, 0xFFFFFFFF, 0)); }},
    {"17 MiB announced", "worker.flooded", [](Channel &c, auto &) { raw(c, header(magic, 1, 6, 17u << 20, 0)); }},
    {"1000 descriptors announced", "worker.flooded",
     [](Channel &c, auto &) { raw(c, header(magic, 1, 6, 2, 1000) + "{}"); }},
    {"descriptors that don't come", "worker.protocol",
     [](Channel &c, auto &) { raw(c, header(magic, 1, 8, 2, 3) + "{}"); }},
    {"hangs up in mid-frame", "worker.protocol", [](Channel &c, auto &) { raw(c, header(magic, 1, 6, 100, 0) + "{"); }},
    {"hangs up in mid-header", "worker.protocol", [](Channel &c, auto &) { raw(c, "GTRY"); }},
    {"not JSON", "worker.protocol", [](Channel &c, auto &) { say(c, Message::finished, "{\"job\":"); }},
    {"not UTF-8", "worker.protocol", [](Channel &c, auto &) { say(c, Message::log, "{\"job\":\"\xFF\xFE\"}"); }},
    {"not an object", "worker.protocol", [](Channel &c, auto &) { say(c, Message::finished, "[1,2,3]"); }},
    {"nested too deeply", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::finished, "{\"a\":" + std::string(100'000, '[')); }},
    {"unknown type", "worker.protocol", [](Channel &c, auto &) { say(c, static_cast<Message>(999), "{}"); }},
    {"a message of the host", "worker.protocol", [](Channel &c, auto &) { say(c, Message::job, "{}"); }},
    {"ready again", "worker.protocol", [](Channel &c, auto &) { say(c, Message::ready, "{}"); }},
    {"another job's answer", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::finished, R"({"job":"x","outcome":"done"})"); }},
    {"no outcome", "worker.protocol",
     [](Channel &c, auto &job) {
       say(c, Message::finished, json{{"job", job}}.dump());
     }},
    {"a strange outcome", "worker.protocol",
     [](Channel &c, auto &job) {
       say(c, Message::finished, json{{"job", job}, {"outcome", "great"}}.dump());
     }},
    {"items that are none", "worker.protocol",
     [](Channel &c, auto &job) {
       say(c, Message::finished, json{{"job", job}, {"outcome", "done"}, {"items", {1, "x"}}}.dump());
     }},
    {"items of files that were not given", "worker.protocol",
     [](Channel &c, auto &job) {
       const json item{{"key", "0"}, {"kind", "volume"}, {"title", ""}, {"summary", ""}, {"files", {0}}};
       say(c, Message::finished, json{{"job", job}, {"outcome", "done"}, {"items", {item}}}.dump());
     }},
    {"libraries that are none", "worker.protocol",
     [](Channel &c, auto &job) {
       say(c, Message::finished, json{{"job", job}, {"outcome", "done"}, {"libraries", {1, 2}}}.dump());
     }},
    {"a log of numbers", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::log, R"({"job":1,"severity":"x","text":[]})"); }},
    {"descriptors with a log", "worker.protocol",
     [](Channel &c, auto &job) {
       say(c, Message::log, json{{"job", job}, {"severity", 1}, {"text", ""}}.dump(), {2});
     }},
    {"a lease of no kind", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::output_wanted, R"({"port":"p","header":{"kind":7}})"); }},
    {"a lease of a table", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::output_wanted, R"({"port":"p","header":{"kind":"table"}})"); }},
    {"a lease without a header", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::output_wanted, R"({"port":"p"})"); }},
    {"a volume whose size overflows", "worker.protocol",
     [](Channel &c, auto &) {
       json h = to_json(VolumeHeader{});
       h["shape"] = {std::uint64_t{1} << 40, std::uint64_t{1} << 40, 1, 1, 1};
       say(c, Message::output_wanted, json{{"port", "p"}, {"header", h}}.dump());
     }},
    {"a volume of negative size", "worker.protocol",
     [](Channel &c, auto &) {
       json h = to_json(VolumeHeader{});
       h["shape"] = {-1, 1, 1, 1, 1};
       say(c, Message::output_wanted, json{{"port", "p"}, {"header", h}}.dump());
     }},
    {"a part of no output", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::part_ready, R"({"output":0,"begin":0,"end":1})"); }},
    {"a part beyond its output", "worker.protocol",
     [](Channel &c, auto &) {
       say(c, Message::output_wanted, json{{"port", "p"}, {"header", to_json(VolumeHeader{})}}.dump());
       say(c, Message::part_ready, R"({"output":0,"begin":0,"end":1099511627776})");
     }},
    {"memory that can still be written", "worker.protocol",
     [](Channel &c, auto &) {
       say(c, Message::output, output_of(record_header, 10), {memory(10, F_SEAL_SHRINK | F_SEAL_GROW)});
     }},
    {"memory that can still shrink", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::output, output_of(record_header, 10), {memory(10, F_SEAL_WRITE)}); }},
    {"memory smaller than was said", "worker.protocol",
     [](Channel &c, auto &) {
       say(c, Message::output, output_of(record_header, 1 << 20),
           {memory(10, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)});
     }},
    {"memory that does not come", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::output, output_of(record_header, 10)); }},
    {"a record that is not JSON", "worker.protocol",
     [](Channel &c, auto &) {
       say(c, Message::output, output_of(record_header, 10), {memory(10, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)});
     }},
    {"an output of a numeric kind", "worker.protocol",
     [](Channel &c, auto &) {
       say(c, Message::output, output_of({{"kind", 3}}, 10), {memory(10, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)});
     }},
    {"a table that counts its bytes wrongly", "worker.protocol",
     [](Channel &c, auto &) {
       const json h{{"kind", "table"},
                    {"rows", std::uint64_t{1} << 62},
                    {"columns", {{{"name", "a"}, {"unit", ""}, {"type", "f64"}}}}};
       say(c, Message::output, output_of(h, 10), {memory(10, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)});
     }},
    {"more output than it may", "worker.output-limit",
     [](Channel &c, auto &) { say(c, Message::output, output_of(record_header, std::size_t{1} << 40)); }},
    {"a file that it was not given", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::file_wanted, R"({"index":0,"ahead":0})"); }},
    {"a file of negative index", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::file_wanted, R"({"index":-1})"); }},
    {"a service without a name", "worker.protocol",
     [](Channel &c, auto &) { say(c, Message::service, R"({"method":"x"})"); }},
};

}  // namespace

TEST_CASE("whatever a worker sends, the host ends it with a reason and lives on") {
  const std::size_t index = GENERATE(range(std::size_t{0}, attacks.size()));
  const Attack &attack = attacks[index];
  INFO(attack.name);
  const auto rogue = [&attack](FileDescriptor socket) {
    Channel channel(std::move(socket));
    if (!channel.receive(5s)) return;
    say(channel, Message::ready, R"({"id":"rogue","version":"1"})");
    const auto job = channel.receive(5s);
    if (!job) return;
    attack.attack(channel, json::parse(job.value().payload)["id"].get<std::string>());
    // Those that hang up do so at once; the others stay to see what happens.
    if (std::string(attack.name).find("hangs up") == std::string::npos) (void)channel.receive(2s);
  };
  WorkerPool pool({.in_process = true, .serve_in_process = rogue});
  const auto result = pool.run(fixture("good_echo"), tool_job(), {});
  REQUIRE(!result);
  CHECK(result.error().code == attack.code);
  CHECK(result.error().failure == Failure::crashed);
  CHECK(pool.last_failure());
}

TEST_CASE("a worker's claims about itself are cut to a sensible size and cleaned of control characters") {
  const auto rogue = [](FileDescriptor socket) {
    Channel channel(std::move(socket));
    if (!channel.receive(5s)) return;
    say(channel, Message::refused,
        json{{"error", {{"code", "x"}, {"message", "\x1b[2J" + std::string(100'000, 'a')}, {"hint", 5}}}}.dump());
    (void)channel.receive(2s);
  };
  WorkerPool pool({.in_process = true, .serve_in_process = rogue});
  const auto result = pool.run(fixture("good_echo"), tool_job(), {});
  REQUIRE(!result);
  CHECK(result.error().message.size() <= 4000);
  CHECK(result.error().message.substr(0, 4) == "?[2J");
  CHECK(result.error().hint.empty());
}

TEST_CASE("whatever a host sends, a worker leaves in order") {
  struct Sent {
    const char *name;
    std::function<void(Channel &)> before;  // in place of the start
    std::function<void(Channel &)> after;   // in place of a job
  };
  const auto good_start = [](Channel &c) {
    auto page = ControlPage::create().value();
    const auto where = fixture("good_echo");
    (void)protocol::send(c, Message::start, to_json(protocol::Start{where.id, where.library, where.folder, "", 0, 0}),
                         std::array{page.descriptor()});
    (void)c.receive(5s);  // ready
  };
  const std::vector<Sent> all{
      {"nothing", [](Channel &) {}, {}},
      {"rubbish", [](Channel &c) { raw(c, std::string(64, 'x')); }, {}},
      {"a start without a control page", [](Channel &c) { say(c, Message::start, "{}"); }, {}},
      {"a start with a control page of the wrong size",
       [](Channel &c) { say(c, Message::start, "{}", {memory(10, F_SEAL_SHRINK | F_SEAL_GROW)}); },
       {}},
      {"a job at once", [](Channel &c) { say(c, Message::job, "{}"); }, {}},
      {"rubbish for a job", good_start, [](Channel &c) { raw(c, std::string(64, 'x')); }},
      {"an empty job", good_start, [](Channel &c) { say(c, Message::job, "{}"); }},
      {"a job of no known kind", good_start,
       [](Channel &c) {
         say(c, Message::job,
             R"({"id":"1","kind":"dance","target":"","level":1,"threads":1,"parameters":{},"options":{}})");
       }},
      {"an input that is not sealed", good_start,
       [](Channel &c) {
         const json input{{"port", "image"}, {"header", record_header}, {"bytes", 10}};
         const json job{{"id", "1"},
                        {"kind", "tool"},
                        {"target", "run"},
                        {"level", 1},
                        {"threads", 1},
                        {"parameters", json::object()},
                        {"options", json::object()},
                        {"inputs", {input}}};
         say(c, Message::job, job.dump(), {memory(10, F_SEAL_SHRINK | F_SEAL_GROW)});
       }},
  };
  const auto &sent = all[GENERATE(range(std::size_t{0}, std::size_t{9}))];
  REQUIRE(all.size() == 9);
  INFO(sent.name);
  auto ends = Channel::pair().value();
  int code = 0;
  std::thread worker([&] { code = gantry::worker::serve(ends.second.release(), false); });
  sent.before(ends.first);
  if (sent.after) sent.after(ends.first);
  if (std::string(sent.name) != "nothing") (void)ends.first.receive(300ms);
  ends.first = Channel{};
  worker.join();
  CHECK(code != 0);
}
