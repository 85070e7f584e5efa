// SPDX-License-Identifier: Apache-2.0
// Below: what runs, what came out, what was run before, what was said. "work/bottom/jobs"
#include <host/window/screens/parts.hpp>

#include <utility>

namespace gantry::host::window::screens {
namespace {

const char *job_icon(core::JobState state) {
  switch (state) {
    case core::JobState::waiting: return "clock-o";
    case core::JobState::running: return "spinner";
    case core::JobState::done: return "check";
    case core::JobState::failed: return "times-circle";
    case core::JobState::cancelled: break;
  }
  return "ban";
}

std::string words_of(const core::JobProgress &p) {
  switch (p.state) {
    case core::JobState::waiting: return tr("waiting");
    case core::JobState::running: break;
    case core::JobState::done: return filled(tr("done in {1}"), {shown_span(p.seconds)});
    case core::JobState::failed: return tr("failed");
    case core::JobState::cancelled: return tr("cancelled");
  }
  std::string words = said(p.activity);
  words += (words.empty() ? "" : " · ") + shown_span(p.seconds);
  if (p.seconds_left) words += " · " + filled(tr("{1} left"), {shown_span(*p.seconds_left)});
  return words;
}

void draw_job(Ui &ui, Workplace &w, const JobEntry &entry) {
  const auto scope = ui.scope("job-" + std::to_string(entry.number));
  const core::JobProgress p = entry.job->progress();
  {
    const auto line = ui.row();
    ui.icon("state", job_icon(p.state));
    ui.text("title", entry.title(), GANTRY_UI_STRONG);
    ui.text("words", words_of(p), p.state == core::JobState::failed ? GANTRY_UI_ERROR : GANTRY_UI_DIM);
    if (p.state <= core::JobState::running && ui.button("cancel", tr("Cancel"), "stop", GANTRY_UI_QUIET))
      w.cancel(entry.number);
    if (!entry.run.empty() && ui.button("show", tr("Show the result"), "eye", GANTRY_UI_QUIET))
      w.view().run = entry.run, w.view().show_below = "results";
  }
  if (p.state == core::JobState::running) ui.progress("progress", p.fraction > 0 ? p.fraction : -1.0);
  if (p.state == core::JobState::failed)
    if (const auto error = entry.job->error()) draw_error(ui, "error", *error);
  for (const std::string &warning : p.warnings) ui.text("warning", said(warning), GANTRY_UI_WARNING);
  for (const Words &detail : entry.details) ui.text("detail", detail(), GANTRY_UI_DIM);
}

void draw_log(Ui &ui, Workplace &w) {
  const auto &log = w.log();
  ui.height(-0.01).grid("lines", {{"when", tr("When"), "", 9, 0}, {"what", tr("What"), "", 0, 0}}, log.size(),
                        w.view().grids["log"], tr("Nothing has happened yet."), [&](const GridRow &row) {
                          const LogLine &line = log[log.size() - 1 - static_cast<std::size_t>(row.index())];
                          row.text(0, shown_moment(line.when), GANTRY_UI_DIM);
                          row.text(1, line.text(),
                                   line.severity >= 3   ? GANTRY_UI_ERROR
                                   : line.severity == 2 ? GANTRY_UI_WARNING
                                                        : GANTRY_UI_BODY);
                        });
}

}  // namespace

void draw_bottom(Ui &ui, Workplace &w) {
  const std::string forward = std::exchange(w.view().show_below, {});
  const auto tabs = ui.tabs("bottom");
  const auto tab = [&](const std::string &id, const std::string &label, const char *icon) {
    return ui.focus(id == forward).tab(id, label, icon);
  };
  std::uint64_t going = 0;
  for (const JobEntry &entry : w.jobs()) going += entry.job->progress().state <= core::JobState::running ? 1 : 0;
  const std::string jobs = going == 0 ? std::string(tr("Jobs")) : filled(tr("Jobs ({1})"), {shown(going)});
  if (const auto results = tab("results", tr("Results"), "list-alt")) {
    const auto box = ui.box("run", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
    if (const core::RunRecord *run = w.project()->run(w.view().run)) draw_run(ui, w, *run);
    else ui.text("none", tr("No run is chosen. What a tool makes is shown here."), GANTRY_UI_DIM);
  }
  if (const auto list = tab("jobs", jobs, "tasks")) {
    const auto box = ui.box("list", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
    if (w.jobs().empty()) ui.text("none", tr("Nothing is running."), GANTRY_UI_DIM);
    for (auto entry = w.jobs().rbegin(); entry != w.jobs().rend(); ++entry) draw_job(ui, w, *entry);
  }
  if (const auto history = tab("history", tr("History"), "history")) draw_history(ui, w);
  if (const auto log = tab("log", tr("Log"), "terminal")) draw_log(ui, w);
}

}  // namespace gantry::host::window::screens
