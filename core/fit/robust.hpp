// SPDX-License-Identifier: Apache-2.0
// The loss in the unit of the data, where its scale counts in sd of a noise that nobody knows.
//
//   GANTRY_TRY(found, search_robustly(problem, response, start, threads, host));
//   found.loss.scale   // 1.345 times the noise
#pragma once

#include <core/fit/search.hpp>

namespace gantry::core::fit {

struct RobustSearch {
  Search search;
  Loss loss;
};

// With known sigma, and without a robust loss, one search. Otherwise the noise is the median size of the residuals
// divided by 0.6745, found again after each fit until both agree (Huber, Robust Statistics, 1981, 7.8).
// Errors: Failure::cancelled; "fit.loss" where more than half of the points lie on the curve.
Result<RobustSearch> search_robustly(const CurveProblem &problem, const Response &response,
                                     const std::vector<double> &start, std::uint32_t threads, const FitHost &host);

}  // namespace gantry::core::fit
