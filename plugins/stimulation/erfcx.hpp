// SPDX-License-Identifier: Apache-2.0
// exp(u^2) erfc(u) for u of 0 and above, where neither factor can be held: values and derivatives.
//
//   y = exp(-u * u) * stimulation::erfcx(u);     // erfc(u), to 14 digits of its own size
//
// With t = 2 / (2 + u), log(erfcx(u) / t) is smooth from t = 0 to 1: its Chebyshev series, computed with 40 digits by
// mpmath (the variable is that of Press et al. 2007, Numerical Recipes, 3rd ed., section 6.2.2).
#pragma once

#include <gantry/cpp/model.hpp>

#include <cstddef>

namespace stimulation {

// Without derivatives; the derivative is 2 u erfcx(u) - 2 / sqrt(pi).
template <class L>
GANTRY_INLINE L erfcx_value(const L &u) {
  constexpr double c[] = {
      -1.3026537197817094342,     0.6419697923564902603,      0.019476473204185836312,    -0.0095615147868086316419,
      -0.0009465953444820368663,  0.00036683949785276145187,  4.2523324806907771645e-5,   -2.0278578112534243154e-5,
      -1.6242900046470255135e-6,  1.3036558355805232018e-6,   1.5626441722066143178e-8,   -8.5238095914926542525e-8,
      6.5290544390988514964e-9,   5.0593434955514689418e-9,   -9.9136415649303308674e-10, -2.2736512229318358557e-10,
      9.646791102015526802e-11,   2.3940380830391147447e-12,  -6.8860275264975533984e-12, 8.9448792730907257167e-13,
      3.1309213993429580783e-13,  -1.1270822361367252366e-13, 3.8109052551892320552e-16,  7.1060976136092369878e-15,
      -1.5230282014571043043e-15, -9.4574945712912340005e-17, 1.2102371892242789923e-16};
  const L t = 2 / (2 + u), twice = 4 * t - 2;
  L now(0.0), before(0.0);
  for (std::size_t k = sizeof c / sizeof *c - 1; k > 0; --k) {
    const L next = twice * now - before + c[k];
    before = now;
    now = next;
  }
  return t * exp(0.5 * (c[0] + twice * now) - before);
}

template <class T>
GANTRY_INLINE T erfcx(const T &u) {
  const auto &at = gantry::detail::value_of(u);
  const auto value = erfcx_value(at);
  return gantry::detail::with_slope(u, value, 2 * at * value - 1.12837916709551257390);
}

}  // namespace stimulation
