// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curve.hpp>

#include <ceres/ceres.h>

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::core::fit {
namespace {

// Residuals scaled by the size of the data, so that Ceres's absolute limits mean the same for all units.
class CurveCost : public ceres::CostFunction {
 public:
  CurveCost(const CurveProblem &problem, double scale) : problem_(problem), model_(problem), scale_(scale) {
    set_num_residuals(static_cast<int>(problem.y.size()));
    for (std::uint32_t j = 0; j < problem.model.parameter_count; ++j) mutable_parameter_block_sizes()->push_back(1);
  }

  bool Evaluate(double const *const *parameters, double *residuals, double **jacobians) const override {
    const std::size_t count = parameter_block_sizes().size();
    std::vector<double> params(count);
    for (std::size_t j = 0; j < count; ++j) params[j] = *parameters[j];
    model_.evaluate(params.data(), jacobians != nullptr);
    bool finite = true;
    for (std::size_t row = 0; row < problem_.y.size(); ++row) {
      residuals[row] = (model_.value(row) - problem_.y[row]) * scale_;
      finite = finite && std::isfinite(residuals[row]);
      for (std::size_t j = 0; jacobians != nullptr && j < count; ++j) {
        if (jacobians[j] == nullptr) continue;
        jacobians[j][row] = model_.slope(row, j) * scale_;
        finite = finite && std::isfinite(jacobians[j][row]);
      }
    }
    return finite;
  }

 private:
  const CurveProblem &problem_;
  mutable CurveModel model_;  // buffers only
  const double scale_;
};

ceres::Solver::Options options_of(const Settings &settings) {
  ceres::Solver::Options options;
  options.linear_solver_type = ceres::DENSE_QR;
  options.max_num_iterations = static_cast<int>(settings.max_iterations.value_or(500));
  options.function_tolerance = settings.tolerance.value_or(1e-15);
  options.gradient_tolerance = 1e-14;
  options.parameter_tolerance = 1e-13;
  options.min_relative_decrease = 1e-10;
  options.max_num_consecutive_invalid_steps = 20;
  options.logging_type = ceres::SILENT;
  options.num_threads = 1;
  return options;
}

struct Attempt {
  bool usable = false, converged = false;
  double cost = std::numeric_limits<double>::infinity();
  std::vector<double> params;
  int iterations = 0;
};

Attempt attempt(const CurveProblem &problem, const std::vector<double> &start, double scale,
                const std::vector<bool> &fixed) {
  Attempt result{false, false, std::numeric_limits<double>::infinity(), start, 0};
  ceres::Problem ceres_problem;
  std::vector<double *> blocks;
  for (double &p : result.params) blocks.push_back(&p);
  ceres_problem.AddResidualBlock(new CurveCost(problem, scale), nullptr, blocks);
  for (std::size_t j = 0; j < blocks.size(); ++j) {
    if (fixed[j]) {
      ceres_problem.SetParameterBlockConstant(blocks[j]);
      continue;
    }
    if (std::isfinite(problem.settings.lower[j]))
      ceres_problem.SetParameterLowerBound(blocks[j], 0, problem.settings.lower[j]);
    if (std::isfinite(problem.settings.upper[j]))
      ceres_problem.SetParameterUpperBound(blocks[j], 0, problem.settings.upper[j]);
  }
  ceres::Solver::Summary summary;
  ceres::Solve(options_of(problem.settings), &ceres_problem, &summary);
  result.usable = summary.IsSolutionUsable() && std::isfinite(summary.final_cost);
  result.converged = summary.termination_type == ceres::CONVERGENCE;
  result.iterations = static_cast<int>(summary.iterations.size());
  if (result.usable) result.cost = summary.final_cost;
  return result;
}

// The start with the size of the signal, where the declared start can't know it.
std::vector<double> sized(const CurveProblem &problem, const std::vector<double> &start, double scale) {
  const auto held = held_first(problem.model, problem.settings);
  if (held.empty()) return start;
  std::vector<bool> fixed = problem.settings.fixed;
  const auto free = problem.settings.free();
  for (std::size_t i = 0; i < free.size(); ++i)
    if (held[i] != 0) fixed[static_cast<std::size_t>(free[i])] = true;
  const Attempt linear = attempt(problem, start, scale, fixed);
  return linear.usable ? linear.params : start;
}

// Ceres stops when the cost hardly changes, which leaves the parameters half as many digits as the cost has. From
// there Gauss-Newton steps bring the rest, as long as each is shorter than the one before.
void polish(const CurveProblem &problem, double scale, std::vector<double> &params) {
  std::vector<std::size_t> inside;
  for (const int j : problem.settings.free())
    if (!at_bound(problem.settings, static_cast<std::size_t>(j), params[static_cast<std::size_t>(j)]))
      inside.push_back(static_cast<std::size_t>(j));
  const auto rows = static_cast<Eigen::Index>(problem.y.size()), n = static_cast<Eigen::Index>(inside.size());
  if (n == 0 || rows < n) return;
  CurveModel model(problem);
  Eigen::MatrixXd jacobian(rows, n);
  Eigen::VectorXd residual(rows);
  double before = std::numeric_limits<double>::infinity();
  for (int step = 0; step < 50; ++step) {
    model.evaluate(params.data(), true);
    for (Eigen::Index row = 0; row < rows; ++row) {
      const auto r = static_cast<std::size_t>(row);
      residual(row) = (problem.y[r] - model.value(r)) * scale;
      for (Eigen::Index j = 0; j < n; ++j)
        jacobian(row, j) = model.slope(r, inside[static_cast<std::size_t>(j)]) * scale;
    }
    const Eigen::VectorXd norms = jacobian.colwise().norm();
    if (!norms.allFinite() || norms.minCoeff() <= 0) return;
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(jacobian * norms.cwiseInverse().asDiagonal());
    const Eigen::VectorXd scaled = qr.solve(residual);
    const double length = scaled.norm();
    // A first step that is long is none of refinement; one that doesn't shrink is rounding.
    if (qr.rank() < n || !(length < 0.95 * before) || (step == 0 && length > 1e-3 * std::max(residual.norm(), 1e-9)))
      return;
    before = length;
    std::vector<double> moved = params;
    for (Eigen::Index j = 0; j < n; ++j) {
      const std::size_t p = inside[static_cast<std::size_t>(j)];
      moved[p] += scaled(j) / norms(j);
      if (moved[p] <= problem.settings.lower[p] || moved[p] >= problem.settings.upper[p]) return;
    }
    params = moved;
  }
}

// A place near `start`: the n-th of a fixed sequence of factors, kept inside the bounds.
std::vector<double> perturbed(const CurveProblem &problem, const std::vector<double> &start, std::size_t n) {
  static constexpr double factors[] = {0.5, 2, 0.2, 5, 0.1, 10};
  std::vector<double> moved = start;
  for (std::size_t j = 0; j < moved.size(); ++j) {
    if (problem.settings.fixed[j]) continue;
    const double factor = factors[(n + 2 * j * (n / 2)) % std::size(factors)];
    const double declared = problem.model.parameters[j]->start;
    moved[j] = std::clamp((moved[j] != 0 ? moved[j] : declared) * factor, problem.settings.lower[j],
                          problem.settings.upper[j]);
  }
  return moved;
}

}  // namespace

CurveModel::CurveModel(const CurveProblem &problem)
    : problem_(problem),
      parameters_(problem.model.parameter_count),
      params_(parameters_ * lanes),
      constants_(problem.constants.size() * lanes),
      values_(problem.y.size() * lanes),
      jacobian_(problem.y.size() * parameters_ * lanes) {
  for (std::size_t c = 0; c < problem.constants.size(); ++c)
    std::fill_n(constants_.begin() + static_cast<std::ptrdiff_t>(c * lanes), lanes, problem.constants[c]);
}

void CurveModel::evaluate(const double *params, bool with_jacobian) {
  for (std::size_t j = 0; j < parameters_; ++j)
    std::fill_n(params_.begin() + static_cast<std::ptrdiff_t>(j * lanes), lanes, params[j]);
  const gantry_block_f64 block{sizeof block,
                               GANTRY_BLOCK_LANES,
                               lanes,
                               params_.data(),
                               constants_.empty() ? nullptr : constants_.data(),
                               values_.data(),
                               with_jacobian ? jacobian_.data() : nullptr};
  problem_.model.evaluate_f64(&problem_.model, problem_.state.get(), &block);
}

bool at_bound(const Settings &settings, std::size_t j, double value) {
  const double room = 1e-9 * std::max(std::abs(value), std::numeric_limits<double>::min());
  return !settings.fixed[j] && (value - settings.lower[j] <= room || settings.upper[j] - value <= room);
}

CurveFit solve_curve(const CurveProblem &problem, const std::vector<double> &start) {
  double largest = 0;
  for (const double y : problem.y) largest = std::max(largest, std::abs(y));
  const double scale = largest > 0 ? 1 / largest : 1;
  const auto &fixed = problem.settings.fixed;
  const std::vector<double> from = sized(problem, start, scale);
  Attempt best = attempt(problem, from, scale, fixed);
  constexpr std::size_t tries = 6;
  std::size_t tried = 1;
  int iterations = best.iterations;
  for (std::size_t n = 0; n < tries && !best.converged; ++n, ++tried) {
    Attempt other = attempt(problem, perturbed(problem, from, n), scale, fixed);
    iterations += other.iterations;
    if (other.usable &&
        (!best.usable || other.cost < best.cost || (other.converged && other.cost <= best.cost * (1 + 1e-9))))
      best = std::move(other);
  }
  if (best.converged) polish(problem, scale, best.params);
  CurveFit fit;
  fit.iterations = iterations;
  fit.params = best.params;
  if (!best.usable) {
    fit.message = "the formula gives no number near the starting values: start elsewhere, or narrow the bounds";
    return fit;
  }
  CurveModel model(problem);
  model.evaluate(fit.params.data(), false);
  for (std::size_t row = 0; row < problem.y.size(); ++row) {
    fit.fitted.push_back(model.value(row));
    fit.rss += (problem.y[row] - model.value(row)) * (problem.y[row] - model.value(row));
  }
  fit.status = best.converged ? Status::converged : Status::max_iterations;
  std::string bounds;
  for (std::size_t j = 0; j < fit.params.size(); ++j)
    if (at_bound(problem.settings, j, fit.params[j]))
      bounds += (bounds.empty() ? "" : ", ") + std::string(problem.model.parameters[j]->symbol);
  if (!best.converged) {
    fit.message = "not converged after " + std::to_string(iterations) + " iterations from " + std::to_string(tried) +
                  " starts: start nearer, fix a parameter, or allow more iterations";
  } else if (!bounds.empty()) {
    fit.status = Status::at_bound;
    fit.message = "converged with " + bounds + " at its bound: widen the bound, or take the value as given";
  } else {
    fit.message = "converged after " + std::to_string(iterations) + " iterations" +
                  (tried > 1 ? " from the start no. " + std::to_string(tried) : "");
  }
  return fit;
}

}  // namespace gantry::core::fit
