// SPDX-License-Identifier: Apache-2.0
// Intervals by drawing the data again and fitting each draw: no theory about the model, only about the noise.
//
//   GANTRY_TRY(found, bootstrap(problem, response, loss, minimum, near, threads, host));
//   found.samples[17][0]   // the first unknown in the eighteenth draw
//   const Interval i = found.interval(problem, [](const auto &unknowns) { return unknowns[0]; }, minimum.unknowns);
//
// Residuals: drawn with replacement from those that are left over, each divided by the root of 1 - its leverage and
// centred (Davison and Hinkley, Bootstrap Methods and their Application, 1997, 6.2.3), times the point's sigma. Cases:
// whole points, drawn within each curve (6.2.4). With Rician noise each magnitude is drawn from its density at the
// fitted curve (the parametric bootstrap, 2.2). Intervals: BCa (Efron 1987, J Am Stat Assoc 82:171) with the acceleration
// from leaving out each point in turn; or plain percentiles. The i-th draw depends on the seed and i alone, so that
// threads and their number never show in the result.
#pragma once

#include <core/fit/curvature.hpp>
#include <core/fit/interval.hpp>
#include <core/fit/job.hpp>
#include <core/fit/minimise.hpp>

#include <functional>

namespace gantry::core::fit {

using Quantity = std::function<double(const std::vector<double> &unknowns)>;

struct Bootstrap {
  std::vector<std::vector<double>> samples;   // [draw][unknown] of those that could be fitted, in the order of draws
  std::vector<std::vector<double>> left_out;  // [point][unknown], for BCa; empty: percentiles
  std::size_t failed = 0;

  Interval interval(const Quantity &quantity, const std::vector<double> &best, double confidence) const;
};

// Errors: Failure::cancelled; "fit.bootstrap" where hardly any draw could be fitted.
Result<Bootstrap> bootstrap(const CurveProblem &problem, const Response &response, const Loss &loss,
                            const Minimum &minimum, const Curvature &near, std::uint32_t threads, const FitHost &host);

}  // namespace gantry::core::fit
