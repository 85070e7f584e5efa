// SPDX-License-Identifier: MIT
// 1 / (1 + exp(-u)) and log(1 + exp(u)) for every u: no exponential overflows, and small values keep their digits.
//
//   y = bottom + (top - bottom) * gantry::sigmoid(n * (log(x) - log(x50)));
#pragma once

#include <gantry/cpp/dual.hpp>

namespace gantry {

template <class T>
GANTRY_INLINE T sigmoid(const T &u) {
  const auto below = u < 0;
  const T e = exp(where(below, u, -u));
  return where(below, e, T(1)) / (1 + e);
}

template <class T>
GANTRY_INLINE T log_of_1_and_exp(const T &u) {
  const auto below = u < 0;
  return where(below, T(0), u) + log1p(exp(where(below, u, -u)));
}

}  // namespace gantry
