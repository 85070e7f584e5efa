// SPDX-License-Identifier: Apache-2.0
#include <core/worker/panel.hpp>

#include <core/data/read_json.hpp>
#include <core/worker/conversation.hpp>
#include <core/worker/worker.hpp>

namespace gantry::core {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using protocol::Message;

constexpr auto idle_look = 1s;  // at memory and connection of a panel that does nothing
constexpr auto panel_tick = 50ms;
constexpr auto close_grace = 500ms;
constexpr std::uint64_t max_frame = std::uint64_t{80} << 20;
constexpr std::size_t max_saved = std::size_t{4} << 20;

// The drawing that was announced, checked and sealed.
Result<platform::SharedMemory> frame_in(const json &message, std::vector<platform::FileDescriptor> &descriptors) {
  GANTRY_TRY(bytes, JsonReader(message, "drawing").integer("bytes"));
  if (bytes <= 0 || static_cast<std::uint64_t>(bytes) > max_frame || descriptors.size() != 1)
    return fail("protocol.frame", "a drawing of " + std::to_string(bytes) + " bytes");
  return platform::SharedMemory::adopt_sealed(std::move(descriptors.front()), static_cast<std::size_t>(bytes));
}

}  // namespace

Result<void> Worker::take_drawing(platform::Frame frame, std::uint64_t asked_for, const PanelTalk &talk) {
  const auto violation = [&](const std::string &what) {
    return fail(end("worker.protocol", "broke the protocol: " + what));
  };
  const auto message = protocol::parse(frame.payload);
  if (!message) return violation(message.error().message);
  const auto sequence = JsonReader(message.value(), "drawing").integer("sequence");
  if (!sequence || asked_for == 0 || static_cast<std::uint64_t>(sequence.value()) != asked_for)
    return violation("it sent a drawing that nobody had asked for");
  auto memory = frame_in(message.value(), frame.descriptors);
  if (!memory) return violation(memory.error().message);
  std::optional<std::string> saved;
  if (const auto found = message.value().find("saved"); found != message.value().end() && found->is_string())
    saved = found->get<std::string>();
  if (saved && saved->size() > max_saved) return violation("it saved more than 4 MiB");
  if (auto taken = talk.drawn(std::move(memory.value()), saved); !taken) return violation(taken.error().message);
  return done();
}

Result<void> Worker::run_panel(const JobRequest &request, const PanelTalk &talk, const ServiceHandler &services) {
  Limits limits = request.limits;
  limits.silence = std::chrono::hours(24 * 365);  // drawings have their own deadline, below
  begin(limits, "it drew the panel \"" + request.target + "\"");
  if (auto sent = send_job(request); !sent) return fail(lost(sent.error()));

  std::uint64_t sequence = 0;
  bool drawing = false, closing = false;
  auto asked = Clock::now();
  const auto tell = [&](Message type, const json &payload) -> Result<void> {
    asked = Clock::now();
    auto sent = protocol::send(channel_, type, payload);
    return sent ? done() : Result<void>(fail(lost(sent.error())));
  };
  // The host's own time is not the panel's.
  const ServiceHandler timed = [&](const ServiceRequest &wanted) {
    const auto before = Clock::now();
    auto reply = services ? services(wanted) : Result<ServiceReply>(fail("service.none", "there are none"));
    asked += Clock::now() - before;
    return reply;
  };
  const JobWatcher watcher;
  std::optional<Conversation> talking;  // its limits are of one drawing
  talking.emplace(channel_, request, watcher, timed);
  for (;;) {
    if (!closing && talk.closing()) {
      closing = true;
      asked = Clock::now();
      if (!drawing) GANTRY_CHECK(tell(Message::panel_close, json::object()));
    }
    if (auto wanted = closing || drawing ? std::nullopt : talk.next()) {
      (*wanted)["sequence"] = ++sequence;
      drawing = true;
      talking.emplace(channel_, request, watcher, timed);
      GANTRY_CHECK(tell(Message::panel_draw, *wanted));
    }
    auto frame = channel_.try_receive();
    if (!frame) return fail(lost(frame.error()));
    if (Clock::now() >= next_tick_) GANTRY_CHECK(tick(watcher));
    if (frame.value() && static_cast<Message>(frame.value()->type) == Message::panel_frame) {
      GANTRY_CHECK(take_drawing(std::move(*frame.value()), drawing ? sequence : 0, talk));
      drawing = false;
      if (closing) GANTRY_CHECK(tell(Message::panel_close, json::object()));
    } else if (frame.value()) {
      auto taken = talking->take(std::move(*frame.value()));
      if (!taken)
        return fail(taken.error().code.starts_with("channel.") ? lost(taken.error())
                                                               : end(taken.error().code, taken.error().message));
      if (taken.value()) return closed(*taken.value(), closing);
    } else {
      const auto waited = Clock::now() - asked;
      if (closing && waited > close_grace && !thread_.joinable()) {
        end("job.cancelled", "did not close by itself");
        failure_.reset();
        return done();
      }
      if (drawing && waited > request.limits.silence && !thread_.joinable())
        return fail(end("worker.hung", "hung: it drew nothing for " + words_of(request.limits.silence)));
      const auto look = drawing || closing ? std::chrono::milliseconds(panel_tick)
                                           : std::min<std::chrono::milliseconds>(idle_look, talk.idle());
      const std::array descriptors{channel_.descriptor(), process_.output_descriptor(),
                                   drawing || closing ? -1 : talk.wake};
      if ((platform::wait_readable(descriptors, look) & 2u) != 0) process_.drain();
    }
  }
}

Result<void> Worker::closed(const protocol::Finished &finished, bool as_asked) {
  if (finished.broken) return fail(end(finished.error.code, finished.error.message));
  if (finished.outcome != protocol::Finished::Outcome::done) return fail(finished.error);
  if (!as_asked) return fail(end("worker.protocol", "broke the protocol: it closed its panel by itself"));
  return done();
}

}  // namespace gantry::core
