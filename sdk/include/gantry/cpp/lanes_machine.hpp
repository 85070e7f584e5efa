// SPDX-License-Identifier: MIT
// The few lane operations for which the language alone gives slow code. Included by lanes.hpp.
//
//   v = Machine<float, 64>::template compare<Comparison::less>(a, b);
//
// GCC fixes how a comparison's result and a broadcast are represented by the instruction set of the function that the
// source stands in, before it inlines it where more is allowed: so a formula that is inlined into a v4 function would
// compare lane by lane. Its builtins are resolved after inlining. Other compilers, and builds that don't inline, take
// the language's own way.
#pragma once

#include <cstdint>
#include <type_traits>

#define GANTRY_INLINE __attribute__((always_inline)) inline

namespace gantry::detail {

template <class F>
using BitsOf = std::conditional_t<sizeof(F) == 4, std::int32_t, std::int64_t>;

enum class Comparison { less, less_equal, greater, greater_equal, equal, not_equal };

template <class F, int Bytes>
struct Machine {
  typedef F V __attribute__((vector_size(Bytes)));
  typedef BitsOf<F> I __attribute__((vector_size(Bytes)));

  static GANTRY_INLINE void broadcast(F s, V &r) { r = s - V{}; }

  template <Comparison c>
  static GANTRY_INLINE void compare(const V &a, const V &b, I &r) {
    if constexpr (c == Comparison::less) r = a < b;
    else if constexpr (c == Comparison::less_equal) r = a <= b;
    else if constexpr (c == Comparison::greater) r = a > b;
    else if constexpr (c == Comparison::greater_equal) r = a >= b;
    else if constexpr (c == Comparison::equal) r = a == b;
    else r = a != b;
  }

  static GANTRY_INLINE void any_bit(const I &bits, I &r) { r = bits != 0; }

  static GANTRY_INLINE void sqrt(const V &a, V &r) {
    for (int i = 0; i < Bytes / static_cast<int>(sizeof(F)); ++i)
      r[i] = sizeof(F) == 4 ? F(__builtin_sqrtf(float(a[i]))) : F(__builtin_sqrt(double(a[i])));
  }

  // b where either is NaN.
  static GANTRY_INLINE void min(const V &a, const V &b, V &r) { pick<Comparison::less>(a, b, r); }
  static GANTRY_INLINE void max(const V &a, const V &b, V &r) { pick<Comparison::greater>(a, b, r); }

  static constexpr bool scales = false;  // whether it has scale_from()

 private:
  template <Comparison c>
  static GANTRY_INLINE void pick(const V &a, const V &b, V &r) {
    I m;
    compare<c>(a, b, m);
    r = (V)((m & (I)a) | (~m & (I)b));
  }
};

#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__clang__)
// The builtins of an instruction set are declared where it is first named.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpsabi"  // builtins are no calls
#pragma GCC push_options
#pragma GCC target("arch=x86-64-v4")
#pragma GCC pop_options

typedef float F4 __attribute__((vector_size(16)));
typedef double D2 __attribute__((vector_size(16)));

// The processor's numbers for the comparisons; only != holds for NaN.
template <Comparison c>
inline constexpr int predicate = c == Comparison::less            ? 17
                                 : c == Comparison::less_equal    ? 18
                                 : c == Comparison::greater       ? 30
                                 : c == Comparison::greater_equal ? 29
                                 : c == Comparison::equal         ? 0
                                                                  : 4;

// a 2^n for whole n, 0 where x is below the limit.
#define GANTRY_NO_SCALE static constexpr bool scales = false;
#define GANTRY_SCALE(kind, Bit)                                                                                       \
  static constexpr bool scales = true;                                                                                \
  static GANTRY_INLINE void scale_from(const V &limit, const V &x, const V &a, const V &n, V &r) {                    \
    constexpr int not_less = 21; /* and not NaN either */                                                             \
    r = __builtin_ia32_scalef##kind##512_mask(                                                                        \
        a, n, V{}, static_cast<Bit>(__builtin_ia32_cmp##kind##512_mask(x, limit, not_less, static_cast<Bit>(-1), 4)), \
        4);                                                                                                           \
  }
#define GANTRY_MACHINE(F, bytes, BROADCAST, COMPARE, ANY, SQRT, MIN, MAX, SCALE) \
  template <>                                                                    \
  struct Machine<F, bytes> {                                                     \
    typedef F V __attribute__((vector_size(bytes)));                             \
    typedef BitsOf<F> I __attribute__((vector_size(bytes)));                     \
    static GANTRY_INLINE void broadcast(F s, V &r) {                             \
      if (__builtin_constant_p(s)) r = s - V{};                                  \
      else r = BROADCAST;                                                        \
    }                                                                            \
    template <Comparison c>                                                      \
    static GANTRY_INLINE void compare(const V &a, const V &b, I &r) {            \
      r = (I)COMPARE;                                                            \
    }                                                                            \
    static GANTRY_INLINE void any_bit(const I &a, I &r) { r = (I)ANY; }          \
    static GANTRY_INLINE void sqrt(const V &a, V &r) { r = SQRT; }               \
    static GANTRY_INLINE void min(const V &a, const V &b, V &r) { r = MIN; }     \
    static GANTRY_INLINE void max(const V &a, const V &b, V &r) { r = MAX; }     \
    SCALE                                                                        \
  };
typedef int I8 __attribute__((vector_size(32)));
typedef long long Q4 __attribute__((vector_size(32)));
typedef int I16 __attribute__((vector_size(64)));
typedef long long Q8 __attribute__((vector_size(64)));
GANTRY_MACHINE(float, 32, __builtin_ia32_vbroadcastss_ps256(F4{s}), __builtin_ia32_cmpps256(a, b, predicate<c>),
               ~__builtin_ia32_pcmpeqd256((I8)a, I8{}), __builtin_ia32_sqrtps256(a), __builtin_ia32_minps256(a, b),
               __builtin_ia32_maxps256(a, b), GANTRY_NO_SCALE)
GANTRY_MACHINE(double, 32, __builtin_ia32_vbroadcastsd_pd256(D2{s}), __builtin_ia32_cmppd256(a, b, predicate<c>),
               ~__builtin_ia32_pcmpeqq256((Q4)a, Q4{}), __builtin_ia32_sqrtpd256(a), __builtin_ia32_minpd256(a, b),
               __builtin_ia32_maxpd256(a, b), GANTRY_NO_SCALE)
GANTRY_MACHINE(float, 64, __builtin_ia32_broadcastss512(F4{s}, V{}, static_cast<unsigned short>(-1)),
               __builtin_ia32_cvtmask2d512(static_cast<unsigned short>(
                   __builtin_ia32_cmpps512_mask(a, b, predicate<c>, static_cast<short>(-1), 4))),
               __builtin_ia32_cvtmask2d512(static_cast<unsigned short>(
                   __builtin_ia32_ptestmd512((I16)a, (I16)a, static_cast<unsigned short>(-1)))),
               __builtin_ia32_sqrtps512_mask(a, V{}, static_cast<short>(-1), 4),
               __builtin_ia32_minps512_mask(a, b, V{}, static_cast<unsigned short>(-1), 4),
               __builtin_ia32_maxps512_mask(a, b, V{}, static_cast<unsigned short>(-1), 4),
               GANTRY_SCALE(ps, unsigned short))
GANTRY_MACHINE(
    double, 64, __builtin_ia32_broadcastsd512(D2{s}, V{}, static_cast<unsigned char>(-1)),
    __builtin_ia32_cvtmask2q512(static_cast<unsigned char>(__builtin_ia32_cmppd512_mask(a, b, predicate<c>,
                                                                                        static_cast<char>(-1), 4))),
    __builtin_ia32_cvtmask2q512(static_cast<unsigned char>(__builtin_ia32_ptestmq512((Q8)a, (Q8)a,
                                                                                     static_cast<unsigned char>(-1)))),
    __builtin_ia32_sqrtpd512_mask(a, V{}, static_cast<char>(-1), 4),
    __builtin_ia32_minpd512_mask(a, b, V{}, static_cast<unsigned char>(-1), 4),
    __builtin_ia32_maxpd512_mask(a, b, V{}, static_cast<unsigned char>(-1), 4), GANTRY_SCALE(pd, unsigned char))
#undef GANTRY_MACHINE
#undef GANTRY_NO_SCALE
#undef GANTRY_SCALE
#pragma GCC diagnostic pop
#endif

}  // namespace gantry::detail
