// SPDX-License-Identifier: Apache-2.0
// Where a fit of relaxation begins.
//
//   const Exponential e = best_exponential(samples_of(c, ti), 10, 8000);   // y = e.level + e.amount * exp(-x / e.time)
#pragma once

#include <gantry/cpp/model.hpp>

#include <vector>

namespace relaxometry {

struct Sample {
  double x, y;
};
// In the order of x.
std::vector<Sample> samples_of(const gantry::Curve &c, const gantry::AxisColumn &x);

struct Exponential {
  double level = 0, amount = 0, time = 0;
  double misfit = 0;  // sum of squared residuals
};
// The best of a grid of times between the two; level and amount by linear least squares. Misfit NaN where nothing fits.
Exponential best_exponential(const std::vector<Sample> &samples, double shortest, double longest);
// The same of data that lost their sign: those before the zero crossing are turned over, wherever it fits best.
Exponential best_of_magnitude(std::vector<Sample> samples, double shortest, double longest);

// By gantry::log_line(): y = amount * exp(-x / time), time within the two; level 0; misfit NaN where there is no such line.
Exponential log_linear(const gantry::Curve &c, const gantry::AxisColumn &x, double shortest, double longest);

}  // namespace relaxometry
