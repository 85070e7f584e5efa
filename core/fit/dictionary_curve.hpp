// SPDX-License-Identifier: Apache-2.0
// One curve looked up in a dictionary.
//
//   GANTRY_TRY(found, look_up(problem, response, job.values, threads, host));
//   found.unknowns; found.entries
#pragma once

#include <core/fit/curve.hpp>
#include <core/fit/job.hpp>

namespace gantry::core::fit {

struct LookedUp {
  std::vector<double> unknowns;
  std::size_t entries = 0;
  nlohmann::json told;  // the grid, and which parameter was solved for
};

// Weighted as the fit is. Errors: "fit.dictionary" for several curves, and those of Grid::of; Failure::cancelled;
// "fit.not_finite_model" where no entry gives a number.
Result<LookedUp> look_up(const CurveProblem &problem, const Response &response, const gantry_values *values,
                         std::uint32_t level, std::uint32_t threads, const FitHost &host);

}  // namespace gantry::core::fit
