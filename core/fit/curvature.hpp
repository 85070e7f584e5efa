// SPDX-License-Identifier: Apache-2.0
// How sharply the data determine each unknown: the linear theory at a minimum.
//
//   const Curvature near = curvature(problem, response, loss, minimum.unknowns);
//   const Noise noise = noise_of(problem, near, loss, minimum.cost);
//   near.error(1, noise)   // standard error of the second unknown; NaN where the data give none
//
// Asymptotic: (J'WJ)^-1 times the variance, by the singular values of the scaled Jacobian (Bates and Watts, Nonlinear
// Regression Analysis and Its Applications, 1988, 2.3). With a robust loss the variance is Huber's (Robust Statistics,
// 1981, equation 7.6.10; H1 in statsmodels); with Rician noise W is the information of rice.hpp. An unknown at its bound
// counts as given.
#pragma once

#include <core/fit/curve.hpp>
#include <core/fit/loss.hpp>

#include <Eigen/Core>

namespace gantry::core::fit {

struct Noise {
  double variance = 0;                        // that the inverse of J'WJ is multiplied by; NaN: unknown
  double scale = 0;                           // sd of a residual of weight 1; NaN: unknown
  double degrees = 0;                         // of freedom; infinite where sigma is known
  double quantile(double probability) const;  // of Student's t, of the normal distribution without end
};

struct Curvature {
  std::vector<std::size_t> inside;   // unknowns that are neither given nor at a bound
  std::vector<Eigen::Index> column;  // of each unknown among them; -1: none
  Eigen::MatrixXd root;              // root root' is the inverse of J'WJ; empty where there is none
  // Of all rows: times their weight, or with Rician noise from the mean over the sd; the hat matrix's diagonal.
  Eigen::VectorXd residual, leverage;
  std::string words;  // why something has no error; empty when all have

  bool known() const { return root.size() > 0; }
  double error(std::size_t unknown, const Noise &noise) const;
  double correlation(std::size_t a, std::size_t b) const;
  // Standard error of what depends on the unknowns by `slope`, of each in `inside`.
  double error_along(const Eigen::VectorXd &slope, const Noise &noise) const;
};

Curvature curvature(const CurveProblem &problem, const Response &response, const std::vector<double> &unknowns);
Noise noise_of(const CurveProblem &problem, const Curvature &near, const Loss &loss);

}  // namespace gantry::core::fit
