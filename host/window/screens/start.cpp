// SPDX-License-Identifier: Apache-2.0
// Before a project is open. "start/sample", "start/recent/0"
#include <host/window/screens/parts.hpp>

#include <filesystem>

namespace gantry::host::window::screens {
namespace {

void draw_beginnings(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  ui.text("begin", tr("Begin"), GANTRY_UI_HEADING);
  if (ui.width(-0.01).shortcut("ctrl+n").button("create", tr("New project…"), "plus", GANTRY_UI_PRIMARY)) {
    view.asked = Asked::create_project;
    view.path.clear();
  }
  if (ui.width(-0.01).shortcut("ctrl+o").button("open", tr("Open a project…"), "folder-open-o")) {
    view.asked = Asked::open_project;
    view.path.clear();
  }
  if (ui.width(-0.01)
          .disabled(w.opening())
          .tooltip(tr("A brain and a diffusion series from public data, to try things out"))
          .button("sample", tr("Open the sample study"), "graduation-cap"))
    w.open_sample();
  ui.text("drop", tr("Or drop files and folders on the window."), GANTRY_UI_DIM);
  for (const JobEntry &job : w.jobs()) {
    const core::JobProgress p = job.job->progress();
    if (p.state <= core::JobState::running) ui.progress("progress", p.fraction > 0 ? p.fraction : -1.0, job.title());
  }
}

void draw_recent(Ui &ui, Workplace &w) {
  const auto recent = w.preferences().recent;
  ui.text("recent-title", tr("Recent projects"), GANTRY_UI_HEADING);
  if (recent.empty()) return ui.text("none", tr("Projects that you open are listed here."), GANTRY_UI_DIM);
  const auto scope = ui.scope("recent");
  for (std::size_t i = 0; i < recent.size(); ++i) {
    const std::filesystem::path folder = recent[i].folder;
    const auto line = ui.row();
    const std::string id = std::to_string(i);
    if (ui.width(16).disabled(w.opening()).tooltip(recent[i].folder).button(id, folder.filename().string(), "folder-o"))
      w.open_project(folder);
    ui.text("when-" + id, shown_moment(recent[i].opened), GANTRY_UI_DIM);
    if (ui.tooltip(tr("Leave it out of this list; the project stays"))
            .button("forget-" + id, "", "times", GANTRY_UI_QUIET))
      core::forget_recent(w.preferences(), recent[i].folder);
  }
}

}  // namespace

void draw_start(Ui &ui, Workplace &w) {
  const auto box = ui.box("start", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  const auto columns = ui.columns("middle", {1, 4, 1});
  columns.next();
  ui.space(2);
  ui.text("title", "Gantry", GANTRY_UI_TITLE);
  ui.text(
      "what",
      tr("A workbench for clinical images, signals and models. What is done in it is recorded, and can be repeated."),
      GANTRY_UI_DIM);
  ui.space(1.5);
  if (w.opening()) ui.text("opening", tr("Opening…"), GANTRY_UI_INFO);
  {
    const auto halves = ui.columns("halves", {2, 3});
    draw_beginnings(ui, w);
    halves.next();
    draw_recent(ui, w);
  }
  ui.space(2);
  ui.text("device", tr("Gantry is not a medical device: for training and research, not for diagnosis or treatment."),
          GANTRY_UI_DIM);
  columns.next();
}

}  // namespace gantry::host::window::screens
