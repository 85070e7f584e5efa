// SPDX-License-Identifier: Apache-2.0
#include <host/worker/run_panel.hpp>

#include <core/ui/recorder.hpp>
#include <host/worker/context.hpp>
#include <host/worker/io.hpp>
#include <host/worker/plugin.hpp>
#include <host/worker/values.hpp>

namespace gantry::worker {
namespace {

using core::fail;
using nlohmann::json;

class OpenPanel {
 public:
  OpenPanel(const gantry_panel &panel, Link &link, const JobContext &context)
      : panel_(panel), link_(link), context_(context) {}

  Result<void> open(const std::string &saved) {
    return ended_well(guarded([&] { return panel_.open(&panel_, context_.table(), saved.c_str(), &state_); }));
  }

  Result<void> draw(const json &request) {
    recorder_.begin(core::drawing_of(request));
    GANTRY_CHECK(
        ended_well(guarded([&] { return panel_.draw(&panel_, context_.table(), state_, recorder_.table()); })));
    GANTRY_TRY(frame, recorder_.end());
    json answer{{"sequence", request.at("sequence")}, {"bytes", frame.size()}};
    if (recorder_.edited()) {
      GANTRY_TRY(saved, guarded([&] { return panel_.save(&panel_, context_.table(), state_); }));
      if (saved != nullptr) answer["saved"] = saved;
    }
    return link_.send(Message::panel_frame, answer, std::array{frame.descriptor()});
  }

  Result<void> close() {
    return guarded([&] { panel_.close(&panel_, context_.table(), state_); });
  }

 private:
  Result<void> ended_well(const Result<std::int32_t> &status) {
    if (!status) return fail(status.error());
    return status.value() == GANTRY_OK ? core::done() : Result<void>(fail(context_.error(status.value())));
  }

  const gantry_panel &panel_;
  Link &link_;
  const JobContext &context_;
  void *state_ = nullptr;
  core::Recorder recorder_;
};

}  // namespace

Result<void> run_panel(const gantry_panel &panel, Link &link, core::protocol::Job &job,
                       const std::string &storage_folder) {
  GANTRY_TRY(values, Values::make({}, job.parameters));
  JobIo io(link, {}, std::vector<Port>{}, {});
  Services services(link, storage_folder);
  const JobContext context(link, job, values->table(), io.table(), services);
  OpenPanel open(panel, link, context);
  GANTRY_CHECK(open.open(job.options.value("saved", "")));
  for (;;) {
    GANTRY_TRY(frame, link.receive());
    GANTRY_TRY(message, core::protocol::parse(frame.payload));
    if (frame.type == static_cast<std::uint16_t>(Message::panel_close)) return open.close();
    if (frame.type != static_cast<std::uint16_t>(Message::panel_draw))
      return fail("protocol.order", "the host asked for something else than a drawing");
    if (auto drawn = open.draw(message); !drawn) {
      if (drawn.error().failure != core::Failure::crashed) (void)open.close();  // why it can't draw is what counts
      return drawn;
    }
  }
}

}  // namespace gantry::worker
