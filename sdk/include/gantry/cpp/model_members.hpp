// SPDX-License-Identifier: MIT
// What a model declares, and what its formula is given. A model's file includes <gantry/cpp/model.hpp>.
//
//   gantry::AxisColumn te{"TE", "echo time", "ms"};
//   gantry::Constant t10{"T10", "T1 before contrast", "ms", 1400};
//   gantry::Param t2{"T2star", "T2*", "ms", 0.1, 2000, 30};     // bounds and start
#pragma once

#include <gantry/cpp/declarations.hpp>
#include <gantry/cpp/dual.hpp>
#include <gantry/cpp/parameters.hpp>
#include <gantry/model.h>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace gantry {

// Base of a model. Needs: id, label, equation, and a formula (model.hpp). May have the rest.
struct Model : Declared {
  static constexpr const char *help = "", *category = "", *source = "";
  static constexpr const char *special_case_of = "";  // ids of models of the plugin, space separated: "kurtosis"

  std::vector<const gantry_model_parameter *> declared_params;
  std::vector<const gantry_model_quantity *> declared_axis, declared_constants, declared_model_outputs,
      declared_derived;
  int declared_decays = 0;
};

// A quantity to be found. Without bounds it may take any value; `start` serves where guess() says nothing.
class Param : public Member {
 public:
  Param(const char *symbol, const char *label, const char *unit, double minimum = -infinity, double maximum = infinity,
        double start = 1, const char *help = "")
      : index(static_cast<int>(model().declared_params.size())), c_{sizeof c_, 0,       symbol,  label, help,
                                                                    unit,      minimum, maximum, start} {
    model().declared_params.push_back(&c_);
  }
  const int index;
  const char *symbol() const { return c_.symbol; }

 private:
  Model &model() const { return static_cast<Model &>(owner()); }
  gantry_model_parameter c_;
};

namespace detail {

class Quantity : public Member {
 protected:
  using List = std::vector<const gantry_model_quantity *> Model::*;
  Quantity(List list, const char *name, const char *label, const char *unit, std::uint32_t flags, double value)
      : index(static_cast<int>((model().*list).size())), c_{sizeof c_, flags, name, label, unit, value} {
    (model().*list).push_back(&c_);
  }
  ~Quantity() = default;

 public:
  const int index;

 private:
  Model &model() const { return static_cast<Model &>(owner()); }
  gantry_model_quantity c_;
};

}  // namespace detail

// Known per point: TE, b, a direction's component, time.
struct AxisColumn : detail::Quantity {
  AxisColumn(const char *name, const char *label, const char *unit)
      : Quantity(&Model::declared_axis, name, label, unit, GANTRY_QUANTITY_REQUIRED, 0) {}
};

// Known per voxel: T10, B1. With a value it need not be given.
struct Constant : detail::Quantity {
  Constant(const char *name, const char *label, const char *unit)
      : Quantity(&Model::declared_constants, name, label, unit, GANTRY_QUANTITY_REQUIRED, 0) {}
  Constant(const char *name, const char *label, const char *unit, double value)
      : Quantity(&Model::declared_constants, name, label, unit, 0, value) {}
};

// exp(-rate * x[column]) in the formula of one point: decay(x, 1 / p[t2]). Where the column is equally spaced it costs a
// multiplication, and a new exponential every 8 points: to exp's error come at most 8 units in the last place, and those
// of rate * x. Each Decay is for one rate.
class Decay : public Member {
 public:
  explicit Decay(const AxisColumn &along)
      : index(static_cast<Model &>(owner()).declared_decays++), column(along.index) {}
  const int index, column;

  template <class X, class T>
  GANTRY_INLINE T operator()(const X &x, const T &rate) const {
    return x.decay(*this, rate);
  }
};

// What is measured. A model that declares none has one, the signal.
struct Output : detail::Quantity {
  Output(const char *name, const char *label, const char *unit = "signal")
      : Quantity(&Model::declared_model_outputs, name, label, unit, 0, 0) {}
};

// Computed from the parameters once they are found: R2* from T2*.
struct Derived : detail::Quantity {
  Derived(const char *name, const char *label, const char *unit)
      : Quantity(&Model::declared_derived, name, label, unit, 0, 0) {}
};

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
    const L r = value_of(rate), x(this->column(d.column)), step(steps_[d.column]);
    const std::size_t t = this->index();
    if (steps_[d.column] == F(0)) {
      const L e = exp(-(r * x));
      return with_slope(rate, e, -(x * e));
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
      if (!in_turn) return with_slope(rate, e, -(x * e));
      memory_.value[k] = e;
    }
    const L e = memory_.value[k];
    memory_.value[k] = e * memory_.factor[k];
    memory_.next[k] = t + 1;
    return with_slope(rate, e, -(x * e));
  }

 private:
  static GANTRY_INLINE const L &value_of(const L &rate) { return rate; }
  template <int N>
  static GANTRY_INLINE const L &value_of(const Dual<L, N> &rate) {
    return rate.value;
  }
  static GANTRY_INLINE L with_slope(const L &, const L &value, const L &) { return value; }
  template <int N>
  static GANTRY_INLINE Dual<L, N> with_slope(const Dual<L, N> &rate, const L &value, const L &slope) {
    return Dual<L, N>::chain(rate, value, slope);
  }

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

}  // namespace gantry
