// SPDX-License-Identifier: MIT
// Panels: a struct that draws itself. It lives in the plugin's worker for as long as the panel is open.
//
//   struct Strain : gantry::Panel {
//     static constexpr const char *id = "strain", *label = "Strain", *help = "…";
//     double level_ = 0.5;
//     void draw(gantry::Ui &ui, gantry::PanelJob &job) { ui.number("level", "Level", level_); }
//   };
#pragma once

#include <gantry/cpp/job.hpp>
#include <gantry/cpp/ui.hpp>
#include <gantry/panel.h>

#include <memory>
#include <string>

namespace gantry {

// What a panel gets beside its widgets: all that a job has but outputs, and what it may set going in the window.
class PanelJob : public Job {
 public:
  using Job::Job;

  // Requests and answers are JSON, as gantry/panel.h has them.
  std::string run(const TextRef &request) const {
    const char *job = nullptr;
    detail::require(host().run(&host(), request.c(), &job), "panel.run", "the run was not taken up", "");
    return job;
  }
  std::string job_state(const TextRef &job) const {
    const char *json = nullptr;
    detail::require(host().job_state(&host(), job.c(), &json), "panel.job", "there is no such run", "");
    return json;
  }
  void cancel(const TextRef &job) const {
    detail::require(host().cancel(&host(), job.c()), "panel.job", "there is no such run", "");
  }
  void show(const TextRef &request) const {
    detail::require(host().show(&host(), request.c()), "panel.show", "it can't be shown", "");
  }

 private:
  const gantry_panel_host &host() const {
    return service<gantry_panel_host>(GANTRY_PANEL_HOST_ID, "the window that it is open in");
  }
};

// Needs: id, label, help, draw(Ui &, PanelJob &). May have the rest.
struct Panel {
  static constexpr const char *icon = "";
  static constexpr std::uint32_t flags = 0;  // GANTRY_PANEL_NEEDS_PROJECT
  // `saved`: what save() gave last, here or in an earlier session; "" at first. Throws to refuse.
  void open(PanelJob &, const std::string &) {}
  // What open() is to go on from. Asked for after a drawing in which something was edited.
  std::string save() { return {}; }
};

namespace detail {

template <class P>
struct OpenPanel {
  P panel;
  std::string saved;
};

template <class P>
const gantry_panel *panel_table() {
  using Open = OpenPanel<P>;
  static constexpr gantry_panel table{
      sizeof(gantry_panel),
      P::flags,
      P::id,
      P::label,
      P::help,
      P::icon,
      [](const gantry_panel *, const gantry_context *ctx, const char *saved, void **state) {
        return guarded(ctx, [&] {
          auto open = std::make_unique<Open>();
          PanelJob job(*ctx);
          open->panel.open(job, saved);
          *state = open.release();
        });
      },
      [](const gantry_panel *, const gantry_context *ctx, void *state, const gantry_ui *c) {
        return guarded(ctx, [&] {
          PanelJob job(*ctx);
          Ui ui(*c);
          static_cast<Open *>(state)->panel.draw(ui, job);
        });
      },
      [](const gantry_panel *, const gantry_context *ctx, void *state) -> const char * {
        auto &open = *static_cast<Open *>(state);
        const std::int32_t status = guarded(ctx, [&] { open.saved = open.panel.save(); });
        return status == GANTRY_OK ? open.saved.c_str() : nullptr;
      },
      [](const gantry_panel *, const gantry_context *, void *state) { delete static_cast<Open *>(state); }};
  return &table;
}

}  // namespace detail
}  // namespace gantry
