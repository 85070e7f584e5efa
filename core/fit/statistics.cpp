// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curve.hpp>

#include <Eigen/Dense>

#include <cmath>
#include <limits>
#include <numeric>

namespace gantry::core::fit {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double r_squared(const std::vector<double> &y, double rss) {
  const double mean = std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size());
  double total = 0;
  for (const double v : y) total += (v - mean) * (v - mean);
  return total > 0 ? 1 - rss / total : nan;
}

}  // namespace

CurveStatistics statistics(const CurveProblem &problem, const CurveFit &fit) {
  const std::size_t count = fit.params.size(), rows = problem.y.size();
  CurveStatistics s;
  s.standard_errors.assign(count, nan);
  s.correlation.assign(count, std::vector<double>(count, nan));
  s.r2 = r_squared(problem.y, fit.rss);
  const std::vector<int> sought = problem.settings.free();
  s.residual_sd = rows > sought.size() ? std::sqrt(fit.rss / static_cast<double>(rows - sought.size())) : nan;
  if (rows <= sought.size()) {
    s.words = "no standard errors: there are as many parameters as points";
    return s;
  }
  std::vector<std::size_t> inside;
  for (const int j : sought)
    if (!at_bound(problem.settings, static_cast<std::size_t>(j), fit.params[static_cast<std::size_t>(j)]))
      inside.push_back(static_cast<std::size_t>(j));
  if (inside.size() < sought.size())
    s.words = "a parameter at its bound has no standard error; the others' hold with it as given";
  if (inside.empty()) return s;

  CurveModel model(problem);
  model.evaluate(fit.params.data(), true);
  const auto n = static_cast<Eigen::Index>(inside.size());
  Eigen::MatrixXd jacobian(static_cast<Eigen::Index>(rows), n);
  for (Eigen::Index j = 0; j < n; ++j)
    for (std::size_t row = 0; row < rows; ++row)
      jacobian(static_cast<Eigen::Index>(row), j) = model.slope(row, inside[static_cast<std::size_t>(j)]);
  const Eigen::VectorXd norms = jacobian.colwise().norm();
  if (!norms.allFinite() || norms.minCoeff() <= 0) {
    s.words = "no standard errors: the data say nothing about one of the parameters";
    return s;
  }
  const Eigen::MatrixXd scaled = jacobian * norms.cwiseInverse().asDiagonal();
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(scaled, Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Eigen::VectorXd singular = svd.singularValues();
  if (singular(n - 1) < 1e-12 * singular(0)) {
    s.words = "no standard errors: the data cannot tell the parameters apart";
    return s;
  }
  const Eigen::MatrixXd root = norms.cwiseInverse().asDiagonal() * svd.matrixV() * singular.cwiseInverse().asDiagonal();
  const Eigen::MatrixXd covariance = root * root.transpose() * (s.residual_sd * s.residual_sd);
  const Eigen::MatrixXd shape = root * root.transpose();
  for (Eigen::Index j = 0; j < n; ++j) {
    const std::size_t a = inside[static_cast<std::size_t>(j)];
    s.standard_errors[a] = std::sqrt(covariance(j, j));
    for (Eigen::Index k = 0; k < n; ++k)
      s.correlation[a][inside[static_cast<std::size_t>(k)]] =
          j == k ? 1.0 : shape(j, k) / std::sqrt(shape(j, j) * shape(k, k));
  }
  return s;
}

}  // namespace gantry::core::fit
