// SPDX-License-Identifier: MIT
// Elementary functions that vectorise, for Lanes (and through dual.hpp for Dual).
//
//   L y = exp(-x) * erf(x / 3);        // found by the argument; for plain numbers the C++ library's
//
// Largest errors in units in the last place (f32, f64), measured in tests/sdk/cpp/math_test.cpp against long double:
//   exp 1, 1   expm1 2, 2   log 1, 1   log1p 2, 2   sin, cos 3, 3 (above |x| = 8192, 1e5: the C library's)   tan 5, 4
//   atan 2, 2  tanh 3, 3    erf 3, 3   pow 1, 1 + 2 |y ln x|; to a whole number n: |n|, |n|
//   sqrt, abs, min, max: exact
// Infinities and NaN go through as in C. Results below the smallest normal number become 0 (exp, pow).
// Sources: Cephes (S. Moshier, 1989) and fdlibm (Sun, 1993): their coefficients, arranged without branches.
#pragma once

#include <gantry/cpp/lanes.hpp>

#include <cmath>
#include <limits>

namespace gantry {

using std::abs;
using std::atan;
using std::cos;
using std::erf;
using std::exp;
using std::expm1;
using std::log;
using std::log1p;
using std::pow;
using std::sin;
using std::sqrt;
using std::tan;
using std::tanh;

namespace detail {

template <class L>
inline constexpr bool is_f32 = std::is_same_v<typename L::Scalar, float>;

// c[0] x^n + ... + c[n]
template <class L, class... C>
GANTRY_INLINE L polynomial(const L &x, double first, C... rest) {
  L r(first);
  ((r = r * x + L(rest)), ...);
  return r;
}

// Adding it rounds to an integer, which then stands in the low bits.
template <class F>
inline constexpr F rounding = sizeof(F) == 4 ? F(12582912.0) : F(6755399441055744.0);  // 1.5 * 2^23, 1.5 * 2^52
template <class F>
inline constexpr int mantissa_bits = sizeof(F) == 4 ? 23 : 52;

// x = n ln2 + r, |r| <= ln2 / 2; `shifted` holds n in its low bits. expm1(r) = r + tail.
template <class L>
struct Reduced {
  L r, tail, n, shifted;
};
template <class L>
GANTRY_INLINE Reduced<L> reduce_exp(const L &x) {
  using F = typename L::Scalar;
  Reduced<L> e;
  e.shifted = x * L(1.44269504088896340736) + L(rounding<F>);
  const L n = e.n = e.shifted - L(rounding<F>);
  if constexpr (is_f32<L>) {
    e.r = (x - n * L(0.693359375)) - n * L(-2.12194440e-4);
    // minimax for the relative error of exp: 5e-9
    e.tail = e.r * e.r *
             polynomial(e.r, 1.3814528938382864e-3, 8.368751034140587e-3, 4.166839271783829e-2, 1.666651964187622e-1,
                        4.999999403953552e-1);
  } else {
    e.r = (x - n * L(6.93147180369123816490e-01)) - n * L(1.90821492927058770002e-10);
    e.tail =
        e.r * e.r *
        polynomial(e.r, 1.6059043836821613e-10, 2.0876756987868099e-09, 2.5052108385441719e-08, 2.7557319223985891e-07,
                   2.7557319223985893e-06, 2.4801587301587302e-05, 1.9841269841269841e-04, 1.3888888888888889e-03,
                   8.3333333333333333e-03, 4.1666666666666667e-02, 1.6666666666666667e-01, 0.5);
  }
  return e;
}

template <class L>
GANTRY_INLINE L scale_by_power(const L &x, const L &shifted) {
  return L::from_bits(L::to_bits(x) + (L::to_bits(shifted) << mantissa_bits<typename L::Scalar>));
}

template <class L>
inline constexpr double exp_overflow = is_f32<L> ? 88.72283 : 709.782712893384;
template <class L>
inline constexpr double exp_underflow = is_f32<L> ? -87.33654 : -708.3964185322641;

// x = 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt(2)); x normal and positive.
template <class L>
struct Split {
  L k, f;
};
template <class L>
GANTRY_INLINE Split<L> split_log(const L &x) {
  using F = typename L::Scalar;
  using Bits = typename L::Bits;
  constexpr bool f32 = is_f32<L>;
  constexpr int shift = mantissa_bits<F>;
  constexpr Bits one = f32 ? Bits(0x3f800000) : Bits(0x3ff0000000000000);
  constexpr Bits root_half = f32 ? Bits(0x3f3504f3) : Bits(0x3fe6a09e667f3bcd);
  constexpr Bits magic = f32 ? Bits(0x4b000000) : Bits(0x4330000000000000);  // 2^23, 2^52
  Split<L> s;
  using Word = typename L::Word;
  const Word moved = L::to_bits(x) + Word(one - root_half);
  s.k = L::from_bits((moved >> shift) | Word(magic)) - L(f32 ? 8388608.0 + 127 : 4503599627370496.0 + 1023);
  s.f = L::from_bits((moved & Word((Bits(1) << shift) - 1)) + Word(root_half)) - L(1);
  return s;
}

// log(1 + f) = f - tail, from fdlibm's s = f / (2 + f).
template <class L>
GANTRY_INLINE L log_of(const Split<L> &p) {
  const L s = p.f / (L(2) + p.f), z = s * s, half = L(0.5) * p.f * p.f;
  if constexpr (is_f32<L>) {
    const L r = z * polynomial(z, 0.24279078841, 0.28498786688, 0.40000972152, 0.66666662693);
    return p.k * L(6.9313812256e-01) - ((half - (s * (half + r) + p.k * L(9.0580006145e-06))) - p.f);
  } else {
    const L r = z * polynomial(z, 1.479819860511658591e-01, 1.531383769920937332e-01, 1.818357216161805012e-01,
                               2.222219843214978396e-01, 2.857142874366239149e-01, 3.999999999940941908e-01,
                               6.666666666666735130e-01);
    return p.k * L(6.93147180369123816490e-01) -
           ((half - (s * (half + r) + p.k * L(1.90821492927058770002e-10))) - p.f);
  }
}

// sin and cos of the remainder, and the quadrant's bits.
template <class L>
struct Circle {
  L sine, cosine;
  typename L::Word quadrant;
};
template <class L>
inline constexpr double circle_limit = is_f32<L> ? 8192.0 : 1e5;
template <class L>
GANTRY_INLINE Circle<L> circle(const L &x) {
  using F = typename L::Scalar;
  const L shifted = x * L(0.63661977236758134308) + L(rounding<F>), n = shifted - L(rounding<F>);
  Circle<L> c;
  c.quadrant = L::to_bits(shifted);
  if constexpr (is_f32<L>) {
    // pi/2 in parts so short that their products with n are exact, and a rest
    const L r = (((x - n * L(1.5703125)) - n * L(4.837512969970703125e-4)) - n * L(7.549533620476723e-08)) -
                n * L(2.563344151594519e-12),
            z = r * r;
    c.sine = r + r * z * polynomial(z, -1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1);
    c.cosine =
        L(1) - L(0.5) * z + z * z * polynomial(z, 2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2);
  } else {
    const L r = ((x - n * L(1.57079632673412561417e+00)) - n * L(6.07710050630396597660e-11)) -
                n * L(2.02226624879595063154e-21);
    const L z = r * r;
    c.sine = r + r * z *
                     polynomial(z, 1.58969099521155010221e-10, -2.50507602534068634195e-08, 2.75573137070700676789e-06,
                                -1.98412698298579493134e-04, 8.33333333332248946124e-03, -1.66666666666666324348e-01);
    const L half = L(0.5) * z, w = L(1) - half;
    c.cosine = w + (((L(1) - w) - half) + z * z *
                                              polynomial(z, -1.13596475577881948265e-11, 2.08757232129817482790e-09,
                                                         -2.75573143513906633035e-07, 2.48015872894767294178e-05,
                                                         -1.38888888888741095749e-03, 4.16666666666666019037e-02));
  }
  return c;
}

// The C library's function lane by lane, for the arguments that are out of the fast way's range.
template <class L, class Function>
__attribute__((noinline)) void by_lane(const L &x, L &y, double limit, Function function) {
  for (int i = 0; i < L::size; ++i)
    if (!(std::abs(x[i]) <= static_cast<typename L::Scalar>(limit))) y.set(i, function(x[i]));
}

}  // namespace detail

template <class F, int B>
GANTRY_INLINE Lanes<F, B> exp(const Lanes<F, B> &x) {
  using L = Lanes<F, B>;
  const L underflow(detail::exp_underflow<L>);
  if constexpr (detail::Machine<F, B>::scales) {
    const auto e = detail::reduce_exp(min(L(detail::exp_overflow<L> + 1), x));  // NaN stays
    L y;
    detail::Machine<F, B>::scale_from(underflow.v, x.v, (L(1) + (e.r + e.tail)).v, e.n.v, y.v);
    return y;
  } else {
    const auto e = detail::reduce_exp(x);
    const L y = detail::scale_by_power(L(1) + (e.r + e.tail), e.shifted);
    return where(x < underflow, L(0),
                 where(x <= L(detail::exp_overflow<L>), y, x + L(std::numeric_limits<F>::infinity())));
  }
}

template <class F, int B>
GANTRY_INLINE Lanes<F, B> expm1(const Lanes<F, B> &x) {
  using L = Lanes<F, B>;
  const L middle = where(x < L(-40), L(-40), where(x > L(40), L(40), x));  // NaN stays
  const auto e = detail::reduce_exp(middle);
  const L power = detail::scale_by_power(L(1), e.shifted), small = e.r + e.tail;
  return where(x > L(40), exp(x), where(power == L(1), small, power * small + (power - L(1))));
}

template <class F, int B>
GANTRY_INLINE Lanes<F, B> log(const Lanes<F, B> &x) {
  using L = Lanes<F, B>;
  const L infinite(std::numeric_limits<F>::infinity());
  const auto tiny = x < L(std::numeric_limits<F>::min());
  const F up = sizeof(F) == 4 ? F(33554432.0) : F(18014398509481984.0);  // 2^25, 2^54
  auto parts = detail::split_log(where(tiny, x * L(up), x));
  parts.k = where(tiny, parts.k - L(sizeof(F) == 4 ? 25 : 54), parts.k);
  const L y = where(x < infinite, detail::log_of(parts), x);  // infinity and NaN stay
  return where(x > L(0), y, where(x == L(0), -infinite, where(x < L(0), L(std::numeric_limits<F>::quiet_NaN()), x)));
}

template <class F, int B>
GANTRY_INLINE Lanes<F, B> log1p(const Lanes<F, B> &x) {
  using L = Lanes<F, B>;
  const L u = L(1) + x, correction = (x - (u - L(1))) / u;
  const L y = log(u);
  return where(u == L(1), x, where(isfinite(y), y + correction, y));
}

template <class F, int B>
GANTRY_INLINE Lanes<F, B> sin(const Lanes<F, B> &x) {
  using L = Lanes<F, B>;
  using Word = typename L::Word;
  const auto c = detail::circle(x);
  const L y = where(L::any_bit(c.quadrant & Word(1)), c.cosine, c.sine);
  L r = where(L::any_bit(c.quadrant & Word(2)), -y, y);
  const auto far = !(abs(x) <= L(detail::circle_limit<L>));
  if (__builtin_expect(far.any(), 0)) detail::by_lane(x, r, detail::circle_limit<L>, [](F v) { return std::sin(v); });
  return r;
}

template <class F, int B>
GANTRY_INLINE Lanes<F, B> cos(const Lanes<F, B> &x) {
  using L = Lanes<F, B>;
  using Word = typename L::Word;
  const auto c = detail::circle(x);
  const L y = where(L::any_bit(c.quadrant & Word(1)), c.sine, c.cosine);
  L r = where(L::any_bit((c.quadrant + Word(1)) & Word(2)), -y, y);
  const auto far = !(abs(x) <= L(detail::circle_limit<L>));
  if (__builtin_expect(far.any(), 0)) detail::by_lane(x, r, detail::circle_limit<L>, [](F v) { return std::cos(v); });
  return r;
}

template <class F, int B>
GANTRY_INLINE Lanes<F, B> tan(const Lanes<F, B> &x) {
  return sin(x) / cos(x);
}

template <class F, int B>
GANTRY_INLINE Lanes<F, B> atan(const Lanes<F, B> &x) {
  using L = Lanes<F, B>;
  const L a = abs(x);
  const auto large = a > L(2.41421356237309504880), middle = a > L(sizeof(F) == 4 ? 0.41421356237309504880 : 0.66);
  const L t = where(large, L(-1) / a, where(middle, (a - L(1)) / (a + L(1)), a)), z = t * t;
  L p;
  if constexpr (sizeof(F) == 4) {
    p = z * detail::polynomial(z, 8.05374449538e-2, -1.38776856032e-1, 1.99777106478e-1, -3.33329491539e-1);
  } else {
    p = z *
        detail::polynomial(z, -8.750608600031904122785e-1, -1.615753718733365076637e1, -7.500855792314704667340e1,
                           -1.228866684490136173410e2, -6.485021904942025371773e1) /
        detail::polynomial(z, 1.0, 2.485846490142306297962e1, 1.650270098316988542046e2, 4.328810604912902668951e2,
                           4.853903996359136964868e2, 1.945506571482613964425e2);
  }
  // pi/2 and pi/4 in two parts
  const L base = where(large, L(1.57079632679489661923), where(middle, L(0.78539816339744830962), L(0)));
  const double rest = sizeof(F) == 4 ? 1.57079632679489661923 - static_cast<double>(1.57079632679489661923f)
                                     : 6.123233995736765886130e-17;
  const L low = where(large, L(rest), where(middle, L(0.5 * rest), L(0)));
  return copysign(base + ((t * p + low) + t), x);
}

template <class F, int B>
GANTRY_INLINE Lanes<F, B> tanh(const Lanes<F, B> &x) {
  using L = Lanes<F, B>;
  const L a = abs(x), e = expm1(where(a > L(20), L(40), a + a));  // NaN stays
  return copysign(e / (e + L(2)), x);
}

template <class F, int B>
GANTRY_INLINE Lanes<F, B> erf(const Lanes<F, B> &x) {
  using L = Lanes<F, B>;
  using detail::polynomial;
  const L a = abs(x), z = x * x;
  const L inner = x *
                  polynomial(z, 9.60497373987051638749e0, 9.00260197203842689217e1, 2.23200534594684319226e3,
                             7.00332514112805075473e3, 5.55923013010394962768e4) /
                  polynomial(z, 1.0, 3.35617141647503099647e1, 5.21357949780152679795e2, 4.59432382970980127987e3,
                             2.26290000613890934246e4, 4.92673942608635921086e4);
  const L b = min(a, L(8));
  const L outer =
      L(1) -
      exp(-b * b) * (polynomial(b, 2.46196981473530512524e-10, 5.64189564831068821977e-1, 7.46321056442269912687e0,
                                4.86371970985681366614e1, 1.96520832956077098242e2, 5.26445194995477358631e2,
                                9.34528527171957607540e2, 1.02755188689515710272e3, 5.57535335369399327526e2) /
                     polynomial(b, 1.0, 1.32281951154744992508e1, 8.67072140885989742329e1, 3.54937778887819891062e2,
                                9.75708501743205489753e2, 1.82390916687909736289e3, 2.24633760818710981792e3,
                                1.65666309194161350182e3, 5.57535340817727675546e2));
  return where(a > L(1), copysign(outer, x), inner);
}

namespace detail {

// |x|^y for x not negative, in f64.
template <int B>
GANTRY_INLINE Lanes<double, B> power(const Lanes<double, B> &x, const Lanes<double, B> &y) {
  return exp(y * log(x));
}

}  // namespace detail

template <class F, int B>
GANTRY_INLINE Lanes<F, B> pow(const Lanes<F, B> &x, const Lanes<F, B> &y) {
  using L = Lanes<F, B>;
  const L a = abs(x);
  L p;
  if constexpr (sizeof(F) == 4) {
    typedef float Half __attribute__((vector_size(B / 2)));
    using Wide = Lanes<double, B>;
    for (int part = 0; part < 2; ++part) {  // half as many doubles fit
      Half half_a, half_y;
      std::memcpy(&half_a, reinterpret_cast<const char *>(&a.v) + part * (B / 2), sizeof half_a);
      std::memcpy(&half_y, reinterpret_cast<const char *>(&y.v) + part * (B / 2), sizeof half_y);
      Wide wide_a, wide_y;
      wide_a.v = __builtin_convertvector(half_a, typename Wide::V);
      wide_y.v = __builtin_convertvector(half_y, typename Wide::V);
      const Half result = __builtin_convertvector(detail::power(wide_a, wide_y).v, Half);
      std::memcpy(reinterpret_cast<char *>(&p.v) + part * (B / 2), &result, sizeof result);
    }
    p = where(p < L(std::numeric_limits<F>::min()), L(0), p);
  } else {
    p = detail::power(a, y);
  }
  // A negative base has a value where the exponent is an integer; its sign is that of an odd one.
  const F big = detail::rounding<F> / F(1.5);
  const L size = abs(y), nearest = (size + L(big)) - L(big);
  const auto whole = (size >= L(big)) | (nearest == size);
  const L halved = size * L(0.5), half_nearest = (halved + L(big)) - L(big);
  const auto odd = whole & (size < L(big + big)) & (half_nearest != halved);
  p = where(x < L(0), where(whole, where(odd, -p, p), L(std::numeric_limits<F>::quiet_NaN())), p);
  return where((y == L(0)) | (x == L(1)), L(1), p);
}
// With a whole number: by multiplication.
template <class F, int B, class S, detail::IfScalar<S> = 0>
GANTRY_INLINE Lanes<F, B> pow(const Lanes<F, B> &x, S y) {
  if constexpr (std::is_integral_v<S>) {
    Lanes<F, B> result(1), square = x;
    for (unsigned n = static_cast<unsigned>(y < 0 ? -y : y); n != 0; n >>= 1) {
      if ((n & 1) != 0) result *= square;
      square *= square;
    }
    return y < 0 ? Lanes<F, B>(1) / result : result;
  } else {
    return pow(x, Lanes<F, B>(y));
  }
}
template <class F, int B, class S, detail::IfScalar<S> = 0>
GANTRY_INLINE Lanes<F, B> pow(S x, const Lanes<F, B> &y) {
  return pow(Lanes<F, B>(x), y);
}

}  // namespace gantry
