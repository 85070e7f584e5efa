// SPDX-License-Identifier: MIT
// What the functions of a model are given: parameters, constants, the axis, data. A model's file includes
// <gantry/cpp/model.hpp>.
//
//   template <class T, class X> T operator()(const X &x, const gantry::Params<T> &p) const { return p[s0] * exp(-x[te] / p[t2]); }
//   void guess(const gantry::Curve &c, const gantry::Start &p) const { p[s0] = c.y(0); }
//   void example(const gantry::Example &e) const { e.spread(te, 5, 80); }
#pragma once

#include <gantry/cpp/model_members.hpp>

#include <cmath>
#include <cstddef>

namespace gantry {

// The parameters at which a formula is evaluated: p[s0], or p[0].
template <class T>
class Params {
 public:
  GANTRY_INLINE explicit Params(const T *values) : values_(values) {}
  GANTRY_INLINE const T &operator[](const Param &param) const { return values_[param.index]; }
  GANTRY_INLINE const T &operator[](int index) const { return values_[index]; }

 private:
  const T *values_;
};

// The constants of the same voxels: k[t10].
template <class L>
class Constants {
 public:
  using Scalar = typename L::Scalar;
  GANTRY_INLINE Constants(const Scalar *first, std::size_t stride) : first_(first), stride_(stride) {}
  GANTRY_INLINE L operator[](const Constant &constant) const { return (*this)[constant.index]; }
  GANTRY_INLINE L operator[](int index) const { return L::load(first_ + static_cast<std::size_t>(index) * stride_); }

 private:
  const Scalar *first_;
  std::size_t stride_;
};
template <>
class Constants<double> {
 public:
  explicit Constants(const double *values) : values_(values) {}
  double operator[](const Constant &constant) const { return values_[constant.index]; }
  double operator[](int index) const { return values_[index]; }

 private:
  const double *values_;
};

// One point of the axis: x[te].
template <class F>
class Point {
 public:
  GANTRY_INLINE Point(const F *const *columns, std::size_t index) : columns_(columns), index_(index) {}
  GANTRY_INLINE F operator[](const AxisColumn &wanted) const { return column(wanted.index); }
  GANTRY_INLINE F column(int which) const { return columns_[which][index_]; }
  GANTRY_INLINE std::size_t index() const { return index_; }

 private:
  const F *const *columns_;
  std::size_t index_;
};

// What Decay members remember of the point before; count: how many there are, where the compiler knows.
template <class L, int count>
struct DecayMemory {
  static constexpr int room = count > 0 ? count : 1, nobody = -1;
  L value[room], factor[room];
  int owner[room];
  std::size_t next[room];
  GANTRY_INLINE DecayMemory() {
    for (auto &o : owner) o = nobody;
  }
};

namespace detail {

// A number without its derivatives; and one that depends on a parameter only by `on`.
template <class L>
GANTRY_INLINE const L &value_of(const L &x) {
  return x;
}
template <class L, int N>
GANTRY_INLINE const L &value_of(const Dual<L, N> &x) {
  return x.value;
}
template <class L>
GANTRY_INLINE L with_slope(const L &, const L &value, const L &) {
  return value;
}
template <class L, int N>
GANTRY_INLINE Dual<L, N> with_slope(const Dual<L, N> &on, const L &value, const L &slope) {
  return Dual<L, N>::chain(on, value, slope);
}

}  // namespace detail

// One point as a formula meets it, going along the axis.
template <class F, class L, int count>
class Along : public Point<F> {
 public:
  GANTRY_INLINE Along(const Point<F> &point, const F *steps, DecayMemory<L, count> &memory)
      : Point<F>(point), steps_(steps), memory_(memory) {}

  template <class T>
  GANTRY_INLINE T decay(const Decay &d, const T &rate) const {
    constexpr std::size_t points_per_exp = 8;
    const int k = count > 1 ? d.index : 0;
    const L r = detail::value_of(rate), x(this->column(d.column)), step(steps_[d.column]);
    const std::size_t t = this->index();
    if (steps_[d.column] == F(0)) {
      const L e = exp(-(r * x));
      return detail::with_slope(rate, e, -(x * e));
    }
    if (memory_.owner[k] == memory_.nobody) {
      memory_.owner[k] = d.index;
      memory_.next[k] = t;
      memory_.factor[k] = exp(-(r * step));
      memory_.value[k] = exp(-(r * x));
    }
    const bool in_turn = memory_.owner[k] == d.index && memory_.next[k] == t;
    if (!in_turn || t % points_per_exp == 0) {
      const L e = exp(-(r * x));
      if (!in_turn) return detail::with_slope(rate, e, -(x * e));
      memory_.value[k] = e;
    }
    const L e = memory_.value[k];
    memory_.value[k] = e * memory_.factor[k];
    memory_.next[k] = t + 1;
    return detail::with_slope(rate, e, -(x * e));
  }

 private:
  const F *steps_;
  DecayMemory<L, count> &memory_;
};

// The axis of all points: x.size(), x[te][t].
template <class F>
class Axis {
 public:
  GANTRY_INLINE Axis(const F *const *columns, std::size_t size) : columns_(columns), size_(size) {}
  GANTRY_INLINE std::size_t size() const { return size_; }
  GANTRY_INLINE const F *operator[](const AxisColumn &column) const { return columns_[column.index]; }
  GANTRY_INLINE Point<F> point(std::size_t t) const { return {columns_, t}; }

 private:
  const F *const *columns_;
  std::size_t size_;
};

// What prepare() may look at: the axis in double, and the level. Choices read as values.
class Setup : public Axis<double> {
 public:
  explicit Setup(const gantry_model_setup &c) : Axis(c.axis, c.points), level(c.level) {}
  const std::uint32_t level;
};

// What guess() sees: one voxel's axis, data and constants. c.y(t) or c.y(t, output).
class Curve : public Axis<double> {
 public:
  Curve(const Axis<double> &axis, const double *data, std::size_t outputs, const double *constants)
      : Axis(axis), k(constants), data_(data), outputs_(outputs) {}
  double y(std::size_t t, std::size_t output = 0) const { return data_[t * outputs_ + output]; }
  const Constants<double> k;

 private:
  const double *data_;
  std::size_t outputs_;
};

// Where guess() writes: p[s0] = …; as double * too. Holds the declared starts until then.
class Start {
 public:
  explicit Start(double *values) : values_(values) {}
  double &operator[](const Param &param) const { return values_[param.index]; }
  double &operator[](int index) const { return values_[index]; }
  operator double *() const { return values_; }  // NOLINT(google-explicit-constructor)

 private:
  double *values_;
};

// Where derive() writes: out[r2star] = …
class DerivedValues {
 public:
  explicit DerivedValues(double *values) : values_(values) {}
  double &operator[](const Derived &derived) const { return values_[derived.index]; }
  double &operator[](int index) const { return values_[index]; }

 private:
  double *values_;
};

// Where example() writes what a study would measure: e.spread(te, 5, 80); e[mode][t] = 1; e[t10] = 1400.
class Example {
 public:
  Example(double *const *axis, std::size_t size, double *constants) : axis_(axis), size_(size), constants_(constants) {}
  std::size_t size() const { return size_; }
  double *operator[](const AxisColumn &column) const { return axis_[column.index]; }
  double &operator[](const Constant &constant) const { return constants_[constant.index]; }
  // Equally spaced, both ends included.
  void spread(const AxisColumn &column, double first, double last) const {
    for (std::size_t t = 0; t < size_; ++t) axis_[column.index][t] = first + (last - first) * part(t);
  }
  // Equally spaced in the logarithm; both ends above 0.
  void spread_log(const AxisColumn &column, double first, double last) const {
    for (std::size_t t = 0; t < size_; ++t) axis_[column.index][t] = first * std::pow(last / first, part(t));
  }

 private:
  double part(std::size_t t) const { return size_ < 2 ? 0 : static_cast<double>(t) / static_cast<double>(size_ - 1); }
  double *const *axis_;
  std::size_t size_;
  double *constants_;
};

}  // namespace gantry
