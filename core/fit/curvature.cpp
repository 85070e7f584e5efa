// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curvature.hpp>

#include <core/fit/option.hpp>
#include <core/fit/rice.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <Eigen/SVD>

#include <cmath>
#include <limits>

namespace gantry::core::fit {
namespace {

std::string listed(const CurveProblem &problem, const std::vector<std::size_t> &unknowns) {
  std::string text;
  for (std::size_t i = 0; i < unknowns.size(); ++i)
    text += (i == 0 ? "" : i + 1 == unknowns.size() ? " and " : ", ") + problem.name(unknowns[i]);
  return text;
}

Eigen::MatrixXd jacobian_of(const CurveProblem &problem, const Response &response, const std::vector<double> &unknowns,
                            Curvature &near) {
  Eigen::MatrixXd jacobian =
      Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(problem.rows()), static_cast<Eigen::Index>(near.inside.size()));
  near.residual.resize(jacobian.rows());
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    CurveModel model(problem, c);
    model.evaluate(unknowns.data(), true);
    for (std::size_t t = 0; t < model.rows(); ++t) {
      const std::size_t row = problem.first_row[c] + t;
      double weight = response.weight[row], residual = (response.y[row] - model.value(t)) * weight;
      if (problem.rician()) {
        const double size = std::abs(model.value(t));
        const auto [mean, variance] = rice_moments(size, 1 / weight);
        residual = (response.y[row] - mean) / std::sqrt(variance);
        weight *= std::sqrt(rice_information(Lanes<double, 16>(size * size * weight * weight))[0]);
      }
      near.residual(static_cast<Eigen::Index>(row)) = residual;
      for (std::size_t j = 0; j < problem.place[c].size(); ++j)
        if (const Eigen::Index k = near.column[problem.place[c][j]]; k >= 0)
          jacobian(static_cast<Eigen::Index>(row), k) = model.slope(t, j) * weight;
    }
  }
  return jacobian;
}

}  // namespace

double Noise::quantile(double probability) const {
  if (std::isinf(degrees)) return boost::math::quantile(boost::math::normal(), probability);
  return degrees > 0 ? boost::math::quantile(boost::math::students_t(degrees), probability) : nan;
}

double Curvature::error(std::size_t unknown, const Noise &noise) const {
  const Eigen::Index k = column[unknown];
  return known() && k >= 0 ? root.row(k).norm() * std::sqrt(noise.variance) : nan;
}

double Curvature::correlation(std::size_t a, std::size_t b) const {
  const Eigen::Index i = column[a], k = column[b];
  if (!known() || i < 0 || k < 0) return nan;
  return i == k ? 1 : root.row(i).dot(root.row(k)) / (root.row(i).norm() * root.row(k).norm());
}

double Curvature::error_along(const Eigen::VectorXd &slope, const Noise &noise) const {
  return known() ? (root.transpose() * slope).norm() * std::sqrt(noise.variance) : nan;
}

Curvature curvature(const CurveProblem &problem, const Response &response, const std::vector<double> &unknowns) {
  Curvature near;
  near.column.assign(problem.unknowns.size(), -1);
  std::size_t sought = 0;
  for (const std::size_t u : problem.free()) {
    ++sought;
    if (problem.at_bound(u, unknowns[u])) continue;
    near.column[u] = static_cast<Eigen::Index>(near.inside.size());
    near.inside.push_back(u);
  }
  const Eigen::MatrixXd jacobian = jacobian_of(problem, response, unknowns, near);
  near.leverage = Eigen::VectorXd::Zero(jacobian.rows());
  if (near.inside.size() < sought)
    near.words = "a parameter at its bound has no standard error; the others' hold with it as given";
  if (near.inside.empty()) return near;
  const Eigen::VectorXd norms = jacobian.colwise().norm();
  std::vector<std::size_t> mute;
  for (std::size_t i = 0; i < near.inside.size(); ++i)
    if (const double norm = norms(static_cast<Eigen::Index>(i)); !(norm > 0) || !std::isfinite(norm))
      mute.push_back(near.inside[i]);
  if (!mute.empty()) {
    near.words = "no standard errors: the data say nothing about " + listed(problem, mute) +
                 "; fix it, or measure where it matters";
    return near;
  }
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(jacobian * norms.cwiseInverse().asDiagonal(),
                                              Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Eigen::VectorXd singular = svd.singularValues();
  const Eigen::Index n = singular.size();
  if (singular.size() < jacobian.cols() || singular(n - 1) < 1e-12 * singular(0)) {
    // What changes together without changing the curve.
    const Eigen::VectorXd together = svd.matrixV().col(n - 1);
    std::vector<std::size_t> entangled;
    for (std::size_t i = 0; i < near.inside.size(); ++i)
      if (std::abs(together(static_cast<Eigen::Index>(i))) > 0.1) entangled.push_back(near.inside[i]);
    near.words = "no standard errors: the data cannot tell " + listed(problem, entangled) +
                 " apart; fix one of them, or measure where they differ";
    return near;
  }
  near.root = norms.cwiseInverse().asDiagonal() * svd.matrixV() * singular.cwiseInverse().asDiagonal();
  near.leverage = svd.matrixU().rowwise().squaredNorm();
  return near;
}

Noise noise_of(const CurveProblem &problem, const Curvature &near, const Loss &loss) {
  const auto n = static_cast<double>(problem.rows()), p = static_cast<double>(problem.free().size());
  Noise noise;
  const double left = n - p;
  noise.degrees = problem.settings.curve.sigma_known() ? std::numeric_limits<double>::infinity() : left;
  if (!loss.robust()) {
    const double chi_squared = near.residual.squaredNorm();
    noise.variance = problem.settings.curve.sigma_known() ? 1 : left > 0 ? chi_squared / left : nan;
    noise.scale = std::sqrt(noise.variance);
    return noise;
  }
  double influence = 0, mean = 0, squares = 0;
  for (const double r : near.residual) {
    const auto at = loss.of(r);
    influence += at.weight * at.weight * r * r;
    mean += at.curvature / n;
    squares += at.curvature * at.curvature / n;
  }
  const double correction = 1 + p / n * (squares - mean * mean) / (mean * mean);
  noise.variance = left > 0 && mean > 0 ? correction * correction * influence / left / (mean * mean) : nan;
  noise.scale = loss.scale / problem.settings.curve.loss.scale;
  return noise;
}

}  // namespace gantry::core::fit
