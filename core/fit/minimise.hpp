// SPDX-License-Identifier: Apache-2.0
// The least sum of losses from one start, by Ceres with the model's own Jacobian: Levenberg–Marquardt within bounds.
//
//   Minimum m = minimise(problem, response_of(problem), {}, start, problem.fixed(), {});
//   m.converged; m.unknowns; m.cost
//
// With Rician noise it is the largest likelihood: each row costs its deviance (rice_point.hpp).
#pragma once

#include <core/fit/curve.hpp>
#include <core/fit/loss.hpp>

#include <limits>

namespace gantry::core::fit {

struct Minimum {
  bool usable = false, converged = false;
  double cost =
      std::numeric_limits<double>::infinity();  // sum of losses: chi-squared where a residual costs its square
  std::vector<double> unknowns;
  int iterations = 0;
  std::string stopped;  // why it stopped, for people
};

struct Effort {
  std::uint32_t max_iterations = 5000;
  double tolerance = 1e-15;  // relative change of the cost
  // Ceres stops when the cost hardly changes, which leaves the parameters half as many digits as the cost has:
  // Gauss-Newton steps bring the rest.
  bool polish = true;
};
Effort effort_of(const Settings &settings);

// `loss`: its scale in the unit of the weighted residuals; squares where the noise is Rician.
// `start`: of all unknowns, inside the bounds.
Minimum minimise(const CurveProblem &problem, const Response &response, const Loss &loss,
                 const std::vector<double> &start, const std::vector<bool> &fixed, const Effort &effort);

// The sum of losses at these unknowns; NaN where the model gives no number.
double cost_at(const CurveProblem &problem, const Response &response, const Loss &loss,
               const std::vector<double> &unknowns);

}  // namespace gantry::core::fit
