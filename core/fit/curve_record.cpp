// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curve_result.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

using nlohmann::json;

json finite(double x) { return std::isfinite(x) ? json(x) : json(nullptr); }

json told(const Interval &interval) {
  json t{{"low", finite(interval.low)}, {"high", finite(interval.high)}};
  if (!interval.words.empty()) t["words"] = interval.words;
  return t;
}

std::string unit_of(const CurveProblem &problem, const char *declared) {
  return problem.curves.front().points.unit_of(declared, problem.curves.front().unit);
}

json parameters_of(const CurveProblem &problem, const CurveResult &result) {
  json list = json::array();
  for (std::size_t u = 0; u < problem.unknowns.size(); ++u) {
    const Unknown &unknown = problem.unknowns[u];
    const auto &p = *problem.model.parameters[unknown.parameter];
    const double value = result.unknowns()[u];
    auto &entry = list.emplace_back(json{{"symbol", p.symbol},
                                         {"label", p.label},
                                         {"value", finite(value)},
                                         {"standard_error", finite(result.near.error(u, result.noise))},
                                         {"unit", unit_of(problem, p.unit)},
                                         {"start", result.start[u]},
                                         {"bounds", {finite(unknown.lower), finite(unknown.upper)}},
                                         {"fixed", unknown.fixed},
                                         {"at_bound", problem.at_bound(u, value)}});
    if (!unknown.fixed) entry["interval"] = told(result.intervals[u]);
    if (problem.curves.size() > 1) entry["shared"] = !unknown.curve.has_value();
    if (unknown.curve) entry["curve"] = problem.curves[*unknown.curve].name;
  }
  return list;
}

json derived_of(const CurveProblem &problem, const CurveResult &result) {
  json list = json::array();
  for (const auto &d : result.derived) {
    const auto &q = *problem.model.derived[d.quantity];
    auto &entry = list.emplace_back(json{{"name", q.name},
                                         {"label", q.label},
                                         {"value", finite(d.value)},
                                         {"standard_error", finite(d.error)},
                                         {"interval", told(d.interval)},
                                         {"unit", unit_of(problem, q.unit)}});
    if (problem.curves.size() > 1) entry["curve"] = problem.curves[d.curve].name;
  }
  return list;
}

json correlation_of(const CurveProblem &problem, const CurveResult &result) {
  json rows = json::array();
  for (std::size_t a = 0; a < problem.unknowns.size(); ++a) {
    auto &row = rows.emplace_back(json::array());
    for (std::size_t b = 0; b < problem.unknowns.size(); ++b) row.push_back(finite(result.near.correlation(a, b)));
  }
  return rows;
}

json noise_told(const CurveProblem &problem, const CurveResult &result) {
  const auto &choices = problem.settings.curve;
  json sigma{{"kind", !choices.has_sigma() ? "none" : choices.sigma_relative ? "relative" : "absolute"}};
  if (choices.sigma) sigma["value"] = *choices.sigma;
  if (!choices.sigma_column.empty()) sigma["column"] = choices.sigma_column;
  json loss{{"kind", name(result.loss.kind)}};
  if (result.loss.robust()) loss.update({{"scale", result.loss.scale}, {"times_noise", choices.loss.scale}});
  return {{"noise", problem.rician() ? "rician" : "gaussian"}, {"sigma", sigma}, {"loss", loss}};
}

json interval_told(const CurveProblem &problem, const CurveResult &result) {
  const auto &choices = problem.settings.curve;
  json told{{"method", name(choices.interval)}, {"confidence", choices.confidence}};
  if (!result.draws) return told;
  told["bootstrap"] = {{"samples", choices.bootstrap},
                       {"failed", result.draws->failed},
                       {"resample", problem.rician() ? "density"
                                    : choices.cases  ? "cases"
                                                     : "residuals"},
                       {"limits", choices.percentile ? "percentile" : "bca"},
                       {"seed", choices.seed}};
  return told;
}

json search_told(const Search &search) {
  json told{{"starts", search.starts},
            {"best_start", search.best_start + 1},
            {"led_there", search.led_there},
            {"minima", search.minima}};
  if (!search.without_bounds.empty()) told["around_the_start"] = search.without_bounds;
  return told;
}

json curves_of(const CurveProblem &problem, const CurveResult &result) {
  json list = json::array();
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    double rss = 0;
    for (std::size_t row = problem.first_row[c]; row < problem.first_row[c + 1]; ++row) {
      const double r = problem.curves[c].y[row - problem.first_row[c]] - result.bands.expected()[row];
      rss += r * r;
    }
    list.push_back({{"name", problem.curves[c].name}, {"n", problem.curves[c].points.selected.size()}, {"rss", rss}});
  }
  return list;
}

}  // namespace

json record_of(const CurveProblem &problem, const CurveResult &result) {
  std::size_t points = 0;
  json assumed = json::array();
  for (const auto &curve : problem.curves) {
    points += curve.points.selected.size();
    for (const auto &column : curve.points.assumed)
      if (std::find(assumed.begin(), assumed.end(), column) == assumed.end()) assumed.push_back(column);
  }
  const Goodness &g = result.good;
  json record{{"model", problem.model.id},
              {"status", name(result.status)},
              {"message", result.message},
              {"iterations", result.search.iterations},
              {"n", points},
              {"rows", g.rows},
              {"degrees_of_freedom", static_cast<std::int64_t>(g.rows) - static_cast<std::int64_t>(g.parameters)},
              {"rss", g.rss},
              {"chi_squared", g.chi_squared},
              {"reduced_chi_squared", finite(g.reduced)},
              {"residual_sd", finite(std::sqrt(g.reduced))},
              {"r2", finite(g.r2)},
              {"r2_adjusted", finite(g.r2_adjusted)},
              {"log_likelihood", finite(g.log_likelihood)},
              {"aic", finite(g.aic)},
              {"aicc", finite(g.aicc)},
              {"bic", finite(g.bic)},
              {"runs",
               {{"runs", result.runs.runs},
                {"positive", result.runs.positive},
                {"negative", result.runs.negative},
                {"expected", finite(result.runs.expected)},
                {"p", finite(result.runs.p)},
                {"p_too_few", finite(result.runs.too_few)}}},
              {"parameters", parameters_of(problem, result)},
              {"derived", derived_of(problem, result)},
              {"correlation", correlation_of(problem, result)},
              {"interval", interval_told(problem, result)},
              {"search", search_told(result.search)},
              {"errors_message", result.near.words},
              {"notes", result.notes},
              {"units_assumed", assumed}};
  record.update(noise_told(problem, result));
  if (!result.dictionary.is_null()) record["dictionary"] = result.dictionary;
  if (problem.curves.size() > 1) record["curves"] = curves_of(problem, result);
  return record;
}

}  // namespace gantry::core::fit
