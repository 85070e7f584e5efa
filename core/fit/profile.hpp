// SPDX-License-Identifier: Apache-2.0
// Intervals by the profile likelihood: how far one parameter can go, all others following, before the fit is worse than
// chance allows. Right where the curve is not linear in its parameters, and so the symmetric ones are wrong.
//
//   GANTRY_TRY(found, profile_intervals(problem, response, minimum, near, noise, threads, host));
//   found.intervals[2].low
//
// Bates and Watts, Nonlinear Regression Analysis and Its Applications, 1988, 6.1: tau(theta) = sign sqrt((S(theta) -
// S) / s^2) against Student's t; with known sigma Venzon and Moolgavkar 1988 (Appl Stat 37:87), chi-squared.
#pragma once

#include <core/fit/curvature.hpp>
#include <core/fit/interval.hpp>
#include <core/fit/job.hpp>
#include <core/fit/minimise.hpp>

namespace gantry::core::fit {

struct Profiles {
  std::vector<Interval> intervals;  // of each unknown; both ends NaN where it is given
  std::vector<double> better;       // unknowns with a lower cost, met on the way: fit again from there. Empty: none
};

// Errors: Failure::cancelled.
Result<Profiles> profile_intervals(const CurveProblem &problem, const Response &response, const Minimum &minimum,
                                   const Curvature &near, const Noise &noise, std::uint32_t threads,
                                   const FitHost &host);

}  // namespace gantry::core::fit
