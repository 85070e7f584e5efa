// SPDX-License-Identifier: Apache-2.0
// Right, on the screen for curves: the model, found by field or name, or a typed formula; its equation; the fit.
// "fit/sides/models/list/found", "…/formula/text", "…/run"
#include <host/window/screens/fit.hpp>
#include <host/window/screens/search.hpp>

#include <algorithm>

namespace gantry::host::window::screens {
namespace {

bool compared_with(const FitDraft &draft, const std::string &id) {
  return std::find(draft.compared.begin(), draft.compared.end(), id) != draft.compared.end();
}

// "Diffusion" …, "" for all; the field's own names, since they may be any.
std::vector<std::string> fields_of(const std::vector<const core::ModelSpec *> &models) {
  std::vector<std::string> fields{""};
  for (const core::ModelSpec *model : models)
    if (std::find(fields.begin(), fields.end(), model->category) == fields.end()) fields.push_back(model->category);
  return fields;
}

void draw_list(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  Fitting &fitting = w.fitting();
  auto models = fitting.models();
  const auto scope = ui.scope("list");
  const auto fields = fields_of(models);
  std::vector<std::string> names;
  for (const std::string &field : fields)
    names.push_back(field.empty() ? std::string(tr("All fields")) : field_name(field));
  const auto chosen = std::find(fields.begin(), fields.end(), view.model_field);
  auto index = static_cast<std::size_t>(chosen == fields.end() ? 0 : chosen - fields.begin());
  {
    const auto line = ui.columns("search", {1, 1});
    if (ui.width(-0.01).choice("field", "", names, index)) view.model_field = fields[index];
    line.next();
    ui.width(-0.01).text_field("find", "", view.model_text, {tr("Find…"), GANTRY_UI_SEARCH});
  }
  std::erase_if(models, [&](const core::ModelSpec *m) {
    return (!view.model_field.empty() && m->category != view.model_field) || !found(*m, view.model_text);
  });
  std::stable_sort(models.begin(), models.end(), [&](const core::ModelSpec *a, const core::ModelSpec *b) {
    return *found(*a, view.model_text) > *found(*b, view.model_text);
  });
  GridState &state = view.grids["fit/models"];
  state.selected = -1;
  for (std::size_t i = 0; i < models.size(); ++i)
    if (fitting.id_of(*models[i]) == fitting.draft().model) state.selected = static_cast<std::int64_t>(i);
  const bool of_one = !view.model_field.empty();
  std::vector<GridColumn> columns{{"name", tr("Model"), "", 0, 0}};
  if (!of_one) columns.push_back({"field", tr("Category"), "", 7, 0});
  // All the room while one is being looked for; then the equation and the starting values want it.
  const bool looking = fitting.spec(fitting.draft().model) == nullptr;
  const Did did =
      ui.height(looking ? -0.01 : 7.5)
          .grid("found", columns, models.size(), state, tr("No model is called so."), [&](const GridRow &row) {
            const core::ModelSpec &m = *models[static_cast<std::size_t>(row.index())];
            row.text(0, tr(m.label.empty() ? m.id : m.label));
            if (!of_one) row.text(1, field_name(m.category), GANTRY_UI_DIM);
          });
  if (!did.changed() || state.selected < 0 || static_cast<std::size_t>(state.selected) >= models.size()) return;
  fitting.draft().model = fitting.id_of(*models[static_cast<std::size_t>(state.selected)]);
  fitting.edited();
}

// What is wrong with the formula, or its units, stands below it; what is wrong with the data does not.
bool about_formula(const core::Error &error) {
  return error.code == "fit.model" || error.code.rfind("formula.", 0) == 0;
}

void draw_formula(Ui &ui, Workplace &w) {
  Fitting &fitting = w.fitting();
  FitDraft &draft = fitting.draft();
  const auto scope = ui.scope("formula");
  std::string wrong;
  if (const auto &problem = fitting.problem(); problem && about_formula(*problem)) {
    const core::Error error = said(*problem);
    wrong = error.message + (error.hint.empty() ? "" : " " + error.hint);
  }
  const Did typed =
      ui.width(-0.01).error(wrong).text_field("text", tr("Formula"), draft.formula, {"S0 * exp(-TE / T2)"});
  if (typed.committed()) fitting.edited();
  ui.text("help",
          tr("Names that are columns of the table are known, all others are sought. * stands for every product."),
          GANTRY_UI_DIM);
  if (ui.width(-0.01)
          .tooltip(tr("Names of the formula that are columns of another name"))
          .text_field("known", tr("Names of columns"), draft.known, {"t=time"})
          .committed())
    fitting.edited();
  const bool right = !draft.formula.empty() && wrong.empty() && fitting.evaluation() != nullptr && !fitting.busy();
  if (ui.disabled(!right || !w.project()->writable, tr("Only a formula that can be worked out can be kept."))
          .tooltip(tr("As a model of this project, with these starts and bounds"))
          .button("save", tr("Keep as a model…"), "save")) {
    w.view().asked = Asked::save_model;
    w.view().path.clear();
  }
}

void draw_choice(Ui &ui, Workplace &w) {
  Fitting &fitting = w.fitting();
  FitDraft &draft = fitting.draft();
  std::size_t typed = draft.model == typed_model ? 1 : 0;
  if (ui.choice("by", "", {tr("From the list"), tr("Typed formula")}, typed, GANTRY_UI_SEGMENTS)) {
    if (typed == 1) w.view().list_model = draft.model;
    draft.model = typed == 1 ? typed_model : w.view().list_model;
    fitting.edited();
  }
  if (draft.model == typed_model) draw_formula(ui, w);
  else draw_list(ui, w);
}

void draw_equation(Ui &ui, Workplace &w, const core::ModelSpec &spec) {
  const FitDraft &draft = w.fitting().draft();
  const std::string &equation = draft.model == typed_model ? draft.formula : spec.equation;
  ui.space(0.25);
  if (!equation.empty()) ui.equation("equation", equation);
  ui.space(0.25);
  if (draft.model == typed_model) return;
  const auto section = ui.section("about", tr("About this model"), 0);
  if (!section) return;
  if (!spec.help.empty()) ui.text("help", tr(spec.help));
  if (!spec.source.empty()) ui.text("source", spec.source, GANTRY_UI_DIM);
}

// Whether the table has a column for all of the model's axis, by name: those that do are offered first.
bool names_columns(const core::ModelSpec &model, const core::Table *table) {
  return table != nullptr && std::all_of(model.axis.begin(), model.axis.end(),
                                         [&](const core::QuantitySpec &q) { return table->column(q.name) != nullptr; });
}

void draw_compare_menu(Ui &ui, Workplace &w) {
  Fitting &fitting = w.fitting();
  FitDraft &draft = fitting.draft();
  const auto count = static_cast<std::uint64_t>(draft.chosen().size() < 2 ? 0 : draft.chosen().size() - 1);
  const std::string label =
      count == 0 ? std::string(tr("Compare with")) : filled(tr("Compare with ({1})"), {shown(count)});
  const auto menu = ui.tooltip(tr("Other models for the same data")).menu("compare", label, "columns");
  if (!menu) return;
  const auto item = [&](const std::string &id, const std::string &name) {
    if (id == draft.model) return;
    const bool on = compared_with(draft, id);
    if (!ui.menu_item(id_of(id), name, "", on ? GANTRY_UI_CHECKED : 0u)) return;
    if (on) std::erase(draft.compared, id);
    else draft.compared.push_back(id);
    fitting.edited();
  };
  // Those that the data are for, and those that were chosen; the others by field.
  auto models = fitting.models();
  const auto fits = [&](const core::ModelSpec *model) {
    return names_columns(*model, fitting.table()) || compared_with(draft, fitting.id_of(*model));
  };
  const auto others = std::stable_partition(models.begin(), models.end(), fits);
  const auto offer = [&](const core::ModelSpec *model) {
    item(fitting.id_of(*model), tr(model->label.empty() ? model->id : model->label));
  };
  std::for_each(models.begin(), others, offer);
  if (!draft.formula.empty()) item(typed_model, draft.formula);
  for (auto from = others; from != models.end();) {
    const std::string field = (*from)->category;
    const auto to = std::find_if(from, models.end(), [&](const core::ModelSpec *m) { return m->category != field; });
    if (const auto within = ui.menu("field-" + id_of(field), field_name(field), "folder-o"))
      std::for_each(from, to, offer);
    from = to;
  }
}

std::string why_not(Workplace &w) {
  Fitting &fitting = w.fitting();
  if (!w.project()->writable) return tr("The project can't be changed.");
  if (fitting.table_item() == nullptr) return tr("Choose a table first.");
  if (fitting.spec(fitting.draft().model) == nullptr) return tr("Choose a model first.");
  if (!fitting.wrong().empty()) return said(fitting.wrong().front()).message;
  if (const auto &problem = fitting.problem()) return said(*problem).message;
  return {};
}

// Of the fits that were begun here.
void draw_jobs(Ui &ui, Workplace &w) {
  for (const std::string &id : w.fitting().draft().chosen()) {
    const auto fit = w.fitting().fits().find(id);
    const JobEntry *const job = fit == w.fitting().fits().end() ? nullptr : w.job(fit->second.job);
    if (job == nullptr) continue;
    const auto scope = ui.scope("job-" + id_of(id));
    const core::JobProgress progress = job->job->progress();
    if (progress.state == core::JobState::failed)
      if (const auto error = job->job->error()) draw_error(ui, "error", *error);
    if (progress.state > core::JobState::running) continue;
    const auto line = ui.row();
    ui.width(-6).progress("progress", progress.fraction > 0 ? progress.fraction : -1, job->title());
    if (ui.shortcut("escape").button("cancel", tr("Cancel"), "stop", GANTRY_UI_QUIET)) w.cancel(job->number);
  }
}

}  // namespace

void draw_fit_models(Ui &ui, Workplace &w) {
  const auto box = ui.box("models", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  Fitting &fitting = w.fitting();
  const std::string why = why_not(w);
  const std::vector<std::string> chosen = fitting.draft().chosen();
  {
    const auto line = ui.row();
    const std::string label = chosen.size() < 2 ? std::string(tr("Fit"))
                                                : filled(tr("Fit {1} models"), {shown(std::uint64_t{chosen.size()})});
    if (ui.disabled(!why.empty(), why).shortcut("ctrl+enter").button("run", label, "play", GANTRY_UI_PRIMARY)) {
      w.fit(chosen);
      w.view().show_below = chosen.size() < 2 ? "result" : "comparison";
    }
    draw_compare_menu(ui, w);
  }
  draw_jobs(ui, w);
  draw_choice(ui, w);
  const core::ModelSpec *const spec = fitting.spec(fitting.draft().model);
  if (spec == nullptr) return;
  draw_equation(ui, w, *spec);
  draw_fit_parameters(ui, w);
  draw_fit_settings(ui, w, *spec);
}

}  // namespace gantry::host::window::screens
