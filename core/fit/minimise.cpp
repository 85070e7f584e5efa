// SPDX-License-Identifier: Apache-2.0
#include <core/fit/minimise.hpp>

#include <ceres/ceres.h>
#include <glog/logging.h>

#include <Eigen/QR>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

// Ceres logs a place where the model gives no number as an error, whatever its options say. Its summary says it too,
// and so do we, in words: of its log only what ends the program is left.
[[maybe_unused]] const bool ceres_is_quiet = (FLAGS_minloglevel = google::GLOG_FATAL, true);

// Beyond so many unknowns Ceres works with sparse matrices, and steps by a dense one would take longer than the fit.
constexpr std::size_t most_dense = 120;

// What is squared of one row, and its slope by the model's value. With a loss it is the signed root of its cost: the
// model is evaluated once for all rows of a curve, where Ceres's own losses want a block, and so an evaluation, for each.
RicePoint::Term term_of(const Response &response, const Loss &loss, std::size_t row, double value) {
  if (!response.rice.empty()) return response.rice[row].root(value);
  const double weight = response.weight[row], r = (value - response.y[row]) * weight;
  if (!loss.robust() || r == 0) return {r, weight};
  const auto at = loss.of(r);
  const double root = std::copysign(std::sqrt(at.cost), r);
  return {root, weight * at.weight * r / root};
}

// The same as steps of Gauss and Newton take it: times the root of the loss's weight, or as Fisher's scoring.
RicePoint::Term stepping(const Response &response, const Loss &loss, std::size_t row, double value) {
  if (!response.rice.empty()) return response.rice[row].scoring(value);
  const double weight = response.weight[row], r = (value - response.y[row]) * weight;
  const double root = loss.robust() ? std::sqrt(loss.of(r).weight) : 1;
  return {r * root, weight * root};
}

// One curve. Residuals are scaled by the size of the data, so that Ceres's absolute limits mean the same for all units.
class CurveCost : public ceres::CostFunction {
 public:
  CurveCost(const CurveProblem &problem, std::size_t curve, const Response &response, const Loss &loss, double scale)
      : model_(problem, curve), response_(response), loss_(loss), first_(problem.first_row[curve]), scale_(scale) {
    set_num_residuals(static_cast<int>(model_.rows()));
    place_ = problem.place[curve];
    unknowns_.resize(problem.unknowns.size());
    for (std::size_t j = 0; j < place_.size(); ++j) mutable_parameter_block_sizes()->push_back(1);
  }

  bool Evaluate(double const *const *parameters, double *residuals, double **jacobians) const override {
    for (std::size_t j = 0; j < place_.size(); ++j) unknowns_[place_[j]] = *parameters[j];
    model_.evaluate(unknowns_.data(), jacobians != nullptr);
    bool finite = true;
    for (std::size_t row = 0; row < model_.rows(); ++row) {
      if (response_.weight[first_ + row] == 0) {
        residuals[row] = 0;
        for (std::size_t j = 0; jacobians != nullptr && j < place_.size(); ++j)
          if (jacobians[j] != nullptr) jacobians[j][row] = 0;
        continue;
      }
      const auto term = term_of(response_, loss_, first_ + row, model_.value(row));
      residuals[row] = term.residual * scale_;
      finite = finite && std::isfinite(residuals[row]);
      for (std::size_t j = 0; jacobians != nullptr && j < place_.size(); ++j) {
        if (jacobians[j] == nullptr) continue;
        jacobians[j][row] = model_.slope(row, j) * term.slope * scale_;
        finite = finite && std::isfinite(jacobians[j][row]);
      }
    }
    return finite;
  }

 private:
  mutable CurveModel model_;  // buffers only
  const Response &response_;
  const Loss loss_;
  const std::size_t first_;
  const double scale_;
  std::vector<std::size_t> place_;
  mutable std::vector<double> unknowns_;
};

double scale_of(const Response &response) {
  double largest = 0;
  for (std::size_t row = 0; row < response.y.size(); ++row)
    largest = std::max(largest, std::abs(response.y[row] * response.weight[row]));
  return largest > 0 ? 1 / largest : 1;
}

ceres::Solver::Options options_of(const Effort &effort, std::size_t unknowns) {
  ceres::Solver::Options options;
  options.linear_solver_type = unknowns > most_dense ? ceres::SPARSE_NORMAL_CHOLESKY : ceres::DENSE_QR;
  options.max_num_iterations = static_cast<int>(effort.max_iterations);
  options.function_tolerance = effort.tolerance;
  options.gradient_tolerance = 1e-14;
  options.parameter_tolerance = 1e-13;
  options.min_relative_decrease = 1e-10;
  options.max_num_consecutive_invalid_steps = 20;
  options.logging_type = ceres::SILENT;
  options.num_threads = 1;
  return options;
}

// What is left over and the Jacobian by the unknowns in `which`, as stepping() has them.
bool linearise(const CurveProblem &problem, const Response &response, const Loss &loss,
               const std::vector<double> &unknowns, const std::vector<std::size_t> &which, Eigen::MatrixXd &jacobian,
               Eigen::VectorXd &residual) {
  std::vector<Eigen::Index> column(problem.unknowns.size(), -1);
  for (std::size_t i = 0; i < which.size(); ++i) column[which[i]] = static_cast<Eigen::Index>(i);
  jacobian.setZero();
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    CurveModel model(problem, c);
    model.evaluate(unknowns.data(), true);
    for (std::size_t t = 0; t < model.rows(); ++t) {
      const std::size_t row = problem.first_row[c] + t;
      const auto r = static_cast<Eigen::Index>(row);
      const bool counts = response.weight[row] != 0;
      const auto term = counts ? stepping(response, loss, row, model.value(t)) : RicePoint::Term{0, 0};
      residual(r) = -term.residual;
      for (std::size_t j = 0; j < problem.place[c].size(); ++j) {
        const Eigen::Index k = column[problem.place[c][j]];
        if (k >= 0 && counts) jacobian(r, k) = model.slope(t, j) * term.slope;
      }
    }
  }
  return jacobian.allFinite() && residual.allFinite();
}

// Steps as long as each is shorter than the one before, and taken only where the cost doesn't grow beyond rounding.
void polish(const CurveProblem &problem, const Response &response, const Loss &loss, const std::vector<bool> &fixed,
            Minimum &minimum) {
  std::vector<std::size_t> inside;
  for (std::size_t u = 0; u < fixed.size(); ++u)
    if (!fixed[u] && !problem.at_bound(u, minimum.unknowns[u])) inside.push_back(u);
  const auto rows = static_cast<Eigen::Index>(problem.rows()), n = static_cast<Eigen::Index>(inside.size());
  if (n == 0 || rows < n || inside.size() > most_dense) return;
  Eigen::MatrixXd jacobian(rows, n);
  Eigen::VectorXd residual(rows);
  std::vector<double> at = minimum.unknowns;
  double before = std::numeric_limits<double>::infinity();
  for (int step = 0; step < 50; ++step) {
    if (!linearise(problem, response, loss, at, inside, jacobian, residual)) break;
    const Eigen::VectorXd norms = jacobian.colwise().norm();
    if (norms.minCoeff() <= 0) break;
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(jacobian * norms.cwiseInverse().asDiagonal());
    const Eigen::VectorXd scaled = qr.solve(residual);
    const double length = scaled.norm();
    if (qr.rank() < n || !(length < 0.95 * before)) break;
    before = length;
    std::vector<double> moved = at;
    bool within = true;
    for (Eigen::Index j = 0; j < n; ++j) {
      const std::size_t u = inside[static_cast<std::size_t>(j)];
      moved[u] += scaled(j) / norms(j);
      within = within && moved[u] > problem.unknowns[u].lower && moved[u] < problem.unknowns[u].upper;
    }
    if (!within) break;
    at = std::move(moved);
  }
  const double cost = cost_at(problem, response, loss, at), size = 1 / scale_of(response);
  const double rounding = 1e-30 * size * size * static_cast<double>(rows);
  if (cost <= minimum.cost * (1 + 1e-10) + rounding) {
    minimum.unknowns = std::move(at);
    minimum.cost = cost;
  }
}

std::string words_of(const ceres::Solver::Summary &summary, const Effort &effort) {
  if (summary.termination_type == ceres::NO_CONVERGENCE)
    return "it stopped after " + std::to_string(effort.max_iterations) + " iterations while still getting better";
  if (summary.termination_type != ceres::CONVERGENCE) return "no step from there makes the fit better";
  const std::string &message = summary.message;
  if (message.find("Gradient") != std::string::npos) return "the gradient is zero to rounding";
  if (message.find("Parameter") != std::string::npos) return "the parameters no longer change";
  return "the sum of squares no longer changes";
}

}  // namespace

Effort effort_of(const Settings &settings) {
  Effort effort;
  if (settings.max_iterations) effort.max_iterations = *settings.max_iterations;
  if (settings.tolerance) effort.tolerance = *settings.tolerance;
  return effort;
}

double cost_at(const CurveProblem &problem, const Response &response, const Loss &loss,
               const std::vector<double> &unknowns) {
  const auto values = values_at(problem, unknowns);
  double sum = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (response.weight[row] == 0) continue;
    sum += response.rice.empty() ? loss.of((response.y[row] - values[row]) * response.weight[row]).cost
                                 : response.rice[row].deviance(values[row]);
  }
  return sum;
}

Minimum minimise(const CurveProblem &problem, const Response &response, const Loss &loss,
                 const std::vector<double> &start, const std::vector<bool> &fixed, const Effort &effort) {
  Minimum minimum;
  minimum.unknowns = start;
  const double scale = scale_of(response);
  ceres::Problem::Options own;
  own.disable_all_safety_checks = true;
  ceres::Problem blocks(own);
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    std::vector<double *> parameters;
    for (const std::size_t u : problem.place[c]) parameters.push_back(&minimum.unknowns[u]);
    blocks.AddResidualBlock(new CurveCost(problem, c, response, loss, scale), nullptr, parameters);
  }
  std::size_t sought = 0;
  for (std::size_t u = 0; u < start.size(); ++u) {
    double *block = &minimum.unknowns[u];
    if (fixed[u]) {
      blocks.SetParameterBlockConstant(block);
      continue;
    }
    ++sought;
    if (std::isfinite(problem.unknowns[u].lower)) blocks.SetParameterLowerBound(block, 0, problem.unknowns[u].lower);
    if (std::isfinite(problem.unknowns[u].upper)) blocks.SetParameterUpperBound(block, 0, problem.unknowns[u].upper);
  }
  if (sought == 0) {
    minimum.cost = cost_at(problem, response, loss, start);
    minimum.usable = minimum.converged = std::isfinite(minimum.cost);
    return minimum;
  }
  ceres::Solver::Summary summary;
  ceres::Solve(options_of(effort, sought), &blocks, &summary);
  minimum.usable = summary.IsSolutionUsable() && std::isfinite(summary.final_cost);
  minimum.converged = summary.termination_type == ceres::CONVERGENCE;
  minimum.iterations = static_cast<int>(summary.iterations.size());
  minimum.stopped = words_of(summary, effort);
  if (!minimum.usable) return minimum;
  minimum.cost = cost_at(problem, response, loss, minimum.unknowns);
  if (minimum.converged && effort.polish) polish(problem, response, loss, fixed, minimum);
  return minimum;
}

}  // namespace gantry::core::fit
