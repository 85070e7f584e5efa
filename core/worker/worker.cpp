// SPDX-License-Identifier: Apache-2.0
#include <core/worker/worker.hpp>

#include <core/platform/cpu.hpp>
#include <core/platform/files.hpp>
#include <core/platform/memory_watch.hpp>
#include <core/platform/parent_watch.hpp>
#include <core/platform/sandbox.hpp>
#include <core/worker/conversation.hpp>
#include <filesystem>

namespace gantry::core {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using protocol::Message;

constexpr auto tick_length = 50ms;
constexpr auto cancel_grace = 500ms;
constexpr auto leave_grace = 200ms;
constexpr std::uint64_t sniff_bytes = 4096;  // GANTRY_SNIFF_BYTES
constexpr std::size_t inputs_per_message = platform::Channel::max_descriptors / 2;

std::string mebibytes(std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

std::uint32_t level_of(const JobRequest &request) {
  return request.level != 0 ? request.level : platform::best_level();
}

// The heads of all files, one after another.
Result<platform::SharedMemory> heads_of(const std::vector<SourceFile> &files, json &list) {
  std::string heads;
  for (const auto &file : files) {
    std::uint64_t bytes = 0;
    std::string head;
    if (const auto opened = platform::open_for_reading(file.path)) {
      bytes = opened.value().bytes;
      if (auto read = platform::read_head(opened.value(), sniff_bytes)) head = std::move(read.value());
    }
    list.push_back({{"name", file.name}, {"bytes", bytes}, {"head", head.size()}});
    heads += head;
  }
  return platform::SharedMemory::copy_of(std::as_bytes(std::span(heads)));
}

json names_of(const std::vector<SourceFile> &files) {
  json list = json::array();
  for (const auto &file : files) {
    if (file.path.empty()) {
      list.push_back(nullptr);
      continue;
    }
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file.path, error);
    list.push_back({{"name", file.name}, {"bytes", error ? 0 : bytes}});
  }
  return list;
}

}  // namespace

std::string words_of(std::chrono::milliseconds time) {
  return time.count() % 1000 == 0 ? std::to_string(time.count() / 1000) + " s" : std::to_string(time.count()) + " ms";
}

Worker::Worker(PluginLocation plugin, Limits limits, bool sandboxed)
    : plugin_(std::move(plugin)), limits_(limits), sandboxed_(sandboxed) {}

Worker::~Worker() {
  channel_ = {};  // asks it to leave
  if (thread_.joinable()) thread_.join();
  if (process_.id() != 0) process_.wait(leave_grace);
}

Result<void> Worker::start(const std::string &program, const JobWatcher &watcher) {
  if (std::error_code error;
      !plugin_.storage.empty() && !std::filesystem::create_directories(plugin_.storage, error) && error)
    return fail("worker.storage",
                "the storage folder of the plugin " + plugin_.id + " can't be made: " + error.message(), {},
                "check who may write there, and how much room is left");
  GANTRY_TRY(ends, platform::Channel::pair());
  channel_ = std::move(ends.first);
  platform::Process::Command command{.program = program, .arguments = {"serve"}};
  if (sandboxed_) {
    platform::SandboxPaths paths{.read_only = {program, plugin_.folder}};
    const auto own = std::filesystem::path(plugin_.library).parent_path().string();
    if (own != plugin_.folder) paths.read_only.push_back(own);
    if (!plugin_.storage.empty()) paths.writable.push_back(plugin_.storage);
    for (const auto &path : paths.read_only)
      if (std::error_code error; !std::filesystem::exists(path, error))
        return fail("plugin.missing", "the folder " + path + " of the plugin " + plugin_.id + " is not there", {},
                    "install the plugin again");
    command = platform::sandboxed(command, paths);
  }
  GANTRY_TRY(process, platform::Process::spawn(command, ends.second.release()));
  process_ = std::move(process);
  return greet(watcher);
}

Result<void> Worker::start_in_process(const ServeInProcess &serve, const JobWatcher &watcher) {
  if (!serve)
    return fail("worker.in-process", "this program can't run plugins inside itself", {}, "leave out --in-process");
  GANTRY_TRY(ends, platform::Channel::pair());
  channel_ = std::move(ends.first);
  thread_ = std::thread(serve, ends.second.release());
  return greet(watcher);
}

Result<void> Worker::greet(const JobWatcher &watcher) {
  GANTRY_TRY(block, ControlPage::create());
  control_block_ = std::move(block);
  control_ = ControlPage::in(control_block_);
  begin(limits_, "it was being loaded");
  const protocol::Start start{plugin_.id,      plugin_.library,      plugin_.folder,
                              plugin_.storage, limits_.memory_bytes, limits_.output_bytes};
  if (auto sent = protocol::send(channel_, Message::start, to_json(start), std::array{control_block_.descriptor()});
      !sent)
    return fail(lost(sent.error()));
  GANTRY_TRY(frame, next_frame(watcher));
  const auto message = protocol::parse(frame.payload);
  if (!message) return fail(end("worker.protocol", "broke the protocol: " + message.error().message));
  switch (static_cast<Message>(frame.type)) {
    case Message::ready:
      if (plugin_.id.empty())
        plugin_.id = plain_text(
            message.value().value("id", json()).is_string() ? message.value().at("id").get<std::string>() : "", 200);
      loaded_ = usable_ = true;
      return done();
    case Message::refused: {
      Error error = protocol::error_of(message.value().value("error", json::object()));
      if (message.value().contains("broken")) return fail(end(error.code, error.message));
      return fail(std::move(error));
    }
    default: return fail(end("worker.protocol", "broke the protocol: it answered before it was asked"));
  }
}

bool Worker::alive() { return platform::wait_readable(std::array{channel_.descriptor()}, 0ms) == 0; }

void Worker::begin(const Limits &limits, std::string doing) {
  limits_ = limits;
  doing_ = std::move(doing);
  began_ = last_life_ = next_tick_ = Clock::now();
  next_tick_ += tick_length;
  heartbeat_ = control_->heartbeat.load(std::memory_order_relaxed);
  told_fraction_ = -1;
  told_activity_.clear();
  cancelling_ = false;
  memory_ = 0;
  failure_.reset();
  control_->reset();
}

Result<platform::Frame> Worker::next_frame(const JobWatcher &watcher) {
  for (;;) {
    auto frame = channel_.try_receive();
    if (!frame) return fail(lost(frame.error()));
    if (Clock::now() >= next_tick_) GANTRY_CHECK(tick(watcher));
    if (frame.value()) {
      last_life_ = Clock::now();
      return std::move(*frame.value());
    }
    const std::array waited{channel_.descriptor(), process_.output_descriptor()};
    if ((platform::wait_readable(waited, tick_length) & 2u) != 0) process_.drain();
  }
}

Result<void> Worker::tick(const JobWatcher &watcher) {
  const auto now = Clock::now();
  next_tick_ = now + tick_length;
  if (const auto beat = control_->heartbeat.load(std::memory_order_relaxed); beat != heartbeat_) {
    heartbeat_ = beat;
    last_life_ = now;
    const double fraction = control_->progress();
    const std::string activity = control_->activity();
    if (watcher.progress && (fraction != told_fraction_ || activity != told_activity_))
      watcher.progress(fraction, activity);
    told_fraction_ = fraction;
    told_activity_ = activity;
  }
  if (!cancelling_ && watcher.cancelled && watcher.cancelled()) {
    cancelling_ = true;
    cancelled_at_ = now;
    control_->cancel.store(1);
  }
  if (thread_.joinable()) return done();  // in-process: nothing can be ended
  if (cancelling_ && now - cancelled_at_ > cancel_grace) {
    end("job.cancelled", "did not stop by itself");
    failure_.reset();
    return fail(cancelled());
  }
  memory_ = std::max(memory_, platform::private_bytes(process_.id()));
  if (limits_.memory_bytes > 0 && memory_ > limits_.memory_bytes)
    return fail(end("worker.memory",
                    "took " + mebibytes(memory_) + " of memory; its limit is " + mebibytes(limits_.memory_bytes)));
  if (now - last_life_ > limits_.silence)
    return fail(end("worker.hung", "hung: it gave no sign of life for " + words_of(limits_.silence)));
  if (limits_.total.count() > 0 && now - began_ > limits_.total)
    return fail(end("worker.time", "ran longer than its limit of " + words_of(limits_.total)));
  return done();
}

Result<void> Worker::send_job(const JobRequest &request) {
  std::size_t first = 0;
  const auto &inputs = request.inputs;
  for (; inputs.size() - first > inputs_per_message; first += inputs_per_message) {
    std::vector<int> descriptors;
    const std::vector part(inputs.begin() + static_cast<std::ptrdiff_t>(first),
                           inputs.begin() + static_cast<std::ptrdiff_t>(first + inputs_per_message));
    const json list = protocol::packed(part, descriptors);
    GANTRY_CHECK(protocol::send(channel_, Message::inputs, {{"inputs", list}}, descriptors));
  }
  std::vector<int> descriptors;
  json message{{"id", request.id},
               {"kind", name(request.kind)},
               {"target", request.target},
               {"parameters", request.parameters},
               {"options", request.options},
               {"level", level_of(request)},
               {"threads", request.threads != 0 ? request.threads : platform::core_count()}};
  message["inputs"] =
      protocol::packed({inputs.begin() + static_cast<std::ptrdiff_t>(first), inputs.end()}, descriptors);
  platform::SharedMemory heads;
  if (request.kind == JobKind::sniff_files) {
    json list = json::array();
    GANTRY_TRY(read, heads_of(request.files, list));
    heads = std::move(read);
    message["files"] = std::move(list);
    message["heads"] = heads.size();
    if (heads.size() > 0) descriptors.push_back(heads.descriptor());
  } else if (!request.files.empty()) {
    message["files"] = names_of(request.files);
  }
  return protocol::send(channel_, Message::job, message, descriptors);
}

Result<JobResult> Worker::run(const JobRequest &request, const JobWatcher &watcher, const ServiceHandler &services) {
  begin(request.limits, request.target.empty() ? std::string("it did: ") + std::string(name(request.kind))
                                               : "it ran \"" + request.target + "\"");
  if (watcher.cancelled && watcher.cancelled()) return fail(cancelled());
  if (auto sent = send_job(request); !sent) {
    if (sent.error().code == "channel.too-large")
      return fail("job.too-large", "the job can't be sent to its worker: " + sent.error().message, {},
                  "give it fewer files at a time");
    return fail(lost(sent.error()));
  }
  Conversation talk(channel_, request, watcher, services);
  for (;;) {
    GANTRY_TRY(frame, next_frame(watcher));
    auto taken = talk.take(std::move(frame));
    if (!taken)
      return fail(taken.error().code.starts_with("channel.") ? lost(taken.error())
                                                             : end(taken.error().code, taken.error().message));
    if (!taken.value()) continue;
    protocol::Finished finished = std::move(*taken.value());
    if (finished.broken) return fail(end(finished.error.code, finished.error.message));
    if (finished.outcome == protocol::Finished::Outcome::cancelled) return fail(cancelled());
    if (finished.outcome == protocol::Finished::Outcome::failed) {
      if (talk.output_limit_passed()) return fail(end("worker.output-limit", talk.output_limit_words()));
      return fail(std::move(finished.error));
    }
    auto outputs = talk.outputs();
    if (!outputs) {
      if (outputs.error().code == "memory.busy")
        return fail(end("worker.busy-output", "kept an output open for writing after its job had ended"));
      return fail(end("worker.protocol", "made an output that is not what it said: " + outputs.error().message));
    }
    return completed(request, std::move(finished), std::move(outputs.value()), talk.warnings());
  }
}

JobResult Worker::completed(const JobRequest &request, protocol::Finished finished, std::vector<PortObject> outputs,
                            std::vector<std::string> warnings) {
  if (!finished.libraries.is_null()) libraries_ = std::move(finished.libraries);
  JobResult result;
  result.outputs = std::move(outputs);
  result.items = std::move(finished.items);
  result.refused = std::move(finished.refused);
  result.warnings = std::move(warnings);
  result.level = level_of(request);
  result.sandboxed = sandboxed_;
  result.seconds = std::chrono::duration<double>(Clock::now() - began_).count();
  result.libraries = libraries_;
  return result;
}

Error Worker::lost(const Error &reason) {
  if (reason.code == "channel.too-large") return end("worker.flooded", "flooded the connection: " + reason.message);
  if (reason.code == "channel.malformed") return end("worker.protocol", "broke the protocol: " + reason.message);
  if (reason.code == "channel.timeout") return end("worker.hung", "hung: it did not take what was sent to it");
  if (reason.code != "channel.closed" || thread_.joinable()) return end("worker.protocol", reason.message);
  const auto left = process_.wait(500ms);
  if (!left || (left->signal == 0 && left->code == platform::connection_lost))
    return end("worker.protocol", "broke the protocol: it closed its connection to Gantry");
  if (!loaded_ && process_.tail().starts_with("bwrap: "))  // the sandbox's fault, not the plugin's
    return {"worker.sandbox",
            "the sandbox for the plugin " + plugin_.id + " can't be set up: " + plain_text(process_.tail(), 500),
            {},
            "check that its folder may be read"};
  const std::uint64_t most = std::max(memory_, control_->crash_bytes.load());
  if (left->signal != 0 && limits_.memory_bytes > 0 && most > limits_.memory_bytes / 10 * 9)
    return end("worker.memory",
               "ran out of memory: its limit is " + mebibytes(limits_.memory_bytes) + "; it " + left->words,
               left->signal);
  return end("worker.crashed", left->words, left->signal);
}

Error Worker::end(std::string code, const std::string &words, int signal) {
  usable_ = false;
  channel_ = {};
  if (!thread_.joinable()) {
    process_.kill();
    process_.wait(2s);
  }
  Error error{std::move(code),
              "the plugin " + plugin_.id + " " + words + ", while " + doing_,
              {},
              "your data is unharmed; if it happens again, report it to the plugin's vendor",
              Failure::crashed};
  failure_ = WorkerFailure{error, plain_text(process_.tail(), platform::Process::tail_bytes), signal, !loaded_};
  return error;
}

Error Worker::cancelled() { return {"job.cancelled", "stopped, as was asked", {}, {}, Failure::cancelled}; }

}  // namespace gantry::core
