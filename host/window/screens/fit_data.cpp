// SPDX-License-Identifier: Apache-2.0
// Left, on the screen for curves: the table, which column is what, and the two dialogs of the screen.
// "fit/data/table", "fit/data/columns/TE", "fit/data/columns/sigma", "fit/data/columns/group", "dialog/label"
#include <host/window/screens/fit.hpp>

#include <algorithm>
#include <utility>

namespace gantry::host::window::screens {
namespace {

std::vector<std::string> numeric(const core::Table &table) {
  std::vector<std::string> names;
  for (const core::Column &column : table.columns)
    if (!std::holds_alternative<std::vector<std::string>>(column.values)) names.push_back(column.name);
  return names;
}

// One of the project's tables, the newest first; `none`: what stands for no table. True: another one was chosen.
bool choose_table(Ui &ui, Workplace &w, const char *id, const char *label, const char *none, std::string &chosen) {
  std::vector<std::string> names{none}, ids{""};
  std::size_t index = 0;
  for (auto item = w.project()->items.rbegin(); item != w.project()->items.rend(); ++item) {
    if (item->kind != core::Kind::table) continue;
    if (item->id == chosen) index = ids.size();
    names.push_back(item->label + "  (" + item->id + ")");
    ids.push_back(item->id);
  }
  if (ids.size() == 1) names.front() = tr("there is none in the project");
  if (!ui.width(-0.01).disabled(ids.size() == 1).choice(id, label, names, index)) return false;
  chosen = ids[index];
  return true;
}

void draw_table_choice(Ui &ui, Workplace &w) {
  Fitting &fitting = w.fitting();
  if (choose_table(ui, w, "table", "", tr("choose…"), fitting.draft().table)) fitting.edited();
  const auto line = ui.row();
  const bool closed = !w.project()->writable;
  if (ui.disabled(closed, tr("The project can't be changed."))
          .tooltip(tr("Cells copied in a spreadsheet, with their names and units"))
          .shortcut("ctrl+v")
          .button("paste", tr("Paste"), "paste"))
    w.paste_table();
  if (ui.disabled(closed, tr("The project can't be changed."))
          .tooltip(tr("Bring files or a folder into the project"))
          .shortcut("ctrl+i")
          .button("import", tr("Import…"), "download")) {
    w.view().asked = Asked::import_data;
    w.view().path.clear();
  }
}

// Which column an axis or an output of the model is; by its name, until another is chosen.
void draw_column(Ui &ui, Fitting &fitting, const FitColumn &q, const std::vector<std::string> &names) {
  auto &chosen = fitting.draft().columns;
  // The columns of a typed formula are those that it names; only what it is fitted to can be another.
  const bool typed = fitting.draft().model == typed_model;
  const auto found = std::find(names.begin(), names.end(), q.column);
  auto index =
      static_cast<std::size_t>(found == names.end() ? names.size() : static_cast<std::size_t>(found - names.begin()));
  const std::string label = headline(tr(q.label.empty() ? q.name : q.label));
  if (!ui.width(-0.01).choice(id_of(q.name), label, names, index)) return;
  chosen[typed ? "y" : q.name] = names[index];
  fitting.edited();
}

void draw_sigma(Ui &ui, Fitting &fitting, const std::vector<std::string> &names) {
  FitDraft &draft = fitting.draft();
  std::vector<std::string> items{tr("not known")};
  items.insert(items.end(), names.begin(), names.end());
  items.emplace_back(tr("one number"));
  std::size_t index = draft.sigma == SigmaIs::number ? items.size() - 1 : 0;
  if (draft.sigma == SigmaIs::column)
    index = static_cast<std::size_t>(std::find(names.begin(), names.end(), draft.sigma_column) - names.begin()) + 1;
  if (ui.width(-0.01)
          .tooltip(tr("The standard deviation of each point: its error bar, and its weight"))
          .choice("sigma", tr("Standard deviation"), items, index)) {
    draft.sigma = index == 0 ? SigmaIs::unknown : index == items.size() - 1 ? SigmaIs::number : SigmaIs::column;
    if (draft.sigma == SigmaIs::column) draft.sigma_column = names[index - 1];
    fitting.edited();
  }
  if (draft.sigma == SigmaIs::unknown) return;
  std::string wrong;
  for (const core::Error &e : fitting.wrong())
    if (e.parameter == "sigma") wrong = said(e).message;
  if (draft.sigma == SigmaIs::number &&
      ui.width(-0.01).error(wrong).text_field("sigma-number", "", draft.sigma_number, {tr("a number")}).committed())
    fitting.edited();
  if (draft.rician) return;  // its floor lies where sigma says
  if (ui.toggle("sigma-relative", tr("Only its proportions are known"), draft.sigma_relative).committed())
    fitting.edited();
}

// Where the table has a column that is neither axis nor data, it may tell several curves apart.
void draw_group(Ui &ui, Fitting &fitting, const core::Table &table) {
  FitDraft &draft = fitting.draft();
  const Evaluation *const now = fitting.evaluation();
  const auto taken = [&](const std::string &column) {
    const auto is = [&](const FitColumn &q) { return q.column == column; };
    return (draft.sigma == SigmaIs::column && column == draft.sigma_column) ||
           (now != nullptr && (std::any_of(now->axis.begin(), now->axis.end(), is) ||
                               std::any_of(now->outputs.begin(), now->outputs.end(), is)));
  };
  std::vector<std::string> items{tr("all rows are one curve")};
  std::size_t index = 0;
  for (const core::Column &column : table.columns) {
    if (column.name != draft.group && (now == nullptr || taken(column.name))) continue;
    if (column.name == draft.group) index = items.size();
    items.push_back(column.name);
  }
  if (items.size() == 1) return;
  if (!ui.width(-0.01)
           .tooltip(tr("The column that tells several curves apart, which are fitted together: the subject, the flip "
                       "angle"))
           .choice("group", tr("Several curves by"), items, index))
    return;
  draft.group = index == 0 ? std::string() : items[index];
  fitting.edited();
}

// What was given, and when: of a model of differential equations.
void draw_doses(Ui &ui, Workplace &w) {
  Fitting &fitting = w.fitting();
  const core::ModelSpec *const spec = fitting.spec(fitting.draft().model);
  if (spec == nullptr || !spec->ode || spec->ode->doses.empty()) return;
  if (choose_table(ui.tooltip(tr("A table with the columns time, amount, into, duration, every and count.")), w,
                   "doses", tr("Doses"), tr("none was given"), fitting.draft().doses))
    fitting.edited();
}

void draw_columns(Ui &ui, Workplace &w, const core::Table &table) {
  Fitting &fitting = w.fitting();
  const auto section = ui.section("columns", tr("Columns"));
  if (!section) return;
  const auto names = numeric(table);
  if (const Evaluation *now = fitting.evaluation()) {
    if (fitting.draft().model != typed_model)
      for (const FitColumn &q : now->axis) draw_column(ui, fitting, q, names);
    for (const FitColumn &q : now->outputs) draw_column(ui, fitting, q, names);
  } else if (const core::ModelSpec *spec = fitting.spec(fitting.draft().model); spec != nullptr && !spec->made) {
    // They could not be told apart by their names.
    for (const auto *list : {&spec->axis, &spec->outputs})
      for (const core::QuantitySpec &q : *list) {
        const auto chosen = fitting.draft().columns.find(q.name);
        draw_column(ui, fitting,
                    {q.name, q.label, q.unit, chosen == fitting.draft().columns.end() ? "" : chosen->second}, names);
      }
  }
  draw_sigma(ui, fitting, names);
  draw_group(ui, fitting, table);
  draw_doses(ui, w);
}

std::map<std::string, std::string> marks_of(Fitting &fitting) {
  std::map<std::string, std::string> marks;
  const Evaluation *const now = fitting.evaluation();
  if (now == nullptr) return marks;
  for (const FitColumn &q : now->axis) marks[q.column] = "x";
  for (const FitColumn &q : now->outputs) marks[q.column] = "y";
  if (fitting.draft().sigma == SigmaIs::column) marks[fitting.draft().sigma_column] = "σ";
  return marks;
}

}  // namespace

void draw_fit_data(Ui &ui, Workplace &w) {
  const auto box = ui.height(-0.01 - w.view().messages).box("data", GANTRY_UI_QUIET);
  if (ui.shortcut("alt+left").button("back", tr("The project"), "chevron-left", GANTRY_UI_QUIET))
    w.view().page = Page::work;
  ui.text("title", tr("Fit a curve"), GANTRY_UI_HEADING);
  draw_table_choice(ui, w);
  const core::Table *const table = w.fitting().table();
  if (table == nullptr) return;
  draw_columns(ui, w, *table);
  draw_table(ui, w, "table-" + w.fitting().draft().table, *table, -0.01, marks_of(w.fitting()));
}

// Dialogs.

void draw_paste(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  const Pasted &pasted = w.pasted();
  bool open = true;
  {
    const auto dialog = ui.width(40).dialog("dialog", tr("Paste a table"), open);
    if (dialog) {
      if (pasted.waiting) {
        ui.text("waiting", tr("Reading…"), GANTRY_UI_DIM);
      } else if (pasted.problem) {
        draw_error(ui, "problem", *pasted.problem);
      } else {
        ui.text("what",
                tr("So it was understood: names and units from the first row, numbers with either decimal sign."),
                GANTRY_UI_DIM);
        draw_table(ui, w, "pasted", pasted.table, 14);
        ui.width(-0.01).text_field("label", tr("Name"), view.path, {tr("a name for the table")});
      }
      ui.space();
      const auto line = ui.row();
      ui.space(-1);
      if (ui.button("cancel", tr("Cancel"))) open = false;
      if (ui.disabled(!pasted.object, pasted.problem ? said(*pasted.problem).message : std::string(tr("Reading…")))
              .shortcut("ctrl+enter")
              .button("ok", tr("Add to the project"), "check", GANTRY_UI_PRIMARY)) {
        open = false;
        w.add_pasted(view.path.empty() ? tr("Pasted table") : view.path);
      }
    }
  }
  if (open || view.asked != Asked::paste) return;
  view.asked = Asked::nothing;
  w.forget_pasted();
}

void draw_save_model(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  bool open = true;
  {
    const auto dialog = ui.width(36).dialog("dialog", tr("Keep as a model"), open);
    if (dialog) {
      const bool appears = !std::exchange(view.path_proposed, true);
      ui.text("what", tr("It stays in this project, and is listed with the other models."), GANTRY_UI_DIM);
      ui.equation("equation", w.fitting().draft().formula);
      const Did typed =
          ui.width(-0.01).focus(appears).text_field("path", tr("Name"), view.path, {tr("letters, digits and _")});
      ui.space();
      const auto line = ui.row();
      ui.space(-1);
      if (ui.button("cancel", tr("Cancel"))) open = false;
      const bool go = ui.disabled(view.path.empty(), tr("Give it a name first."))
                          .button("ok", tr("Keep"), "check", GANTRY_UI_PRIMARY);
      if (go || (typed.activated() && !view.path.empty())) {
        open = false;
        w.save_formula(view.path);
      }
    }
  }
  if (open || view.asked != Asked::save_model) return;
  view.asked = Asked::nothing;
  view.path_proposed = false;
}

}  // namespace gantry::host::window::screens
