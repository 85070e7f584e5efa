// SPDX-License-Identifier: Apache-2.0
// Where the curve itself lies, and where the next point would, with a stated confidence at each place of its own
// (Bates and Watts 1988, 2.3; Seber and Wild, Nonlinear Regression, 1989, 5.1).
//
//   const Bands b = bands(problem, unknowns, near, noise);          // at the data's points
//   if (auto fine = fine_grid(problem, job)) bands(*fine, …);       // between them, for a plot
#pragma once

#include <core/fit/curvature.hpp>
#include <core/fit/job.hpp>

#include <optional>

namespace gantry::core::fit {

// Of each row of the problem. NaN where there is none.
struct Bands {
  std::vector<double> fitted, confidence;  // the latter: half widths
  std::vector<double> low{}, high{};       // between which the next point would lie
  std::vector<double> mean{};              // with Rician noise: of the magnitude, which never goes below 1.25 sigma

  // What a residual is taken from.
  const std::vector<double> &expected() const { return mean.empty() ? fitted : mean; }
};

// `problem`: the one of the fit, or one of the same curves at other points.
Bands bands(const CurveProblem &problem, const std::vector<double> &unknowns, const Curvature &near,
            const Noise &noise);

// The same curves at 201 points between the ends of the axis; nothing where the model can't be evaluated between its
// points: it is a whole curve, or more than one column of the axis changes. Sigma is there where it is one number.
std::optional<CurveProblem> fine_grid(const CurveProblem &problem, const FitJob &job);

}  // namespace gantry::core::fit
