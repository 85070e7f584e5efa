// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>
#include <core/data/signal.hpp>
#include <core/worker/protocol.hpp>
#include <cstdlib>
#include <cstring>
#include <tests/support/folder.hpp>

using namespace gantry::tests;

namespace {

JobRequest job(JobKind kind, const std::string &target) {
  JobRequest request = tool_job();
  request.kind = kind;
  request.target = target;
  return request;
}

}  // namespace

TEST_CASE("more inputs than one message can carry arrive in order; a table comes back with numbers and text") {
  WorkerPool pool({.worker_program = worker_program()});
  JobRequest request = job(JobKind::tool, "first");
  for (int i = 0; i < 200; ++i) request.inputs.push_back({"images", bytes_volume({static_cast<std::uint8_t>(i)})});
  const auto result = pool.run(fixture("good_kinds"), request, {});
  REQUIRE(result);
  const Table table = table_of(*result.value().outputs.at(0).object).value();
  REQUIRE(table.rows() == 200);
  for (std::size_t i = 0; i < 200; ++i) CHECK(table.column("first")->numbers()[i] == static_cast<double>(i));
  CHECK(table.column("first")->unit == "ms");
  CHECK(std::get<std::vector<std::string>>(table.column("parity")->values)[3] == "odd");
}

TEST_CASE("parts of a volume can be seen while the rest is being made") {
  WorkerPool pool({.worker_program = worker_program()});
  JobRequest request = job(JobKind::tool, "by-slice");
  request.inputs.push_back({"images", bytes_volume({9, 9, 9, 9})});
  std::vector<std::vector<std::uint8_t>> seen;
  JobWatcher watcher;
  watcher.ready = [&](const ReadyPart &part) {
    CHECK(part.port == "slices");
    CHECK(part.output == 0);
    CHECK(part.header.at("shape").at(2) == 3);
    REQUIRE(part.volume.size() == 12);
    const auto *voxels = reinterpret_cast<const std::uint8_t *>(part.volume.data());
    seen.emplace_back(voxels + part.begin, voxels + part.end);
  };
  REQUIRE(pool.run(fixture("good_kinds"), request, watcher));
  CHECK(seen == std::vector<std::vector<std::uint8_t>>{{1, 1, 1, 1}, {2, 2, 2, 2}, {3, 3, 3, 3}});
}

TEST_CASE("a signal with its own times keeps times, channels and events") {
  SignalHeader header{.dtype = DType::f32,
                      .samples = 3,
                      .rate = 0,
                      .channels = {{"II", "mV"}, {"V1", "mV"}},
                      .events = {{0.5, 0, 1, "N", "beat"}}};
  auto memory = platform::SharedMemory::create(header.byte_size()).value();
  const double times[] = {0, 0.5, 2};
  const float samples[] = {1, 2, 3, 4, 5, 6};
  std::memcpy(memory.writable(), times, sizeof times);
  std::memcpy(memory.writable() + sizeof times, samples, sizeof samples);
  WorkerPool pool({.worker_program = worker_program()});
  JobRequest request = job(JobKind::tool, "double");
  request.inputs.push_back({"in", make_object(to_json(header), std::move(memory)).value()});
  const auto result = pool.run(fixture("good_kinds"), request, {});
  REQUIRE(result);
  const Object &out = *result.value().outputs.at(0).object;
  CHECK(signal_header(out.header).value() == header);
  CHECK(std::memcmp(out.bytes.bytes().data(), times, sizeof times) == 0);
  float doubled[6];
  std::memcpy(doubled, out.bytes.bytes().data() + sizeof times, sizeof doubled);
  for (std::size_t i = 0; i < 6; ++i) CHECK(doubled[i] == 2 * samples[i]);
}

TEST_CASE("a command gives its record, and keeps files and secrets in its own storage") {
  const bool sandbox = GENERATE(true, false);
  const gantry::tests::Folder folder;
  WorkerPool pool({.worker_program = worker_program(), .sandbox = sandbox});
  JobRequest request = job(JobKind::command, "fixture say");
  CHECK(pool.run(fixture("good_kinds"), request, {}).error().code == "parameter.required");
  request.parameters["text"] = "hello";
  std::string kept;
  const ServiceHandler services = [&](const ServiceRequest &asked) -> Result<ServiceReply> {
    if (asked.service != "gantry.storage/1") return fail("service.none", "not granted");
    if (asked.method == "set_secret") kept = asked.arguments.at("base64").get<std::string>();
    return ServiceReply{{{"base64", kept}}, {}};
  };
  PluginLocation plugin = fixture("good_kinds");
  plugin.storage = folder.path / "own";  // made when it is not there
  const auto result = pool.run(plugin, request, {}, services);
  REQUIRE(result);
  CHECK(record_of(*result.value().outputs.at(0).object).value() == nlohmann::json{{"text", "hello"}});
  CHECK(kept == "aGVsbG8=");
  CHECK(gantry::tests::slurp(folder.path / "own/said.txt") == "hello");
}

TEST_CASE("a writer gives the file that was asked for and its companions") {
  WorkerPool pool({.worker_program = worker_program()});
  JobRequest request = job(JobKind::write_files, "raw");
  request.options["name"] = "out.raw";
  request.inputs.push_back({"volume", bytes_volume({1, 2, 3})});
  const auto result = pool.run(fixture("good_kinds"), request, {});
  REQUIRE(result);
  REQUIRE(result.value().outputs.size() == 2);
  CHECK(result.value().outputs[0].object->header["name"] == "out.raw");
  CHECK(voxels_of(*result.value().outputs[0].object) == std::vector<std::uint8_t>{1, 2, 3});
  CHECK(result.value().outputs[1].object->header["name"] == "companion.txt");
}

TEST_CASE("JSON between host and worker: limited in depth, mended where it is not UTF-8") {
  CHECK(protocol::parse(R"({"a":[1,2,{"b":"[[["}]})"));
  CHECK(!protocol::parse("{\"a\":" + std::string(70, '[') + std::string(70, ']') + "}"));
  CHECK(protocol::parse(protocol::text({{"a", "\xFF"}})));
}
