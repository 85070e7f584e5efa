// SPDX-License-Identifier: Apache-2.0
// Where a fit of a diffusion signal begins.
//
//   const Bent line = log_parabola(c, c[b]);    // log S = log(line.s0) + line.slope * b + line.bend * b^2
#pragma once

#include <gantry/cpp/model.hpp>

namespace diffusion {

struct Bent {
  double s0, slope, bend;
  bool found;
};
// A parabola through log S over b, by least squares weighted with S^2: what noise of equal size on S makes of it.
Bent log_parabola(const gantry::Curve &c, const double *b);

// The segmented fit (Sigmund et al. 2011, Magn Reson Med 65:1437): D and its intercept from the upper b-values, then D*
// and what is left at b = 0. With a known D or D* (above 0) that one is kept.
struct Perfused {
  double s0, f, fast, slow;
};
Perfused segmented(const gantry::Curve &c, const double *b, double known_slow, double known_fast);

}  // namespace diffusion
