// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curve_result.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gantry::core::fit {
namespace {

// The axis of all curves, one after the other.
Table axis_of(const CurveProblem &problem) {
  Table table;
  for (std::uint32_t a = 0; a < problem.model.axis_count; ++a) {
    std::vector<double> values;
    for (const auto &curve : problem.curves)
      values.insert(values.end(), curve.points.axis[a].begin(), curve.points.axis[a].end());
    table.columns.push_back({problem.model.axis[a]->name,
                             problem.curves.front().points.unit_of(problem.model.axis[a]->unit, ""),
                             std::move(values)});
  }
  return table;
}

void add_names(const CurveProblem &problem, Table &table) {
  if (problem.curves.size() < 2) return;
  std::vector<std::string> names;
  for (const auto &curve : problem.curves) names.insert(names.end(), curve.points.selected.size(), curve.name);
  table.columns.push_back({"curve", "", std::move(names)});
}

// One output's rows out of all.
class Output {
 public:
  Output(const CurveProblem &problem, std::uint32_t output, Table &table)
      : problem_(problem), output_(output), table_(table) {
    if (problem.model.output_count > 1) suffix_ = "_" + std::string(problem.model.outputs[output]->name);
  }

  template <class Of>
  void add(const std::string &name, const std::string &unit, Of &&of) {
    std::vector<double> values;
    for (std::size_t row = output_; row < problem_.rows(); row += problem_.model.output_count)
      values.push_back(of(row));
    table_.columns.push_back({name + suffix_, unit, std::move(values)});
  }

  void add_fitted(const std::string &unit, const Bands &b) {
    add("fitted", unit, [&](std::size_t row) { return b.fitted[row]; });
    if (!b.mean.empty()) add("expected", unit, [&](std::size_t row) { return b.mean[row]; });
  }

  void add_bands(const std::string &unit, const Bands &b) {
    const auto known = [](const std::vector<double> &band) {
      return std::any_of(band.begin(), band.end(), [](double x) { return std::isfinite(x); });
    };
    if (known(b.confidence)) {
      add("confidence_low", unit, [&](std::size_t row) { return b.fitted[row] - b.confidence[row]; });
      add("confidence_high", unit, [&](std::size_t row) { return b.fitted[row] + b.confidence[row]; });
    }
    if (!known(b.low)) return;
    add("prediction_low", unit, [&](std::size_t row) { return b.low[row]; });
    add("prediction_high", unit, [&](std::size_t row) { return b.high[row]; });
  }

 private:
  const CurveProblem &problem_;
  const std::size_t output_;
  Table &table_;
  std::string suffix_;
};

}  // namespace

Table curve_table(const CurveProblem &problem, const CurveResult &result) {
  Table table = axis_of(problem);
  const Response measured = response_of(problem);
  const std::string &unit = problem.curves.front().unit;
  const auto &expected = result.bands.expected();
  for (std::uint32_t o = 0; o < problem.model.output_count; ++o) {
    Output output(problem, o, table);
    output.add("data", unit, [&](std::size_t row) { return measured.y[row]; });
    output.add_fitted(unit, result.bands);
    output.add("residual", unit, [&](std::size_t row) { return measured.y[row] - expected[row]; });
    if (result.near.known() && result.noise.scale > 0)
      output.add("standardised", "1", [&](std::size_t row) {
        const auto r = static_cast<Eigen::Index>(row);
        return result.near.residual(r) / (result.noise.scale * std::sqrt(1 - result.near.leverage(r)));
      });
    if (problem.settings.curve.has_sigma())
      output.add("sigma", unit, [&](std::size_t row) { return 1 / measured.weight[row]; });
    output.add_bands(unit, result.bands);
  }
  add_names(problem, table);
  return table;
}

Table band_table(const CurveProblem &problem, const Bands &b) {
  Table table = axis_of(problem);
  const std::string &unit = problem.curves.front().unit;
  for (std::uint32_t o = 0; o < problem.model.output_count; ++o) {
    Output output(problem, o, table);
    output.add_fitted(unit, b);
    output.add_bands(unit, b);
  }
  add_names(problem, table);
  return table;
}

Table bootstrap_table(const CurveProblem &problem, const Bootstrap &draws) {
  Table table;
  for (const std::size_t u : problem.free()) {
    std::vector<double> values;
    for (const auto &sample : draws.samples) values.push_back(sample[u]);
    const char *unit = problem.model.parameters[problem.unknowns[u].parameter]->unit;
    table.columns.push_back(
        {problem.name(u), problem.curves.front().points.unit_of(unit, problem.curves.front().unit), std::move(values)});
  }
  return table;
}

std::vector<double> ordered_residuals(const CurveProblem &problem, const CurveResult &result) {
  const Response measured = response_of(problem);
  std::vector<double> residuals;
  const std::size_t outputs = problem.model.output_count;
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    const auto &axis = problem.curves[c].points.axis;
    std::vector<std::size_t> order(problem.curves[c].points.selected.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto along = std::find_if(axis.begin(), axis.end(), [](const auto &x) {
      return std::adjacent_find(x.begin(), x.end(), std::not_equal_to<>()) != x.end();
    });
    if (along != axis.end())
      std::stable_sort(order.begin(), order.end(),
                       [&](std::size_t a, std::size_t b) { return (*along)[a] < (*along)[b]; });
    for (std::size_t o = 0; o < outputs; ++o)
      for (const std::size_t t : order) {
        const std::size_t row = problem.first_row[c] + t * outputs + o;
        residuals.push_back(measured.y[row] - result.bands.expected()[row]);
      }
  }
  return residuals;
}

}  // namespace gantry::core::fit
