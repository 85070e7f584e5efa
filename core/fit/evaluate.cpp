// SPDX-License-Identifier: Apache-2.0
#include <core/fit/evaluate.hpp>

#include <core/fit/curve_data.hpp>
#include <core/fit/curve_result.hpp>
#include <core/fit/example.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::core::fit {
namespace {

using nlohmann::json;

json finite(double x) { return std::isfinite(x) ? json(x) : json(nullptr); }

std::vector<double> beginning(const CurveProblem &problem) {
  return sized_start(problem, response_of(problem), {}, start_of(problem));
}

// Where the fit would begin if nobody had said anything.
Result<std::vector<double>> own_beginning(const gantry_model &model, const FitJob &job, Settings settings) {
  std::fill(settings.start.begin(), settings.start.end(), std::numeric_limits<double>::quiet_NaN());
  std::fill(settings.fixed.begin(), settings.fixed.end(), false);
  GANTRY_TRY(curves, read_curves(model, job, settings));
  const CurveProblem problem(model, settings, std::move(curves));
  return beginning(problem);
}

json parameters_of(const CurveProblem &problem, const std::vector<double> &now, const std::vector<double> &own) {
  json list = json::array();
  for (std::size_t u = 0; u < problem.unknowns.size(); ++u) {
    const Unknown &unknown = problem.unknowns[u];
    const auto &p = *problem.model.parameters[unknown.parameter];
    const Curve &curve = problem.curves.front();
    auto &entry = list.emplace_back(json{{"symbol", p.symbol},
                                         {"label", p.label},
                                         {"help", p.help},
                                         {"unit", curve.points.unit_of(p.unit, curve.unit)},
                                         {"value", finite(now[u])},
                                         {"own", u < own.size() ? finite(own[u]) : json(nullptr)},
                                         {"bounds", {finite(unknown.lower), finite(unknown.upper)}},
                                         {"declared", {finite(p.minimum), finite(p.maximum)}},
                                         {"fixed", unknown.fixed}});
    if (unknown.curve) entry["curve"] = problem.curves[*unknown.curve].name;
  }
  return list;
}

json quantity(const gantry_model_quantity &q, const std::string &unit, const std::string &column) {
  return {{"name", q.name}, {"label", q.label}, {"unit", unit}, {"column", column}};
}

// Which columns serve; of an image its axis.
Result<void> tell_columns(const CurveProblem &problem, const FitJob &job, json &record) {
  const Points &points = problem.curves.front().points;
  record["axis"] = record["outputs"] = json::array();
  for (std::size_t a = 0; a < points.used.size(); ++a)
    record["axis"].push_back(
        quantity(*problem.model.axis[a], points.unit_of(problem.model.axis[a]->unit, ""), points.used[a]));
  const auto data = std::find_if(job.inputs.begin(), job.inputs.end(), [](const auto &i) { return i.port == "data"; });
  if (data == job.inputs.end()) return done();
  GANTRY_TRY(table, table_of(*data->object));
  GANTRY_TRY(outputs, outputs_of(problem.model, columns_of(table), problem.settings, points, "the table"));
  for (std::size_t o = 0; o < outputs.size(); ++o)
    record["outputs"].push_back(quantity(*problem.model.outputs[o], problem.model.outputs[o]->unit, outputs[o].name));
  return done();
}

}  // namespace

Result<void> evaluate(const gantry_model &model, const FitJob &asked, FitHost &host) {
  FitJob job = asked;
  GANTRY_TRY(settings, read_settings(model, job.options));
  if (wants_example(job)) {
    auto parameters = declared_starts(model);
    for (std::size_t p = 0; p < parameters.size(); ++p)
      if (!std::isnan(settings.start[p])) parameters[p] = settings.start[p];
    GANTRY_TRY(table, example_table(model, parameters, job.values, job.level));
    GANTRY_TRY(data, make_table(table));
    job.inputs.push_back({"data", data});
    GANTRY_CHECK(host.output_table("data", table));
  }
  GANTRY_TRY(curves, read_curves(model, job, settings));
  GANTRY_TRY(own, own_beginning(model, job, settings));
  const CurveProblem problem(model, settings, std::move(curves));
  CurveResult result;
  result.start = result.search.best.unknowns = beginning(problem);
  result.bands.fitted = values_at(problem, result.start);
  const Response measured = response_of(problem);
  double rss = 0;
  for (std::size_t row = 0; row < problem.rows(); ++row) rss += std::pow(measured.y[row] - result.bands.fitted[row], 2);
  json record{{"model", model.id},
              {"rows", problem.rows()},
              {"rss", finite(rss)},
              {"residual_sd", finite(std::sqrt(rss / static_cast<double>(problem.rows())))},
              {"unit", problem.curves.front().unit},
              {"parameters", parameters_of(problem, result.start, own)}};
  GANTRY_CHECK(tell_columns(problem, job, record));
  GANTRY_CHECK(host.output_record("evaluation", "gantry.fit.evaluation/1", record));
  GANTRY_CHECK(host.output_table("curve", curve_table(problem, result)));
  const auto fine = fine_grid(problem, job);
  if (!fine) return done();
  return host.output_table("band", band_table(*fine, {values_at(*fine, result.start), {}, {}}));
}

}  // namespace gantry::core::fit
