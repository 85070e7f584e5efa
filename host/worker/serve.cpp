// SPDX-License-Identifier: Apache-2.0
#include <host/worker/serve.hpp>

#include <core/platform/limits.hpp>
#include <core/platform/memory_watch.hpp>
#include <core/platform/parent_watch.hpp>
#include <core/platform/process.hpp>
#include <host/worker/libraries.hpp>
#include <host/worker/link.hpp>
#include <host/worker/run_job.hpp>

namespace gantry::worker {
namespace {

using core::fail;
using core::protocol::Finished;
using core::protocol::Job;

core::ControlPage *crash_page = nullptr;  // for the signal handler

void note_crash(int) noexcept { crash_page->crash_bytes.store(core::platform::requested_bytes_of_this_process()); }

Result<std::unique_ptr<Plugin>> begin(Link &link, core::platform::Frame &frame, core::protocol::Start &start) {
  if (frame.type != static_cast<std::uint16_t>(Message::start) || frame.descriptors.size() != 1)
    return fail("protocol.order", "the host did not begin as it should");
  GANTRY_TRY(json, core::protocol::parse(frame.payload));
  GANTRY_TRY(said, core::protocol::start_of(json));
  GANTRY_TRY(control,
             core::platform::SharedMemory::adopt_lease(std::move(frame.descriptors.front()), core::ControlPage::bytes));
  start = std::move(said);
  link.share(std::move(control));
  if (link.own_process()) {
    crash_page = &link.control();
    core::platform::note_crashes(note_crash);
    GANTRY_CHECK(
        core::platform::limit_this_process({.private_bytes = start.memory_bytes, .file_bytes = start.file_bytes}));
  }
  GANTRY_TRY(plugin, Plugin::load(start.library, start.folder));
  const std::string id = text(plugin->about().id);
  if (!start.plugin.empty() && id != start.plugin)
    return fail("plugin.identity", "the library calls itself " + id + ", its manifest " + start.plugin, {},
                "install the plugin again, or run gantry plugins validate");
  return std::move(plugin);
}

// All inputs of a job, which may come in several messages. Nothing when the host has hung up or broken the protocol.
Result<Job> next_job(Link &link) {
  std::vector<core::PortObject> early;
  for (;;) {
    GANTRY_TRY(frame, link.receive());
    GANTRY_TRY(json, core::protocol::parse(frame.payload));
    if (frame.type == static_cast<std::uint16_t>(Message::job)) {
      GANTRY_TRY(job, core::protocol::job_of(json, frame.descriptors));
      early.insert(early.end(), std::make_move_iterator(job.inputs.begin()), std::make_move_iterator(job.inputs.end()));
      job.inputs = std::move(early);
      return std::move(job);
    }
    if (frame.type != static_cast<std::uint16_t>(Message::inputs))
      return fail("protocol.order", "the host sent no job");
    std::size_t next = 0;
    GANTRY_TRY(part, core::protocol::inputs_of(json["inputs"], frame.descriptors, next));
    early.insert(early.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
}

// Whether what the job made depends on the libraries.
bool makes_data(core::JobKind kind) {
  return kind != core::JobKind::sniff_files && kind != core::JobKind::list_files && kind != core::JobKind::describe &&
         kind != core::JobKind::panel;
}

Result<void> answer(Link &link, Finished finished, core::JobKind kind, Libraries &libraries) {
  if (finished.outcome == Finished::Outcome::done && makes_data(kind)) finished.libraries = libraries.if_changed();
  auto sent = link.send(Message::finished, to_json(finished));
  if (sent || sent.error().code != "channel.too-large") return sent;
  finished.outcome = Finished::Outcome::failed;
  finished.error = {
      "plugin.too-much", "the plugin listed more than can be told at once", {}, "give it fewer files at a time"};
  finished.items = finished.refused = nlohmann::json::array();
  return link.send(Message::finished, to_json(finished));
}

}  // namespace

int serve(core::platform::FileDescriptor socket, bool own_process) {
  Link link(std::move(socket), own_process);
  auto frame = link.receive();
  if (!frame) return core::platform::connection_lost;
  if (own_process) core::platform::leave_with(core::platform::inherited_descriptor, link.busy());
  core::protocol::Start start;
  link.busy() = true;
  auto plugin = begin(link, frame.value(), start);
  link.busy() = false;
  if (!plugin) {
    nlohmann::json refusal{{"error", core::protocol::to_json(plugin.error())}};
    if (plugin.error().failure == core::Failure::crashed) refusal["broken"] = true;
    (void)link.send(Message::refused, refusal);  // the host is the only one who could be told
    return 1;
  }
  const auto &about = plugin.value()->about();
  if (!link.send(Message::ready, {{"id", text(about.id)}, {"version", text(about.version)}}))
    return core::platform::connection_lost;
  Libraries libraries;
  for (;;) {
    auto job = next_job(link);
    if (!job) return job.error().code == "channel.closed" ? 0 : core::platform::connection_lost;
    link.busy() = true;
    Finished finished = run_job(*plugin.value(), link, job.value(), start.storage);
    link.busy() = false;
    if (!answer(link, std::move(finished), job.value().kind, libraries)) return core::platform::connection_lost;
  }
}

void serve_in_process(core::platform::FileDescriptor socket) { serve(std::move(socket), false); }

}  // namespace gantry::worker
