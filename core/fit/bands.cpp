// SPDX-License-Identifier: Apache-2.0
#include <core/fit/bands.hpp>

#include <core/fit/option.hpp>
#include <core/fit/rice.hpp>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace gantry::core::fit {
namespace {

constexpr std::size_t grid_points = 201;

// The one column of the axis that changes.
std::optional<std::size_t> changing(const Points &points) {
  std::optional<std::size_t> found;
  for (std::size_t c = 0; c < points.axis.size(); ++c) {
    const auto [low, high] = std::minmax_element(points.axis[c].begin(), points.axis[c].end());
    if (!(*low < *high)) continue;
    if (found) return std::nullopt;
    found = c;
  }
  return found;
}

// The ends of the density about its mean, each with what the curve itself may be off: so much of it as the mean moves.
void add_rician(double value, double sigma, double error, double confidence, Bands &b) {
  if (!std::isfinite(value) || !std::isfinite(sigma)) {
    for (auto *list : {&b.mean, &b.low, &b.high}) list->push_back(nan);
    return;
  }
  const double mean = rice_moments(std::abs(value), sigma).mean,
               moved = error * rice_mean_slope(std::abs(value), sigma);
  const auto [low, high] = rice_ends(value, sigma, confidence);
  b.mean.push_back(mean);
  b.low.push_back(std::max(0.0, mean - std::hypot(mean - low, moved)));
  b.high.push_back(mean + std::hypot(high - mean, moved));
}

}  // namespace

Bands bands(const CurveProblem &problem, const std::vector<double> &unknowns, const Curvature &near,
            const Noise &noise) {
  Bands b;
  const double quantile = noise.quantile(0.5 + problem.settings.curve.confidence / 2);
  Eigen::VectorXd slope(static_cast<Eigen::Index>(near.inside.size()));
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    CurveModel model(problem, c);
    model.evaluate(unknowns.data(), true);
    const auto &sigma = problem.curves[c].sigma;
    for (std::size_t t = 0; t < model.rows(); ++t) {
      slope.setZero();
      for (std::size_t j = 0; j < problem.place[c].size(); ++j)
        if (const Eigen::Index k = near.column[problem.place[c][j]]; k >= 0) slope(k) = model.slope(t, j);
      const double error = quantile * near.error_along(slope, noise), value = model.value(t);
      b.fitted.push_back(value);
      b.confidence.push_back(error);
      if (problem.rician()) {
        add_rician(value, sigma[t], error, problem.settings.curve.confidence, b);
        continue;
      }
      const double half = std::hypot(error, quantile * noise.scale * (sigma.empty() ? 1 : sigma[t]));
      b.low.push_back(value - half);
      b.high.push_back(value + half);
    }
  }
  return b;
}

std::optional<CurveProblem> fine_grid(const CurveProblem &problem, const FitJob &job) {
  if ((problem.model.flags & GANTRY_MODEL_WHOLE_CURVE) != 0) return std::nullopt;
  std::vector<Curve> fine;
  for (const auto &curve : problem.curves) {
    const auto along = changing(curve.points);
    if (!along) return std::nullopt;
    Points points;
    points.selected.resize(grid_points);
    std::iota(points.selected.begin(), points.selected.end(), std::size_t{0});
    for (std::size_t c = 0; c < curve.points.axis.size(); ++c) {
      const auto [low, high] = std::minmax_element(curve.points.axis[c].begin(), curve.points.axis[c].end());
      auto &column = points.axis.emplace_back();
      for (std::size_t i = 0; i < grid_points; ++i)
        column.push_back(*low + (*high - *low) * static_cast<double>(i) / (grid_points - 1));
    }
    auto state = ModelState::prepare(problem.model, points.axis, grid_points, job.values, job.level, curve.name);
    if (!state) return std::nullopt;
    const std::size_t rows = grid_points * problem.model.output_count;
    std::vector<double> sigma;
    if (!curve.sigma.empty()) {
      const bool one =
          std::adjacent_find(curve.sigma.begin(), curve.sigma.end(), std::not_equal_to<>()) == curve.sigma.end();
      sigma.assign(rows, one ? curve.sigma.front() : nan);
    }
    fine.push_back(Curve{curve.name, std::move(points), std::move(state).value(), std::vector<double>(rows),
                         std::move(sigma), curve.constants, curve.unit});
  }
  return CurveProblem(problem.model, problem.settings, std::move(fine));
}

}  // namespace gantry::core::fit
