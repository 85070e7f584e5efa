// SPDX-License-Identifier: MIT
// Several voxels at once: a vector register (or two) that behaves as a number.
//
//   using L = gantry::Lanes<float, 64>;            // 16 floats in 64 bytes
//   L x = L::load(voxels), y = where(x > 0, 1 / x, L(0));
//   y.store(result);
//
// The lanes of a level belong into functions that are compiled for it, as the model layer makes them
// (model_blocks.hpp); 16 bytes go anywhere. The copy constructor is written out on purpose: it makes the ABI pass a
// Lanes by reference whatever the instruction set, so that code compiled for different levels can call each other
// even where nothing is inlined.
#pragma once

#include <gantry/cpp/lanes_machine.hpp>

#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#if !defined(__GNUC__)
#error "gantry models need vector extensions: compile with GCC or Clang (clang-cl on Windows)"
#endif

namespace gantry {

namespace detail {
template <class S>
using IfScalar = std::enable_if_t<std::is_arithmetic_v<S>, int>;
}  // namespace detail

// The bits of the lanes, as integers of the same width.
template <class F, int Bytes>
struct Words {
  using Bits = detail::BitsOf<F>;
  typedef Bits V __attribute__((vector_size(Bytes)));
  typedef std::make_unsigned_t<Bits> U __attribute__((vector_size(Bytes)));
  V v;

  Words() = default;
  GANTRY_INLINE Words(const Words &o) : v(o.v) {}
  GANTRY_INLINE Words(Bits b) : v(V{} + b) {}  // NOLINT(google-explicit-constructor): a constant
  GANTRY_INLINE Words &operator=(const Words &o) {
    v = o.v;
    return *this;
  }

#define GANTRY_WORDS_OPERATOR(op)                                                    \
  friend GANTRY_INLINE Words operator op(const Words &a, const Words &b) {           \
    Words r;                                                                         \
    r.v = reinterpret_cast<V>(reinterpret_cast<U>(a.v) op reinterpret_cast<U>(b.v)); \
    return r;                                                                        \
  }
  GANTRY_WORDS_OPERATOR(+)
  GANTRY_WORDS_OPERATOR(-)
  GANTRY_WORDS_OPERATOR(&)
  GANTRY_WORDS_OPERATOR(|)
#undef GANTRY_WORDS_OPERATOR
  friend GANTRY_INLINE Words operator~(const Words &a) {
    Words r;
    r.v = ~a.v;
    return r;
  }
  friend GANTRY_INLINE Words operator<<(const Words &a, int n) {
    Words r;
    r.v = reinterpret_cast<V>(reinterpret_cast<U>(a.v) << n);
    return r;
  }
  friend GANTRY_INLINE Words operator>>(const Words &a, int n) {  // zeros come in
    Words r;
    r.v = reinterpret_cast<V>(reinterpret_cast<U>(a.v) >> n);
    return r;
  }
};

// One yes or no per lane: all bits set or none.
template <class F, int Bytes>
struct Mask {
  typedef detail::BitsOf<F> V __attribute__((vector_size(Bytes)));
  V v;

  Mask() = default;
  GANTRY_INLINE explicit Mask(bool yes) : v(V{} - static_cast<detail::BitsOf<F>>(yes)) {}
  GANTRY_INLINE Mask(const Mask &o) : v(o.v) {}
  GANTRY_INLINE Mask &operator=(const Mask &o) {
    v = o.v;
    return *this;
  }
  GANTRY_INLINE bool operator[](int lane) const { return v[lane] != 0; }
  GANTRY_INLINE bool any() const {
    std::int64_t sum[Bytes / 8], all = 0;
    std::memcpy(sum, &v, sizeof sum);
    for (int i = 0; i < Bytes / 8; ++i) all |= sum[i];
    return all != 0;
  }

#define GANTRY_MASK_OPERATOR(op)                                        \
  friend GANTRY_INLINE Mask operator op(const Mask &a, const Mask &b) { \
    Mask r;                                                             \
    r.v = a.v op b.v;                                                   \
    return r;                                                           \
  }
  GANTRY_MASK_OPERATOR(&)
  GANTRY_MASK_OPERATOR(|)
  GANTRY_MASK_OPERATOR(^)
#undef GANTRY_MASK_OPERATOR
  friend GANTRY_INLINE Mask operator&&(const Mask &a, const Mask &b) { return a & b; }
  friend GANTRY_INLINE Mask operator||(const Mask &a, const Mask &b) { return a | b; }
  friend GANTRY_INLINE Mask operator!(const Mask &a) {
    Mask r;
    r.v = ~a.v;
    return r;
  }
};

template <class F, int Bytes>
struct Lanes {
  using Scalar = F;
  using Bits = detail::BitsOf<F>;
  typedef F V __attribute__((vector_size(Bytes)));
  typedef F InMemory __attribute__((vector_size(Bytes), aligned(alignof(F))));
  using Word = Words<F, Bytes>;
  static constexpr int size = Bytes / static_cast<int>(sizeof(F));
  V v;

  Lanes() = default;
  GANTRY_INLINE Lanes(const Lanes &o) : v(o.v) {}
  template <class S, detail::IfScalar<S> = 0>
  GANTRY_INLINE Lanes(S s) {  // NOLINT(google-explicit-constructor): a constant
    detail::Machine<F, Bytes>::broadcast(static_cast<F>(s), v);
  }
  GANTRY_INLINE Lanes &operator=(const Lanes &o) {
    v = o.v;
    return *this;
  }

  // Through a vector that aliases its elements alone, so that pointers and indices needn't be read again after a store.
  static GANTRY_INLINE Lanes load(const F *p) {
    Lanes r;
    r.v = *reinterpret_cast<const InMemory *>(p);
    return r;
  }
  GANTRY_INLINE void store(F *p) const { *reinterpret_cast<InMemory *>(p) = v; }
  GANTRY_INLINE F operator[](int lane) const { return v[lane]; }
  GANTRY_INLINE void set(int lane, F value) { v[lane] = value; }

#define GANTRY_LANES_OPERATOR(op)                                          \
  friend GANTRY_INLINE Lanes operator op(const Lanes &a, const Lanes &b) { \
    Lanes r;                                                               \
    r.v = a.v op b.v;                                                      \
    return r;                                                              \
  }                                                                        \
  GANTRY_INLINE Lanes &operator op##=(const Lanes &b) {                    \
    v = v op b.v;                                                          \
    return *this;                                                          \
  }
  GANTRY_LANES_OPERATOR(+)
  GANTRY_LANES_OPERATOR(-)
  GANTRY_LANES_OPERATOR(*)
  GANTRY_LANES_OPERATOR(/)
#undef GANTRY_LANES_OPERATOR
  friend GANTRY_INLINE Lanes operator-(const Lanes &a) {
    Lanes r;
    r.v = -a.v;
    return r;
  }
  friend GANTRY_INLINE Lanes operator+(const Lanes &a) { return a; }

#define GANTRY_LANES_COMPARISON(op, name)                                                 \
  friend GANTRY_INLINE Mask<F, Bytes> operator op(const Lanes &a, const Lanes &b) {       \
    Mask<F, Bytes> r;                                                                     \
    detail::Machine<F, Bytes>::template compare<detail::Comparison::name>(a.v, b.v, r.v); \
    return r;                                                                             \
  }
  GANTRY_LANES_COMPARISON(<, less)
  GANTRY_LANES_COMPARISON(<=, less_equal)
  GANTRY_LANES_COMPARISON(>, greater)
  GANTRY_LANES_COMPARISON(>=, greater_equal)
  GANTRY_LANES_COMPARISON(==, equal)
  GANTRY_LANES_COMPARISON(!=, not_equal)
#undef GANTRY_LANES_COMPARISON

  friend GANTRY_INLINE Lanes where(const Mask<F, Bytes> &m, const Lanes &yes, const Lanes &no) {
    Word bits;
    bits.v = m.v;
    return from_bits((bits & to_bits(yes)) | (~bits & to_bits(no)));
  }
  // The smaller and the larger; b where either is NaN.
  friend GANTRY_INLINE Lanes min(const Lanes &a, const Lanes &b) {
    Lanes r;
    detail::Machine<F, Bytes>::min(a.v, b.v, r.v);
    return r;
  }
  friend GANTRY_INLINE Lanes max(const Lanes &a, const Lanes &b) {
    Lanes r;
    detail::Machine<F, Bytes>::max(a.v, b.v, r.v);
    return r;
  }
  friend GANTRY_INLINE Lanes abs(const Lanes &a) {
    return from_bits(to_bits(a) & Word(std::numeric_limits<Bits>::max()));
  }
  // The size of a with the sign of b.
  friend GANTRY_INLINE Lanes copysign(const Lanes &a, const Lanes &b) {
    const Word sign(std::numeric_limits<Bits>::min());
    return from_bits((to_bits(a) & ~sign) | (to_bits(b) & sign));
  }
  friend GANTRY_INLINE Lanes sqrt(const Lanes &a) {
    Lanes r;
    detail::Machine<F, Bytes>::sqrt(a.v, r.v);
    return r;
  }
  friend GANTRY_INLINE Mask<F, Bytes> isnan(const Lanes &a) { return a != a; }
  friend GANTRY_INLINE Mask<F, Bytes> isfinite(const Lanes &a) { return (a - a) == Lanes(0); }

  // Yes where any bit is set.
  static GANTRY_INLINE Mask<F, Bytes> any_bit(const Word &bits) {
    Mask<F, Bytes> r;
    detail::Machine<F, Bytes>::any_bit(bits.v, r.v);
    return r;
  }
  static GANTRY_INLINE Word to_bits(const Lanes &a) {
    Word r;
    r.v = reinterpret_cast<typename Word::V>(a.v);
    return r;
  }
  static GANTRY_INLINE Lanes from_bits(const Word &bits) {
    Lanes r;
    r.v = reinterpret_cast<V>(bits.v);
    return r;
  }
};

// Where a model chooses by what is known of a point, or by one of its choices, the same words serve.
template <class T>
GANTRY_INLINE T where(bool yes, const T &a, const T &b) {
  return yes ? a : b;
}

}  // namespace gantry
