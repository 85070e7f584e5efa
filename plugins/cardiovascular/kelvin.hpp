// SPDX-License-Identifier: Apache-2.0
// The Bessel function J0 of i^(3/2) x, which a viscous flow that pulsates needs: Kelvin's ber x + i bei x.
//
//   const auto j = cardiovascular::kelvin(x * x / 4);     // j.re = ber x, j.im = bei x
//
// Its power series (Abramowitz and Stegun 1964, 9.1.10, 9.9.1), summed from its end: J0(i^(3/2) x) = sum (i u)^k / (k!)^2
// with u = x^2 / 4. For |x| up to 40; the sum loses digits as exp(0.3 |x|) grows: in f64 1e-12 of the value is left at 25
// and 1e-10 at 40, in f32 1e-4 at 20.
#pragma once

#include <gantry/cpp/dual.hpp>

namespace cardiovascular {

template <class T>
struct Complex {
  T re, im;
  friend GANTRY_INLINE Complex operator-(const Complex &a, const Complex &b) { return {a.re - b.re, a.im - b.im}; }
  friend GANTRY_INLINE Complex operator/(const Complex &a, const Complex &b) {
    const T size = 1.0 / (b.re * b.re + b.im * b.im);
    return {(a.re * b.re + a.im * b.im) * size, (a.im * b.re - a.re * b.im) * size};
  }
};

template <class T>
GANTRY_INLINE Complex<T> kelvin(const T &u) {
  constexpr int terms = 64;  // the last one is below 1e-20 of the value at |x| = 40
  Complex<T> sum{T(1.0), T(0.0)};
  for (int k = terms; k > 0; --k) {
    const T part = u * (1.0 / (static_cast<double>(k) * k));
    const T re = 1.0 - part * sum.im;
    sum.im = part * sum.re;
    sum.re = re;
  }
  return sum;
}

}  // namespace cardiovascular
