// SPDX-License-Identifier: Apache-2.0
// log(1 - exp(x)) for x below 0, with all its digits (Maechler 2012, Accurately computing log(1 - exp(-|a|))).
//
//   const T not_one_of_n = n * oncology::log_rest(-d / d0);
#pragma once

#include <gantry/cpp/dual.hpp>

namespace oncology {

template <class T>
GANTRY_INLINE T log_rest(const T &x) {
  return where(x > -0.69314718055994530942, log(-expm1(x)), log1p(-exp(x)));
}

}  // namespace oncology
