// SPDX-License-Identifier: Apache-2.0
// The screen for curves: left the table, in the middle the curve over its data and what came out, right the model.
// "fit/data/table", "fit/sides/rows/centre/curve", "fit/sides/rows/bottom/result"
#include <host/window/screens/fit.hpp>

#include <utility>

namespace gantry::host::window::screens {
namespace {

void draw_empty(Ui &ui, const char *title, const char *words) {
  ui.text("empty", title, GANTRY_UI_HEADING);
  ui.text("how", words, GANTRY_UI_DIM);
}

// Before a model is chosen: the first two columns of numbers, so that one sees what is to be fitted.
void draw_points(Ui &ui, Workplace &w, const core::Table &table) {
  std::vector<std::vector<double>> values;
  std::vector<const core::Column *> columns;
  for (const core::Column &column : table.columns) {
    if (values.size() == 2 || std::holds_alternative<std::vector<std::string>>(column.values)) continue;
    values.push_back(column.numbers());
    columns.push_back(&column);
  }
  if (values.size() < 2)
    return draw_empty(ui, tr("This table has no curve"),
                      tr("A curve needs two columns of numbers. Choose another table."));
  Plot plot;
  plot.title = w.fitting().table_item()->label;
  plot.x = {columns[0]->name, columns[0]->unit};
  plot.y = {columns[1]->name, columns[1]->unit};
  plot.series.push_back({"data", tr("Measured"), GANTRY_UI_POINTS, values[0], values[1]});
  ui.height(-0.01).plot("points", plot, w.view().plots["fit/points"]);
}

// What the curve at the start is worth, or why there is none.
void draw_at_start(Ui &ui, Workplace &w) {
  Fitting &fitting = w.fitting();
  const auto line = ui.row();
  ui.text("model", model_label(w, fitting.draft().model), GANTRY_UI_HEADING);
  const Evaluation *const now = fitting.evaluation();
  if (now != nullptr && now->residual_sd)
    ui.text("start", filled(tr("at the start: residual SD {1}"), {with_unit(shown(*now->residual_sd), now->unit)}),
            GANTRY_UI_DIM);
}

void draw_curve(Ui &ui, Workplace &w) {
  Fitting &fitting = w.fitting();
  const auto box = ui.height(-0.01).box("centre", GANTRY_UI_QUIET);
  if (fitting.table_item() == nullptr)
    return draw_empty(
        ui, tr("No data to fit yet"),
        tr("Choose a table on the left, paste one from a spreadsheet (Ctrl+V), or drop a file on the window."));
  const core::Table *const table = fitting.table();
  if (table == nullptr) {
    const Known &known = w.objects().get(fitting.table_item()->object);
    return known.problem.empty() ? ui.text("loading", tr("Reading…"), GANTRY_UI_DIM)
                                 : ui.text("problem", said(known.problem), GANTRY_UI_ERROR);
  }
  if (fitting.spec(fitting.draft().model) == nullptr) return draw_points(ui, w, *table);
  draw_at_start(ui, w);
  const auto &problem = fitting.problem();
  // What is wrong with a formula stands below it.
  const bool of_formula = fitting.draft().model == typed_model && problem && problem->code == "fit.model";
  if (problem && !of_formula) draw_error(ui, "error", *problem);
  std::vector<DrawnCurve> curves;
  const auto add = [&](const std::string &id) {
    const FitOutcome outcome = fit_outcome(w, id);
    if (outcome.read())
      curves.push_back({id_of(id), model_label(w, id), &outcome.curve->table,
                        outcome.band == nullptr ? nullptr : &outcome.band->table, true});
  };
  if (!w.view().comparing) add(fitting.draft().model);
  else
    for (const std::string &id : fitting.draft().chosen()) add(id);
  if (curves.size() > 1)
    for (DrawnCurve &curve : curves) curve.bands = false;
  const Evaluation *const start = w.view().comparing ? nullptr : fitting.evaluation();
  if (curves.empty() && start == nullptr) return draw_points(ui, w, *table);
  draw_curves(ui, w, "curve", fitting.table_item()->label, curves, start, -0.01);
}

void draw_below(Ui &ui, Workplace &w) {
  const std::string forward = std::exchange(w.view().show_below, {});
  const auto tabs = ui.tabs("bottom");
  if (const auto tab = ui.focus(forward == "result").tab("result", tr("Result"), "list-alt")) {
    w.view().comparing = false;
    draw_fit_result(ui, w);
  }
  if (const auto tab = ui.focus(forward == "comparison").tab("comparison", tr("Comparison"), "columns")) {
    w.view().comparing = true;
    draw_fit_comparison(ui, w);
  }
}

}  // namespace

void draw_fitting(Ui &ui, Workplace &w) {
  const auto scope = ui.split("fit", 0.22);
  draw_fit_data(ui, w);
  scope.next();
  const auto sides = ui.split("sides", 0.66);
  {
    const auto rows = ui.split("rows", 0.6, GANTRY_UI_VERTICAL);
    draw_curve(ui, w);
    rows.next();
    draw_below(ui, w);
  }
  sides.next();
  draw_fit_models(ui, w);
}

}  // namespace gantry::host::window::screens
