// SPDX-License-Identifier: Apache-2.0
// The real part of Faddeeva's function w(x + iy) = exp(-z^2) erfc(-iz), y >= 0: the shape of a Voigt profile.
//
//   const T shape = generic::real_faddeeva(dx / (sigma * root2), gamma / (sigma * root2));   // exp(-x^2) where y = 0
//
// Weideman 1994, SIAM J Numer Anal 31:1497, with N = 32: rational, so that nothing branches. The largest error, found
// against scipy's wofz over 0 <= x, y <= 1e4, is 4e-14 of the value at x = 0 in f64; in f32 the rounding's, 1e-6.
// The slopes are those of the approximation.
#pragma once

#include <gantry/cpp/dual.hpp>

namespace generic {

template <class L>
struct Complex {
  L re, im;
  friend GANTRY_INLINE Complex operator+(const Complex &a, const Complex &b) { return {a.re + b.re, a.im + b.im}; }
  friend GANTRY_INLINE Complex operator*(const Complex &a, const Complex &b) {
    return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
  }
  friend GANTRY_INLINE Complex operator*(double s, const Complex &a) { return {L(s) * a.re, L(s) * a.im}; }
};

// w, and its derivative by z.
template <class L>
struct Faddeeva {
  Complex<L> value, slope;
};

template <class L>
GANTRY_INLINE Faddeeva<L> faddeeva(const L &x, const L &y) {
  constexpr double width = 4.7568284600108842669;  // L of the paper: sqrt(N / sqrt 2)
  constexpr double inverse_root_pi = 0.56418958354775628695;
  // Of Z^31 to Z^0, by the paper's sum (2 N = 64 points) in 40 digits.
  constexpr double coefficients[] = {
      -1.3033481245090925e-12, 3.7410343579709147e-12, 8.0303941233429979e-12,  -2.1543623534540259e-11,
      -5.544247434751948e-11,  1.1658238505513269e-10, 4.1537422837681178e-10,  -5.2310221157958813e-10,
      -3.2080152206021089e-9,  8.1248891740501905e-10, 2.3797556704926332e-8,   2.2930439030891306e-8,
      -1.481307891793793e-7,   -4.1840763711855293e-7, 4.2558331373556316e-7,   4.4015317315303742e-6,
      6.821031944000645e-6,    -2.1409619201818263e-5, -0.00013075449254609854, -0.00024532980270018119,
      0.00039259136070078965,  0.0045195411053492856,  0.019006155784845476,    0.057304403529837191,
      0.14060716226893785,     0.29544451071508732,    0.54601397206393423,     0.90192548936479998,
      1.3455441692345451,      1.8256696296324813,     2.2635372999002678,      2.5722534081245693};
  // q = 1 / (L - iz), Z = (L + iz) q
  const L shifted = L(width) + y, scale = L(1) / (shifted * shifted + x * x);
  const Complex<L> q{shifted * scale, x * scale};
  const Complex<L> z = Complex<L>{L(width) - y, x} * q;
  Complex<L> p{L(0), L(0)}, dp{L(0), L(0)};
  for (const double c : coefficients) {
    dp = dp * z + p;
    p = p * z + Complex<L>{L(c), L(0)};
  }
  const Complex<L> qq = q * q, constant{L(inverse_root_pi), L(0)};
  const Complex<L> inner = 4 * width * (dp * qq) + 4.0 * (p * q) + constant, turned = qq * inner;
  return {2.0 * (p * qq) + inverse_root_pi * q, {-turned.im, turned.re}};
}

template <class F, int Bytes>
GANTRY_INLINE gantry::Lanes<F, Bytes> real_faddeeva(const gantry::Lanes<F, Bytes> &x,
                                                    const gantry::Lanes<F, Bytes> &y) {
  return faddeeva(x, y).value.re;
}
// d Re w / dx = Re w', d Re w / dy = -Im w'.
template <class L, int N>
GANTRY_INLINE gantry::Dual<L, N> real_faddeeva(const gantry::Dual<L, N> &x, const gantry::Dual<L, N> &y) {
  const Faddeeva<L> w = faddeeva(x.value, y.value);
  gantry::Dual<L, N> r;
  r.value = w.value.re;
  for (int j = 0; j < N; ++j) r.d[j] = w.slope.re * x.d[j] - w.slope.im * y.d[j];
  return r;
}

}  // namespace generic
