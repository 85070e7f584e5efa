// SPDX-License-Identifier: Apache-2.0
// What was run and what came out: results of one run, the history, two runs beside each other, the curve of a voxel.
// "bottom/results/again", "bottom/history/runs"
#include <host/window/screens/fit.hpp>

#include <algorithm>

namespace gantry::host::window::screens {
namespace {

std::string value_words(const nlohmann::json &value) {
  if (value.is_number()) return shown(value.get<double>());
  if (value.is_string()) return value.get<std::string>();
  std::string words;
  for (const auto &one : value.is_array() ? value : nlohmann::json::array())
    words += (words.empty() ? "" : "; ") + value_words(one);
  return words;
}

const Task *task_of(const Workplace &w, const core::RunRecord &run) {
  return w.catalogue().task(run.plugin.id, run.target, run.kind != core::JobKind::tool);
}

// nullptr: the plugin is not installed, or has no such parameter any more.
const core::ParameterSpec *parameter_of(const Task *task, const std::string &key) {
  if (task != nullptr)
    for (const core::ParameterSpec &p : task->parameters())
      if (p.key == key) return &p;
  return nullptr;
}

// "Classes 4, Names CSF; grey": by the labels of the form. What is empty, off or as the plugin has it is left out.
std::string settings_of(const Workplace &w, const core::RunRecord &run) {
  const Task *const task = task_of(w, run);
  std::string words;
  for (const auto &[key, value] : run.parameters.items()) {
    const core::ParameterSpec *const p = parameter_of(task, key);
    const std::string text = value_words(value);
    if ((text.empty() && value != true) || (p != nullptr && value == initial_value(*p))) continue;
    words += (words.empty() ? "" : ", ") + (p == nullptr ? key : tr(p->label)) + (text.empty() ? "" : " " + text);
  }
  return words.empty() ? tr("as the plugin has them") : words;
}

std::string outcome_of(const Workplace &w, const core::RunRecord &run) {
  if (!run.ok()) return tr("failed");
  const core::Verdict *const verdict = w.verdict(run.id);
  return verdict == nullptr ? tr("done") : tr(std::string(core::name(verdict->verdict)));
}

void draw_output(Ui &ui, Workplace &w, const core::RunOutput &output) {
  const ShownItem *const item = w.project()->item(output.item);
  const auto scope = ui.scope("output-" + id_of(output.port));
  {
    const auto line = ui.row();
    ui.text("port", item == nullptr ? output.port : item->label, GANTRY_UI_STRONG);
    if (item != nullptr) ui.text("facts", said_facts(item->facts), GANTRY_UI_DIM);
    if (item != nullptr && ui.button("show", tr("Show"), "eye", GANTRY_UI_QUIET)) w.view().item = item->id;
  }
  if (item == nullptr || item->kind == core::Kind::volume || item->kind == core::Kind::signal) return;
  const Known &known = w.objects().get(output.object);
  if (!known.problem.empty()) return ui.text("problem", said(known.problem), GANTRY_UI_ERROR);
  if (!known.object) return ui.text("loading", tr("Reading…"), GANTRY_UI_DIM);
  const std::string name = "results/" + output.object.substr(0, 16);
  const double rows = item->kind == core::Kind::table ? static_cast<double>(known.table.rows())
                                                      : static_cast<double>(known.lines.size());
  const double height = 2.5 + 1.75 * std::clamp(rows, 1.0, 12.0);
  if (item->kind == core::Kind::table) draw_table(ui, w, name, known.table, height);
  if (item->kind == core::Kind::record) draw_record(ui, w, name, known, height);
}

void draw_compared(Ui &ui, Workplace &w) {
  const RunComparison &c = w.comparison();
  if (c.problem) return draw_error(ui, "problem", *c.problem);
  const auto changed = std::count_if(c.rows.begin(), c.rows.end(), [](const ComparedRow &r) { return r.changed; });
  ui.text("changed",
          c.waiting      ? std::string(tr("Comparing…"))
          : changed == 0 ? std::string(tr("Nothing differs."))
                         : filled(tr_n("{1} thing differs.", "{1} things differ.", static_cast<std::uint64_t>(changed)),
                                  {shown(static_cast<std::uint64_t>(changed))}),
          changed == 0 && !c.waiting ? GANTRY_UI_DONE : GANTRY_UI_BODY);
  // What differs comes first; what neither of them has is left out.
  std::vector<const ComparedRow *> rows;
  for (const bool differing : {true, false})
    for (const ComparedRow &r : c.rows)
      if (r.changed == differing && (differing || !r.after().empty())) rows.push_back(&r);
  const core::RunRecord *const run = w.project()->run(c.after);
  const Task *const task = run == nullptr ? nullptr : task_of(w, *run);
  static const auto kind = [](Compared k) {
    switch (k) {
      case Compared::parameter: return tr("setting");
      case Compared::input: return tr("input");
      case Compared::version: return tr("software");
      case Compared::output: return tr("output");
      case Compared::number: break;
    }
    return tr("figure");
  };
  ui.height(2.5 + 1.75 * std::clamp(static_cast<double>(rows.size()), 1.0, 14.0))
      .grid("rows",
            {{"kind", tr("Kind"), "", 6, 0},
             {"what", tr("What"), "", 0, 0},
             {"before", tr("Before"), "", 0, 0},
             {"after", tr("After"), "", 0, 0}},
            rows.size(), w.view().grids["compare"], tr("There is nothing to compare."), [&](const GridRow &row) {
              const ComparedRow &r = *rows[static_cast<std::size_t>(row.index())];
              const core::ParameterSpec *const p =
                  r.kind == Compared::parameter ? parameter_of(task, r.what()) : nullptr;
              const std::uint32_t style = r.changed ? GANTRY_UI_STRONG : GANTRY_UI_DIM;
              row.text(0, kind(r.kind), GANTRY_UI_DIM);
              row.text(1, p == nullptr ? r.what() : tr(p->label), style);
              row.text(2, r.before(), style);
              row.text(3, r.after(), style);
            });
}

void draw_compare(Ui &ui, Workplace &w, const core::RunRecord &run) {
  ShownNow &view = w.view();
  std::vector<std::string> names{tr("nothing")};
  std::vector<std::string> ids{""};
  std::size_t index = 0;
  for (auto other = w.project()->runs.rbegin(); other != w.project()->runs.rend(); ++other) {
    if (other->id == run.id || other->target != run.target) continue;
    if (other->id == view.other_run) index = ids.size();
    ids.push_back(other->id);
    names.push_back(shown_moment(other->started) + "  " + settings_of(w, *other));
  }
  const auto section = ui.section("compare", tr("Compare"), 0);
  if (!section) return;
  if (ids.size() == 1)
    return ui.text("alone", tr("Run it again with other settings: then the two can be compared here."), GANTRY_UI_DIM);
  if (ui.choice("with", tr("With the run of"), names, index)) view.other_run = ids[index];
  if (index == 0) return;
  w.compare(view.other_run, run.id);
  draw_compared(ui, w);
}

}  // namespace

void draw_run(Ui &ui, Workplace &w, const core::RunRecord &run) {
  {
    const auto line = ui.row();
    ui.text("title", run_label(w, run), GANTRY_UI_HEADING);
    ui.text("when", shown_moment(run.started) + " · " + shown_span(run.seconds) + " · " + run.who, GANTRY_UI_DIM);
  }
  {
    const auto line = ui.row();
    if (ui.disabled(!w.project()->writable)
            .tooltip(tr("The same again, as a new run"))
            .button("again", tr("Run again"), "repeat"))
      w.rerun(run.id);
    if (ui.disabled(!run.ok(), tr("It failed: there is nothing to compare with."))
            .tooltip(tr("Repeats it and compares every output"))
            .button("verify", tr("Verify"), "shield"))
      w.verify(run.id);
    const Task *const task = w.catalogue().task(run.plugin.id, run.target, run.kind != core::JobKind::tool);
    if (task != nullptr &&
        ui.tooltip(tr("Its settings in the form, to change them")).button("edit", tr("Edit and run"), "edit")) {
      w.draft(*task) = draft_of(*task, run, *w.project());
      w.edited(*task);
      w.choose_task(task->key);
    }
  }
  if (!run.ok()) draw_error(ui, "error", {run.error_code, run.error, "", "", core::Failure::failed});
  for (const std::string &warning : run.warnings) ui.text("warning", said(warning), GANTRY_UI_WARNING);
  if (!run.note.empty()) ui.text("note", run.note);
  if (const core::Verdict *verdict = w.verdict(run.id)) {
    ui.text("verdict", filled(tr("Verified: {1}"), {tr(std::string(core::name(verdict->verdict)))}),
            verdict->verdict == core::VerdictKind::differs  ? GANTRY_UI_ERROR
            : verdict->verdict == core::VerdictKind::cannot ? GANTRY_UI_WARNING
                                                            : GANTRY_UI_DONE);
    for (const auto &output : verdict->outputs)
      if (output.verdict != core::VerdictKind::identical) ui.text("verdict-" + id_of(output.port), said(output.words));
    for (const std::string &words : verdict->circumstances) ui.text("circumstance", said(words), GANTRY_UI_DIM);
  }
  for (const core::RunOutput &output : run.outputs) draw_output(ui, w, output);
  if (run.ok()) draw_compare(ui, w, run);
  if (!run.sandboxed) ui.text("sandbox", tr("It ran without a sandbox around the plugin."), GANTRY_UI_WARNING);
}

void draw_history(Ui &ui, Workplace &w) {
  const auto &runs = w.project()->runs;
  ShownNow &view = w.view();
  {
    const auto line = ui.row();
    const bool none = std::none_of(runs.begin(), runs.end(), [](const auto &r) { return r.ok(); });
    if (ui.disabled(none, tr("Nothing has been run yet."))
            .tooltip(tr("Repeats every run and compares"))
            .button("verify", tr("Verify all"), "shield"))
      w.verify("");
    if (ui.disabled(none, tr("Nothing has been run yet."))
            .shortcut("ctrl+r")
            .button("report", tr("Write a report…"), "file-text-o")) {
      view.asked = Asked::report;
      view.path.clear();
    }
  }
  GridState &state = view.grids["history"];
  state.selected = -1;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (runs[runs.size() - 1 - i].id == view.run) state.selected = static_cast<std::int64_t>(i);
  const Did did = ui.height(-0.01).grid(
      "runs",
      {{"when", tr("When"), "", 9, 0},
       {"what", tr("What"), "", 0, 0},
       {"settings", tr("Settings"), "", 0, 0},
       {"time", tr("Duration"), "", 6, GANTRY_UI_GRID_RIGHT},
       {"outcome", tr("Outcome"), "", 7, 0}},
      runs.size(), state, tr("Nothing has been run yet. Choose a tool on the right."), [&](const GridRow &row) {
        const core::RunRecord &run = runs[runs.size() - 1 - static_cast<std::size_t>(row.index())];
        row.text(0, shown_moment(run.started));
        row.text(1, run_label(w, run), GANTRY_UI_STRONG);
        row.text(2, settings_of(w, run), GANTRY_UI_DIM);
        row.text(3, shown_span(run.seconds));
        row.text(4, outcome_of(w, run), run.ok() ? GANTRY_UI_BODY : GANTRY_UI_ERROR);
      });
  if (did.changed() && state.selected >= 0 && static_cast<std::size_t>(state.selected) < runs.size())
    view.run = runs[runs.size() - 1 - static_cast<std::size_t>(state.selected)].id;
  if (did.activated()) view.show_below = "results";
}

void draw_voxel(Ui &ui, Workplace &w) {
  const auto box = ui.height(-0.01).box("voxel", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  const VoxelCurve &c = w.voxel_curve();
  {
    const auto line = ui.row();
    ui.text("where",
            filled(tr("Voxel {1}, {2}, {3}"),
                   {std::to_string(c.voxel[0]), std::to_string(c.voxel[1]), std::to_string(c.voxel[2])}),
            GANTRY_UI_HEADING);
    if (ui.tooltip(tr("Close the curve")).button("close", "", "times", GANTRY_UI_QUIET)) return w.forget_voxel();
  }
  if (c.waiting) return ui.text("waiting", tr("Fitting…"), GANTRY_UI_DIM);
  if (c.problem) return draw_error(ui, "problem", *c.problem);
  if (!c.curve) return;
  const core::RunRecord *const run = w.project()->run(c.run);
  const Task *const task = run == nullptr ? nullptr : task_of(w, *run);
  draw_curves(ui, w, "curve", task == nullptr ? c.run : tr(task->label()),
              {{"fitted", tr("Fitted"), &c.curve->table, nullptr, false}}, nullptr, 18);
  if (c.fit) draw_curve_fit(ui, w, "voxel", c.fit->record, true);
}

}  // namespace gantry::host::window::screens
