// SPDX-License-Identifier: MIT
// A value with its exact derivatives to N parameters, carried through every operation (dual numbers).
//
//   using D = gantry::Dual<gantry::Lanes<float, 64>, 2>;
//   D a = D::variable(x, 0), b = D::variable(y, 1);
//   D f = a * exp(-b);          // f.value, f.d[0] = exp(-y), f.d[1] = -x exp(-y)
#pragma once

#include <gantry/cpp/math.hpp>

#include <utility>

namespace gantry {

namespace detail {

template <class Body, int... I>
GANTRY_INLINE void each_number(Body &body, std::integer_sequence<int, I...>) {
  (body(I), ...);
}

// body(0), …, body(N - 1), written out: an array that only constants index becomes registers. Many are left as a loop,
// as there are no registers for them.
template <int N, int most = 8, class Body>
GANTRY_INLINE void unrolled(Body body) {
  if constexpr (N <= most) {
    each_number(body, std::make_integer_sequence<int, N>{});
  } else {
    for (int i = 0; i < N; ++i) body(i);
  }
}
#define GANTRY_UNROLLED(i) [&](int i) __attribute__((always_inline))

}  // namespace detail

template <class L, int N>
struct Dual {
  using Value = L;
  using Scalar = typename L::Scalar;
  L value;
  L d[N];

  Dual() = default;
  Dual(const Dual &) = default;
  Dual &operator=(const Dual &) = default;
  template <class S, detail::IfScalar<S> = 0>
  GANTRY_INLINE Dual(S s) : Dual(L(s)) {}      // NOLINT(google-explicit-constructor): a constant
  GANTRY_INLINE Dual(const L &v) : value(v) {  // NOLINT(google-explicit-constructor): a constant
    detail::unrolled<N>(GANTRY_UNROLLED(j) { d[j] = L(0); });
  }
  static GANTRY_INLINE Dual variable(const L &v, int index) {
    Dual r(v);
    r.d[index] = L(1);
    return r;
  }
  // f(a) from f's value and slope at a.
  static GANTRY_INLINE Dual chain(const Dual &a, const L &value, const L &slope) {
    Dual r;
    r.value = value;
    detail::unrolled<N>(GANTRY_UNROLLED(j) { r.d[j] = slope * a.d[j]; });
    return r;
  }

  friend GANTRY_INLINE Dual operator+(const Dual &a, const Dual &b) {
    Dual r;
    r.value = a.value + b.value;
    detail::unrolled<N>(GANTRY_UNROLLED(j) { r.d[j] = a.d[j] + b.d[j]; });
    return r;
  }
  friend GANTRY_INLINE Dual operator-(const Dual &a, const Dual &b) {
    Dual r;
    r.value = a.value - b.value;
    detail::unrolled<N>(GANTRY_UNROLLED(j) { r.d[j] = a.d[j] - b.d[j]; });
    return r;
  }
  friend GANTRY_INLINE Dual operator*(const Dual &a, const Dual &b) {
    Dual r;
    r.value = a.value * b.value;
    detail::unrolled<N>(GANTRY_UNROLLED(j) { r.d[j] = a.value * b.d[j] + a.d[j] * b.value; });
    return r;
  }
  friend GANTRY_INLINE Dual operator/(const Dual &a, const Dual &b) {
    const L inverse = L(1) / b.value;
    Dual r;
    r.value = a.value * inverse;
    detail::unrolled<N>(GANTRY_UNROLLED(j) { r.d[j] = (a.d[j] - r.value * b.d[j]) * inverse; });
    return r;
  }
  friend GANTRY_INLINE Dual operator-(const Dual &a) {
    Dual r;
    r.value = -a.value;
    detail::unrolled<N>(GANTRY_UNROLLED(j) { r.d[j] = -a.d[j]; });
    return r;
  }
  friend GANTRY_INLINE Dual operator+(const Dual &a) { return a; }

  // With a constant, the derivatives of the constant are not computed.
  friend GANTRY_INLINE Dual operator+(const Dual &a, const L &b) {
    Dual r(a);
    r.value += b;
    return r;
  }
  friend GANTRY_INLINE Dual operator+(const L &a, const Dual &b) { return b + a; }
  friend GANTRY_INLINE Dual operator-(const Dual &a, const L &b) {
    Dual r(a);
    r.value -= b;
    return r;
  }
  friend GANTRY_INLINE Dual operator-(const L &a, const Dual &b) {
    Dual r = -b;
    r.value += a;
    return r;
  }
  friend GANTRY_INLINE Dual operator*(const Dual &a, const L &b) { return chain(a, a.value * b, b); }
  friend GANTRY_INLINE Dual operator*(const L &a, const Dual &b) { return chain(b, a * b.value, a); }
  friend GANTRY_INLINE Dual operator/(const Dual &a, const L &b) { return a * (L(1) / b); }
  friend GANTRY_INLINE Dual operator/(const L &a, const Dual &b) {
    const L inverse = L(1) / b.value, quotient = a * inverse;
    return chain(b, quotient, -quotient * inverse);
  }

#define GANTRY_DUAL_SCALAR(op)                                \
  template <class S, detail::IfScalar<S> = 0>                 \
  friend GANTRY_INLINE Dual operator op(const Dual &a, S b) { \
    return a op L(b);                                         \
  }                                                           \
  template <class S, detail::IfScalar<S> = 0>                 \
  friend GANTRY_INLINE Dual operator op(S a, const Dual &b) { \
    return L(a) op b;                                         \
  }                                                           \
  template <class B>                                          \
  GANTRY_INLINE Dual &operator op##=(const B &b) {            \
    return *this = *this op b;                                \
  }
  GANTRY_DUAL_SCALAR(+)
  GANTRY_DUAL_SCALAR(-)
  GANTRY_DUAL_SCALAR(*)
  GANTRY_DUAL_SCALAR(/)
#undef GANTRY_DUAL_SCALAR

#define GANTRY_DUAL_COMPARISON(op)                                                                   \
  friend GANTRY_INLINE auto operator op(const Dual &a, const Dual &b) { return a.value op b.value; } \
  friend GANTRY_INLINE auto operator op(const Dual &a, const L &b) { return a.value op b; }          \
  friend GANTRY_INLINE auto operator op(const L &a, const Dual &b) { return a op b.value; }          \
  template <class S, detail::IfScalar<S> = 0>                                                        \
  friend GANTRY_INLINE auto operator op(const Dual &a, S b) {                                        \
    return a.value op L(b);                                                                          \
  }                                                                                                  \
  template <class S, detail::IfScalar<S> = 0>                                                        \
  friend GANTRY_INLINE auto operator op(S a, const Dual &b) {                                        \
    return L(a) op b.value;                                                                          \
  }
  GANTRY_DUAL_COMPARISON(<)
  GANTRY_DUAL_COMPARISON(<=)
  GANTRY_DUAL_COMPARISON(>)
  GANTRY_DUAL_COMPARISON(>=)
  GANTRY_DUAL_COMPARISON(==)
  GANTRY_DUAL_COMPARISON(!=)
#undef GANTRY_DUAL_COMPARISON

  template <class M>
  friend GANTRY_INLINE Dual select(const M &m, const Dual &yes, const Dual &no) {
    Dual r;
    r.value = where(m, yes.value, no.value);
    detail::unrolled<N>(GANTRY_UNROLLED(j) { r.d[j] = where(m, yes.d[j], no.d[j]); });
    return r;
  }
  template <class F, int Bytes>
  friend GANTRY_INLINE Dual where(const Mask<F, Bytes> &m, const Dual &yes, const Dual &no) {
    return select(m, yes, no);
  }
  friend GANTRY_INLINE Dual min(const Dual &a, const Dual &b) { return select(a.value < b.value, a, b); }
  friend GANTRY_INLINE Dual max(const Dual &a, const Dual &b) { return select(a.value > b.value, a, b); }
  friend GANTRY_INLINE Dual abs(const Dual &a) { return chain(a, abs(a.value), copysign(L(1), a.value)); }

  friend GANTRY_INLINE Dual sqrt(const Dual &a) {
    const L root = sqrt(a.value);
    return chain(a, root, L(0.5) / root);
  }
  friend GANTRY_INLINE Dual exp(const Dual &a) {
    const L e = exp(a.value);
    return chain(a, e, e);
  }
  friend GANTRY_INLINE Dual expm1(const Dual &a) {
    const L e = expm1(a.value);
    return chain(a, e, e + L(1));
  }
  friend GANTRY_INLINE Dual log(const Dual &a) { return chain(a, log(a.value), L(1) / a.value); }
  friend GANTRY_INLINE Dual log1p(const Dual &a) { return chain(a, log1p(a.value), L(1) / (L(1) + a.value)); }
  friend GANTRY_INLINE Dual sin(const Dual &a) { return chain(a, sin(a.value), cos(a.value)); }
  friend GANTRY_INLINE Dual cos(const Dual &a) { return chain(a, cos(a.value), -sin(a.value)); }
  friend GANTRY_INLINE Dual tan(const Dual &a) {
    const L t = tan(a.value);
    return chain(a, t, L(1) + t * t);
  }
  friend GANTRY_INLINE Dual atan(const Dual &a) { return chain(a, atan(a.value), L(1) / (L(1) + a.value * a.value)); }
  friend GANTRY_INLINE Dual tanh(const Dual &a) {
    const L t = tanh(a.value);
    return chain(a, t, (L(1) - t) * (L(1) + t));
  }
  friend GANTRY_INLINE Dual erf(const Dual &a) {
    return chain(a, erf(a.value), L(1.1283791670955125739) * exp(-a.value * a.value));  // 2/sqrt(pi)
  }
  // At a = 0 the derivative to b is 0, as its limit is for b > 0.
  friend GANTRY_INLINE Dual pow(const Dual &a, const Dual &b) {
    const L p = pow(a.value, b.value), to_a = b.value * pow(a.value, b.value - L(1));
    const L to_b = where(a.value == L(0), L(0), p * log(a.value));
    Dual r;
    r.value = p;
    detail::unrolled<N>(GANTRY_UNROLLED(j) { r.d[j] = to_a * a.d[j] + to_b * b.d[j]; });
    return r;
  }
  template <class S, detail::IfScalar<S> = 0>
  friend GANTRY_INLINE Dual pow(const Dual &a, S b) {
    return chain(a, pow(a.value, b), L(b) * pow(a.value, b - S(1)));
  }
  template <class S, detail::IfScalar<S> = 0>
  friend GANTRY_INLINE Dual pow(S a, const Dual &b) {
    const L p = pow(L(a), b.value);
    return chain(b, p, p * log(L(a)));
  }
};

}  // namespace gantry
