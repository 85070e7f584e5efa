// SPDX-License-Identifier: Apache-2.0
// Round numbers for axes, colour bars and scale bars.
//
//   Ticks t = nice_ticks(0, 97, 5);   // 0, 20, 40, 60, 80
//   t.text[1];                        // "20"
#pragma once

#include <string>
#include <vector>

namespace gantry::core::report {

struct Ticks {
  std::vector<double> at;  // ascending, all within the range asked for
  std::vector<std::string> text;
  std::string factor;  // "×10⁻³" when the texts are to be read with it; else ""
};

// About `count` multiples of 1, 2 or 5 times a power of ten within lower … upper.
Ticks nice_ticks(double lower, double upper, int count);

// Powers of ten within lower … upper (both > 0), with 2 and 5 times them where there would be fewer than three.
Ticks log_ticks(double lower, double upper);

// The greatest 1, 2 or 5 times a power of ten that is not above `limit` (> 0).
double nice_below(double limit);

}  // namespace gantry::core::report
