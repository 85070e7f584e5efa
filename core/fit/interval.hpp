// SPDX-License-Identifier: Apache-2.0
// Between which values a parameter lies, with a stated confidence.
//
//   Interval i = around(value, error, noise.quantile(0.975));
//   i.low; i.high; i.words   // an end that is NaN is open, and the words say why
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace gantry::core::fit {

struct Interval {
  double low = std::numeric_limits<double>::quiet_NaN(), high = low;
  std::string words;
};

// The symmetric one of the linear theory.
inline Interval around(double value, double error, double quantile) {
  return {value - quantile * error, value + quantile * error, {}};
}

}  // namespace gantry::core::fit
