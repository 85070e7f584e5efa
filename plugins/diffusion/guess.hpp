// SPDX-License-Identifier: Apache-2.0
// Where a fit of a diffusion signal begins.
//
//   const Line line = log_linear(c, c[b], 0, 1200);    // S = line.s0 * exp(line.slope * b) for b up to 1200
#pragma once

#include <gantry/cpp/model.hpp>

namespace diffusion {

struct Line {
  double s0, slope;
  bool found;
  double bend = 0;  // log S = log s0 + slope * b + bend * b^2
};
// The slope of log S over b between the two (both included), and S at b = 0, by least squares weighted with S^2: what noise
// of equal size on S makes of it.
Line log_linear(const gantry::Curve &c, const double *b, double lowest, double highest);
// The same with a bend, over all b.
Line log_parabola(const gantry::Curve &c, const double *b);

// The segmented fit (Sigmund et al. 2011, Magn Reson Med 65:1437): D and its intercept from the upper b-values, then D*
// and what is left at b = 0. With a known D or D* (above 0) that one is kept.
struct Perfused {
  double s0, f, fast, slow;
};
Perfused segmented(const gantry::Curve &c, const double *b, double known_slow, double known_fast);

}  // namespace diffusion
