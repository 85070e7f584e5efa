// SPDX-License-Identifier: Apache-2.0
// One solution of the equations: outputs at the samples, and their derivatives by the sought parameters.
//
//   const OdeSolution s = solve(problem, params, constants);
//   if (!s.trouble) s.values[t * outputs + o]; s.slopes[(t * outputs + o) * parameters + p]
#pragma once

#include <core/fit/ode/problem.hpp>
#include <core/fit/ode/trouble.hpp>

#include <optional>
#include <vector>

namespace gantry::core::fit {

struct OdeSolution {
  std::vector<double> values, slopes;
  std::optional<OdeTrouble> trouble;  // then there are no values
  bool meets_dose = false;            // a sample is at the very time of a dose that changes what it sees
};

OdeSolution solve(const OdeProblem &problem, const double *params, const double *constants);

}  // namespace gantry::core::fit
