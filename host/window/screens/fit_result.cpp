// SPDX-License-Identifier: Apache-2.0
// What a fit of a curve came to, and several beside each other. "…/bottom/result/fit/parameters", "…/comparison/models"
#include <host/window/screens/fit.hpp>

#include <algorithm>
#include <cmath>
#include <core/data/read_json.hpp>
#include <core/fit/compare.hpp>

namespace gantry::host::window::screens {
namespace {

using nlohmann::json;

const json &list_in(const json &record, const char *member) {
  static const json none = json::array();
  const auto found = record.find(member);
  return found != record.end() && found->is_array() ? *found : none;
}

double number_in(const json &object, const char *member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_number() ? found->get<double>() : std::nan("");
}

std::string text_in(const json &object, const char *member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

void put_number(const GridRow &row, std::uint32_t column, double value, std::uint32_t digits) {
  if (std::isfinite(value)) row.number(column, value, digits);
  else row.text(column, "–");
}

// How far a parameter's figures mean something: its standard error, else what its interval says; 0 where neither does.
double uncertainty_of(const json &parameter) {
  const double error = number_in(parameter, "standard_error");
  if (std::isfinite(error)) return error;
  const json &interval = core::member_object(parameter, "interval");
  const double low = number_in(interval, "low"), high = number_in(interval, "high"),
               value = number_in(parameter, "value");
  const double reach = std::fmin(value - low, high - value);  // of an open interval, the side that is closed
  return reach > 0 ? reach / 2 : 0;
}

// "24.1 to 25.9"; an end that the data don't set is open.
std::string interval_words(const json &parameter) {
  const json &interval = core::member_object(parameter, "interval");
  const double low = number_in(interval, "low"), high = number_in(interval, "high");
  if (std::isnan(low) && std::isnan(high)) return "–";
  const double uncertainty = std::min(uncertainty_of(parameter), high > low ? (high - low) / 2 : 0.0);
  const auto end = [&](double value, const char *open) {
    return std::isnan(value) ? std::string(open) : shown_beside(value, uncertainty);
  };
  return filled(tr("{1} to {2}"), {end(low, "−∞"), end(high, "∞")});
}

void draw_values(Ui &ui, Workplace &w, const std::string &name, const json &record, bool narrow) {
  const json &parameters = list_in(record, "parameters"), &derived = list_in(record, "derived");
  const auto rows = parameters.size() + derived.size();
  const double confidence = number_in(core::member_object(record, "interval"), "confidence");
  const std::string interval =
      std::isnan(confidence) ? std::string(tr("Interval")) : filled(tr("{1} % interval"), {shown(100 * confidence, 3)});
  std::vector<GridColumn> columns{
      {"symbol", tr("Parameter"), "", narrow ? 0.0 : 10.0, 0},
      {"value", tr("Value"), "", narrow ? 5.5 : 0.0, GANTRY_UI_GRID_RIGHT},
      {"error", narrow ? tr("SE") : tr("Standard error"), "", narrow ? 5.0 : 0.0, GANTRY_UI_GRID_RIGHT}};
  const bool several =
      std::any_of(parameters.begin(), parameters.end(), [](const json &p) { return !text_in(p, "curve").empty(); });
  if (!narrow) columns.push_back({"interval", interval, "", 0, GANTRY_UI_GRID_RIGHT});
  if (several) columns.insert(columns.begin() + 1, {"curve", tr("Curve"), "", narrow ? 4.0 : 7.0, 0});
  const std::uint32_t first = several ? 2 : 1;
  ui.height(2.5 + 1.75 * static_cast<double>(rows))
      .grid("parameters", columns, rows, w.view().grids[name + "/parameters"], tr("There are no parameters."),
            [&](const GridRow &row) {
              const auto at = static_cast<std::size_t>(row.index());
              const bool own = at < parameters.size();
              const json &p = own ? parameters[at] : derived[at - parameters.size()];
              if (!p.is_object()) return;
              row.text(0, headed(text_in(p, own ? "symbol" : "name"), text_in(p, "unit")),
                       own ? GANTRY_UI_STRONG : GANTRY_UI_BODY);
              const double error = number_in(p, "standard_error"), value = number_in(p, "value");
              const bool fixed = own && p.contains("fixed") && p["fixed"] == true;
              const std::string curve = text_in(p, "curve");
              if (several) row.text(1, curve.empty() ? tr("all") : curve, GANTRY_UI_DIM);
              if (const double uncertainty = uncertainty_of(p); uncertainty > 0)
                row.text(first, shown_beside(value, uncertainty));
              else put_number(row, first, value, 6);
              if (std::isfinite(error)) row.text(first + 1, shown_beside(error, error));
              else row.text(first + 1, fixed ? tr("fixed") : "–");
              if (!narrow) row.text(first + 2, interval_words(p));
            });
}

}  // namespace

void draw_curve_fit(Ui &ui, Workplace &w, const std::string &name, const json &record, bool narrow) {
  draw_values(ui, w, name, record, narrow);
  const std::string status = text_in(record, "status");
  ui.text("convergence", headline(said(text_in(record, "message"))),
          status == "converged" ? GANTRY_UI_DONE : GANTRY_UI_WARNING);
  if (const std::string words = text_in(record, "errors_message"); !words.empty())
    ui.text("errors", headline(said(words)), GANTRY_UI_WARNING);
  std::size_t n = 0;
  for (const json &note : list_in(record, "notes"))
    if (note.is_string())
      ui.text("note-" + std::to_string(n++), headline(said(note.get<std::string>())), GANTRY_UI_INFO);
  const auto figure = [&](const char *member) {
    const double value = number_in(record, member);
    return std::isfinite(value) ? shown(value, std::string_view(member) == "r2" ? 6 : 4) : std::string("–");
  };
  ui.text("quality",
          filled(tr("n = {1} · residual SD {2} · R² {3} · AICc {4} · BIC {5} · runs test p = {6}"),
                 {figure("n"), figure("residual_sd"), figure("r2"), figure("aicc"), figure("bic"),
                  [&] {
                    const double p = number_in(core::member_object(record, "runs"), "p");
                    return std::isfinite(p) ? shown(p, 2) : std::string("–");
                  }()}),
          GANTRY_UI_DIM);
}

std::string model_label(Workplace &w, const std::string &id) {
  const core::ModelSpec *const spec = w.fitting().spec(id);
  return spec == nullptr ? id : tr(spec->label.empty() ? spec->id : spec->label);
}

FitOutcome fit_outcome(Workplace &w, const std::string &model) {
  FitOutcome outcome;
  const auto found = w.fitting().fits().find(model);
  const ShownItem *const table = w.fitting().table_item();
  if (found == w.fitting().fits().end() || table == nullptr) return outcome;
  const core::RunRecord *const run = w.project()->run(found->second.run);
  const auto of_table = [&](const core::RunInput &input) { return input.object == table->object; };
  if (run == nullptr || !run->ok() || std::none_of(run->inputs.begin(), run->inputs.end(), of_table)) return outcome;
  outcome.run = run;
  for (const core::RunOutput &output : run->outputs) {
    const Known &known = w.objects().get(output.object);
    if (output.port == "fit") outcome.fit = &known;
    if (output.port == "curve") outcome.curve = &known;
    if (output.port == "band" && known.object) outcome.band = &known;
  }
  return outcome;
}

void draw_fit_result(Ui &ui, Workplace &w) {
  const auto box = ui.box("values", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  Fitting &fitting = w.fitting();
  const std::string &model = fitting.draft().model;
  if (fitting.table() == nullptr || fitting.spec(model) == nullptr)
    return ui.text("none", tr("What a fit finds is shown here."), GANTRY_UI_DIM);
  const FitOutcome outcome = fit_outcome(w, model);
  if (outcome.run == nullptr)
    return ui.text("none",
                   tr("Not fitted yet. Drag the starting values until the curve lies near the data, then press Fit."),
                   GANTRY_UI_DIM);
  if (!outcome.read()) return ui.text("loading", tr("Reading…"), GANTRY_UI_DIM);
  std::vector<core::Error> wrong;
  const auto now = fitting.wanted(model, wrong);
  if (now && (now->options != outcome.run->options || !wrong.empty()))
    ui.text("changed", tr("The settings have changed since this fit."), GANTRY_UI_INFO);
  const auto scope = ui.scope("fit");
  draw_curve_fit(ui, w, "fit/" + model, outcome.fit->record);
}

// Several.

namespace {

void draw_models(Ui &ui, Workplace &w, const json &models) {
  const auto grid = [&](const GridRow &row) {
    const json &m = models[static_cast<std::size_t>(row.index())];
    row.text(0, text_in(m, "model"), row.index() == 0 ? GANTRY_UI_STRONG : GANTRY_UI_BODY);
    put_number(row, 1, number_in(m, "parameters"), 3);
    put_number(row, 2, number_in(m, "rss"), 5);
    put_number(row, 3, number_in(m, "aicc"), 4);
    put_number(row, 4, number_in(m, "delta"), 4);
    const double weight = number_in(m, "weight");
    if (weight < 0.001) row.text(5, "< " + shown(0.001));
    else put_number(row, 5, weight, 3);
    put_number(row, 6, number_in(m, "bic"), 4);
  };
  ui.height(2.5 + 1.75 * static_cast<double>(models.size()))
      .grid("models",
            {{"model", tr("Model"), "", 0, 0},
             {"parameters", tr("Sought"), "", 5, GANTRY_UI_GRID_RIGHT},
             {"rss", tr("RSS"), "", 5, GANTRY_UI_GRID_RIGHT},
             {"aicc", tr("AICc"), "", 4.5, GANTRY_UI_GRID_RIGHT},
             {"delta", tr("ΔAICc"), "", 4.5, GANTRY_UI_GRID_RIGHT},
             {"weight", tr("Weight"), "", 5, GANTRY_UI_GRID_RIGHT},
             {"bic", tr("BIC"), "", 4.5, GANTRY_UI_GRID_RIGHT}},
            models.size(), w.view().grids["fit/comparison"], tr("There is nothing to compare."), grid);
}

// Which of the chosen models hold this one as a special case, as their plugin says.
std::vector<std::string> larger_ones(Workplace &w, const std::string &id, const std::vector<std::string> &chosen) {
  std::vector<std::string> labels;
  const core::ModelSpec *const spec = w.fitting().spec(id);
  const std::string plugin = id.substr(0, id.rfind('.') + 1);
  for (const std::string &other : chosen)
    if (spec != nullptr && other.starts_with(plugin) &&
        (" " + spec->special_case_of + " ").find(" " + other.substr(plugin.size()) + " ") != std::string::npos)
      labels.push_back(model_label(w, other));
  return labels;
}

}  // namespace

void draw_fit_comparison(Ui &ui, Workplace &w) {
  const auto box = ui.box("values", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  Fitting &fitting = w.fitting();
  const auto chosen = fitting.draft().chosen();
  if (chosen.size() < 2)
    return ui.text("none",
                   tr("Choose other models under “Compare with”, then press Fit: which of them describes the data "
                      "best is told here."),
                   GANTRY_UI_DIM);
  std::vector<core::fit::Candidate> candidates;
  std::string missing;
  for (const std::string &id : chosen) {
    const FitOutcome outcome = fit_outcome(w, id);
    if (outcome.read()) candidates.push_back({model_label(w, id), outcome.fit->record, larger_ones(w, id, chosen)});
    else missing += (missing.empty() ? "" : ", ") + model_label(w, id);
  }
  if (!missing.empty()) ui.text("missing", filled(tr("Not fitted yet: {1}."), {missing}), GANTRY_UI_DIM);
  if (candidates.size() < 2) return;
  const auto compared = core::fit::compare(candidates, fitting.draft().nested);
  if (!compared) return draw_error(ui, "error", compared.error());
  draw_models(ui, w, list_in(compared.value(), "models"));
  std::size_t n = 0;
  for (const json &words : list_in(compared.value(), "words")) {
    if (!words.is_string()) continue;
    const std::uint32_t style = n == 0 ? GANTRY_UI_STRONG : GANTRY_UI_BODY;
    ui.text("words-" + std::to_string(n++), headline(said(words.get<std::string>())) + ".", style);
  }
  if (ui.tooltip(tr("Then the F-test tells whether the larger one earns its parameters"))
          .toggle("nested", tr("Each is a special case of the larger ones"), fitting.draft().nested)
          .committed())
    fitting.edited();
}

}  // namespace gantry::host::window::screens
