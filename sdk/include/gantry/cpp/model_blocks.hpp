// SPDX-License-Identifier: MIT
// How a formula becomes the block evaluation of gantry_model, at each instruction-set level. Included by model.hpp.
//
//   evaluate<T2Star, float>(fit, block);   // values, and the Jacobian where the block has room for it
//
// The register's width is part of the type (Lanes<float, 64> at v4, 32 at v3, 16 at the baseline), so no two levels
// share an instantiation. `flatten` inlines the whole formula into the function that carries the level.
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/cpp/model_given.hpp>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace gantry {

// Where a whole-curve formula writes: y[t] = value, or y(t, output) = value. Every point of every output once.
template <class T>
class Out;

namespace detail {

// The lane type and the scalar behind a formula's T.
template <class T>
struct Behind {
  using L = T;
  static constexpr int derivatives = 0;
};
template <class V, int N>
struct Behind<Dual<V, N>> {
  using L = V;
  static constexpr int derivatives = N;
};

// The sums that least squares needs, made as the curve goes by: r^2; r d for each derivative d; the products of two.
// Rows are summed in parts, and the parts then added: rounding grows with the parts, not with the rows.
template <class L, int N>
struct Sums {
  using F = typename L::Scalar;
  static constexpr int count = 1 + N + N * (N + 1) / 2, rows_per_part = 32;
  L part[count], whole[count];
  const F *y = nullptr;
  std::size_t stride = 0;
  int rows = 0;

  // The place of the product of derivatives j and k <= j.
  static constexpr int product(int j, int k) { return 1 + N + j * (j + 1) / 2 + k; }

  GANTRY_INLINE void begin(const F *data, std::size_t data_stride) {
    y = data;
    stride = data_stride;
    unrolled<count, count>(GANTRY_UNROLLED(e) { part[e] = whole[e] = L(0); });
  }
  GANTRY_INLINE void take(std::size_t row, const Dual<L, N> &value) {
    const L r = L::load(y + row * stride) - value.value;
    part[0] += r * r;
    unrolled<N>(GANTRY_UNROLLED(j) {
      part[1 + j] += value.d[j] * r;
      unrolled<N>(GANTRY_UNROLLED(k) {
        if (k <= j) part[product(j, k)] += value.d[j] * value.d[k];
      });
    });
    if (__builtin_expect(++rows == rows_per_part, 0)) close_part();
  }
  GANTRY_INLINE void close_part() {
    unrolled<count, count>(GANTRY_UNROLLED(e) {
      whole[e] += part[e];
      part[e] = L(0);
    });
    rows = 0;
  }
  // To cost, gradient and matrix of gantry_normal_f32.
  GANTRY_INLINE void store(F *cost, F *gradient, F *matrix) {
    close_part();
    whole[0].store(cost);
    unrolled<N>(GANTRY_UNROLLED(j) { whole[1 + j].store(gradient + static_cast<std::size_t>(j) * stride); });
    unrolled<count - 1 - N, count>(
        GANTRY_UNROLLED(e) { whole[1 + N + e].store(matrix + static_cast<std::size_t>(e) * stride); });
  }
};
struct NoSums {};

// Of how many parameters: the sums of more don't fit into the registers, and gain nothing.
template <class L, int N>
inline constexpr bool sums_pay = sizeof(typename L::Scalar) == 4 && N > 0 && N <= 6;

}  // namespace detail

template <class T>
class Out {
  using L = typename detail::Behind<T>::L;
  using F = typename L::Scalar;

 public:
  class Slot {
   public:
    GANTRY_INLINE Slot(const Out &out, std::size_t row) : out_(out), row_(row) {}
    GANTRY_INLINE void operator=(const T &value) const { out_.put(row_, value); }

   private:
    const Out &out_;
    std::size_t row_;
  };
  GANTRY_INLINE Out(F *values, F *jacobian, std::size_t stride, std::size_t outputs)
      : values_(values), jacobian_(jacobian), stride_(stride), outputs_(outputs) {}
  // With data, nothing is written, but summed against them.
  GANTRY_INLINE void sum_against(const F *y) {
    summing_ = y != nullptr;
    sums_.begin(y, stride_);
  }
  GANTRY_INLINE auto &sums() const { return sums_; }
  GANTRY_INLINE Slot operator[](std::size_t t) const { return {*this, t * outputs_}; }
  GANTRY_INLINE Slot operator()(std::size_t t, std::size_t output) const { return {*this, t * outputs_ + output}; }
  GANTRY_INLINE void put(std::size_t row, const T &y) const {
    constexpr int n = detail::Behind<T>::derivatives;
    if constexpr (n == 0) {
      y.store(values_ + row * stride_);
    } else {
      if constexpr (has_sums) {
        if (summing_) return sums_.take(row, y);
      }
      y.value.store(values_ + row * stride_);
      detail::unrolled<n>(
          GANTRY_UNROLLED(j) { y.d[j].store(jacobian_ + (row * n + static_cast<std::size_t>(j)) * stride_); });
    }
  }
  template <std::size_t O>
  GANTRY_INLINE void put(std::size_t row, const std::array<T, O> &y) const {
    for (std::size_t o = 0; o < O; ++o) put(row + o, y[o]);
  }
  GANTRY_INLINE std::size_t outputs() const { return outputs_; }

 private:
  F *values_ = nullptr, *jacobian_ = nullptr;
  std::size_t stride_, outputs_;
  static constexpr bool has_sums = detail::sums_pay<L, detail::Behind<T>::derivatives>;
  bool summing_ = false;
  mutable std::conditional_t<has_sums, detail::Sums<L, detail::Behind<T>::derivatives>, detail::NoSums> sums_;
};

namespace detail {

// ---- what a model has ---------------------------------------------------------------------------------------------

using ProbeL = Lanes<float, 16>;
template <class M>
using TryPointK = decltype(std::declval<const M &>()(std::declval<const Along<float, ProbeL, 1> &>(),
                                                     std::declval<const Params<ProbeL> &>(),
                                                     std::declval<const Constants<ProbeL> &>()));
template <class M>
using TryCurve = decltype(std::declval<const M &>().curve(
    std::declval<const Axis<float> &>(), std::declval<const Params<ProbeL> &>(), std::declval<Out<ProbeL> &>()));
template <class M>
using TryCurveK = decltype(std::declval<const M &>().curve(
    std::declval<const Axis<float> &>(), std::declval<const Params<ProbeL> &>(),
    std::declval<const Constants<ProbeL> &>(), std::declval<Out<ProbeL> &>()));
template <class M>
using TryPrepare = decltype(std::declval<M &>().prepare(std::declval<const Setup &>()));
template <class M>
using TryGuess =
    decltype(std::declval<const M &>().guess(std::declval<const Curve &>(), std::declval<const Start &>()));
template <class M>
using TryDerive = decltype(std::declval<const M &>().derive(std::declval<const Params<double> &>(),
                                                            std::declval<const DerivedValues &>()));
template <class M>
using TryDeriveK = decltype(std::declval<const M &>().derive(std::declval<const Params<double> &>(),
                                                             std::declval<const Constants<double> &>(),
                                                             std::declval<const DerivedValues &>()));

template <class M>
using TryExample = decltype(std::declval<const M &>().example(std::declval<const Example &>()));

template <template <class> class Try, class M, class = void>
inline constexpr bool has = false;
template <template <class> class Try, class M>
inline constexpr bool has<Try, M, std::void_t<Try<M>>> = true;

// ---- how many parameters it has: the formula's derivatives are an array of that length ----------------------------

struct AnyMember {
  template <class U>
  operator U() const;
};
template <class Kind>
struct Only {
  template <class U, class = std::enable_if_t<std::is_same_v<U, Kind>>>
  operator U() const;
};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
template <class M, class Last, std::size_t... I>
auto initialises(std::index_sequence<I...>, int) -> decltype(M{(void(I), AnyMember{})..., Last{}}, std::true_type{});
template <class M, class Last, std::size_t... I>
std::false_type initialises(std::index_sequence<I...>, long);

// A model without constructors can be initialised member by member: its Params are those that a Param initialises.
template <class M, class Kind, std::size_t K = 0>
constexpr int count_members() {
  using Members = std::make_index_sequence<K>;
  if constexpr (!decltype(initialises<M, AnyMember>(Members{}, 0))::value) return 0;
  else return decltype(initialises<M, Only<Kind>>(Members{}, 0))::value + count_members<M, Kind, K + 1>();
}
#pragma GCC diagnostic pop

template <class M, class = void>
inline constexpr int parameter_count = count_members<M, Param>();
template <class M>
inline constexpr int parameter_count<M, std::void_t<decltype(M::parameter_count)>> = M::parameter_count;

// The step of equally spaced points, or 0.
inline double equal_step(const std::vector<double> &x) {
  if (x.size() < 3) return 0;
  const double step = (x.back() - x.front()) / static_cast<double>(x.size() - 1);
  for (std::size_t t = 0; t < x.size(); ++t) {
    const double off = x[t] - (x.front() + step * static_cast<double>(t)), all = x.back() - x.front();
    if (!(off * off <= 1e-24 * all * all)) return 0;
  }
  return step;
}

// ---- one fit ------------------------------------------------------------------------------------------------------

// The state behind gantry_model.prepare: a model of its own, and the axis in both precisions.
template <class M>
struct Fit {
  M model;
  std::uint32_t level = GANTRY_LEVEL_BASELINE;
  std::size_t points = 0, outputs = 1;
  std::vector<std::vector<double>> columns_f64;
  std::vector<std::vector<float>> columns_f32;
  std::vector<const double *> axis_f64;
  std::vector<const float *> axis_f32;
  std::vector<double> steps_f64;  // of each column, from point to point; 0 where they differ
  std::vector<float> steps_f32;
  std::string reason;

  template <class Table>
  void take(const Table &self, const gantry_model_setup &setup) {
    model.values = setup.values;
    level = setup.level;
    points = setup.points;
    outputs = self.output_count;
    for (std::uint32_t c = 0; c < self.axis_count; ++c) {
      columns_f64.emplace_back(setup.axis[c], setup.axis[c] + points);
      auto &narrow = columns_f32.emplace_back();
      for (const double value : columns_f64.back()) narrow.push_back(static_cast<float>(value));
      steps_f64.push_back(equal_step(columns_f64.back()));
      steps_f32.push_back(static_cast<float>(steps_f64.back()));
    }
    for (const auto &column : columns_f64) axis_f64.push_back(column.data());
    for (const auto &column : columns_f32) axis_f32.push_back(column.data());
  }
  template <class F>
  GANTRY_INLINE Axis<F> axis() const {
    if constexpr (sizeof(F) == 4) return {axis_f32.data(), points};
    else return {axis_f64.data(), points};
  }
  template <class F>
  GANTRY_INLINE const F *steps() const {
    if constexpr (sizeof(F) == 4) return steps_f32.data();
    else return steps_f64.data();
  }
};

template <class F>
using BlockOf = std::conditional_t<sizeof(F) == 4, gantry_block_f32, gantry_block_f64>;

// All points at one register's worth of voxels.
template <class M, class F, class T>
GANTRY_INLINE void evaluate_lanes(const Fit<M> &fit, const T *parameters, const F *constants, std::size_t stride,
                                  Out<T> &y) {
  using L = typename Behind<T>::L;
  const Params<T> p(parameters);
  const Constants<L> k(constants, stride);
  const Axis<F> x = fit.template axis<F>();
  if constexpr (has<TryCurve, M>) {
    fit.model.curve(x, p, y);
  } else if constexpr (has<TryCurveK, M>) {
    fit.model.curve(x, p, k, y);
  } else {
    constexpr int decays = count_members<M, Decay>();
    DecayMemory<L, decays> memory;
    for (std::size_t t = 0; t < x.size(); ++t) {
      const Along<F, L, decays> point(x.point(t), fit.template steps<F>(), memory);
      if constexpr (has<TryPointK, M>) y.put(t * y.outputs(), fit.model(point, p, k));
      else y.put(t * y.outputs(), fit.model(point, p));
    }
  }
}

// What is asked of one block: values, values and Jacobian, or sums. One place for all, since the compiler inlines whole
// what it finds called once, however long a formula is.
template <class F>
struct Asked {
  std::size_t count, stride;
  const F *params, *constants;
  F *values = nullptr, *jacobian = nullptr;
  const F *y = nullptr;
  F *cost = nullptr, *gradient = nullptr, *matrix = nullptr;

  explicit Asked(const BlockOf<F> &b)
      : count(b.count),
        stride(b.stride),
        params(b.params),
        constants(b.constants),
        values(b.values),
        jacobian(b.jacobian) {}
};
inline Asked<float> asked(const gantry_block_f32 &b) { return Asked<float>(b); }
inline Asked<double> asked(const gantry_block_f64 &b) { return Asked<double>(b); }
inline Asked<float> asked(const gantry_normal_f32 &b) {
  gantry_block_f32 block{};
  block.count = b.count;
  block.stride = b.stride;
  block.params = b.params;
  block.constants = b.constants;
  Asked<float> a(block);
  a.y = b.y;
  a.cost = b.cost;
  a.gradient = b.gradient;
  a.matrix = b.matrix;
  return a;
}

template <class M, class F, int Bytes>
GANTRY_INLINE void evaluate_block(const Fit<M> &fit, const Asked<F> &b) {
  using L = Lanes<F, Bytes>;
  constexpr int n = parameter_count<M>;
  for (std::size_t i = 0; i < b.count; i += static_cast<std::size_t>(L::size)) {
    const F *constants = b.constants == nullptr ? nullptr : b.constants + i;
    if (b.jacobian == nullptr && b.y == nullptr) {
      L p[n];
      for (int j = 0; j < n; ++j) p[j] = L::load(b.params + static_cast<std::size_t>(j) * b.stride + i);
      Out<L> y(b.values + i, nullptr, b.stride, fit.outputs);
      evaluate_lanes<M, F>(fit, p, constants, b.stride, y);
    } else {
      using D = Dual<L, n>;
      D p[n];
      for (int j = 0; j < n; ++j) p[j] = D::variable(L::load(b.params + static_cast<std::size_t>(j) * b.stride + i), j);
      Out<D> y(b.values + i, b.jacobian + i, b.stride, fit.outputs);
      if constexpr (sums_pay<L, n>) y.sum_against(b.y == nullptr ? nullptr : b.y + i);
      evaluate_lanes<M, F>(fit, p, constants, b.stride, y);
      if constexpr (sums_pay<L, n>) {
        if (b.y != nullptr) y.sums().store(b.cost + i, b.gradient + i, b.matrix + i);
      }
    }
  }
}

// With -march=native or the like the compiler may use more than a level allows in all of them: then there is but one.
#if defined(__AVX512VL__)
inline constexpr int default_bytes = 64;
#elif defined(__AVX__)
inline constexpr int default_bytes = 32;
#else
inline constexpr int default_bytes = 16;
#endif

template <class M, class F>
__attribute__((noinline, flatten)) void evaluate_default(const Fit<M> &fit, const Asked<F> &b) {
  evaluate_block<M, F, default_bytes>(fit, b);
}

#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__AVX__)
template <class M, class F>
__attribute__((noinline, flatten, target("arch=x86-64-v3"))) void evaluate_v3(const Fit<M> &fit, const Asked<F> &b) {
  evaluate_block<M, F, 32>(fit, b);
}
template <class M, class F>
__attribute__((noinline, flatten, target("arch=x86-64-v4"))) void evaluate_v4(const Fit<M> &fit, const Asked<F> &b) {
  evaluate_block<M, F, 64>(fit, b);
}
#define GANTRY_HAS_LEVELS
#endif

template <class M, class F>
void evaluate(const Fit<M> &fit, const Asked<F> &b) {
#if defined(GANTRY_HAS_LEVELS)
  if (fit.level >= GANTRY_LEVEL_V4) return evaluate_v4<M, F>(fit, b);
  if (fit.level >= GANTRY_LEVEL_V3) return evaluate_v3<M, F>(fit, b);
#endif
  evaluate_default<M, F>(fit, b);
}
#undef GANTRY_HAS_LEVELS

}  // namespace detail
}  // namespace gantry
