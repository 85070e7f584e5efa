// SPDX-License-Identifier: MIT
// What a model declares. A model's file includes <gantry/cpp/model.hpp>.
//
//   gantry::AxisColumn te{"TE", "echo time", "ms"};
//   gantry::Constant t10{"T10", "T1 before contrast", "ms", 1400};
//   gantry::Param t2{"T2star", "T2*", "ms", 0.1, 2000, 30};     // bounds and start
#pragma once

#include <gantry/cpp/declarations.hpp>
#include <gantry/cpp/dual.hpp>
#include <gantry/cpp/parameters.hpp>
#include <gantry/model.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace gantry {

// Base of a model. Needs: id, label, equation, and a formula (model.hpp). May have the rest.
struct Model : Declared {
  static constexpr const char *help = "", *category = "", *source = "";
  static constexpr const char *special_case_of = "";  // ids of models of the plugin, space separated: "kurtosis"
  static constexpr bool own_units = false;   // true: the formula holds numbers with units (a population's input)
  static constexpr int example_points = 40;  // of example()

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
      : index(static_cast<int>((model().*list).size())), c_{sizeof c_, flags, name, label, unit, value, nullptr, 0, 0} {
    (model().*list).push_back(&c_);
  }
  void set_words(const std::vector<const char *> &words) {
    c_.words = words.data();
    c_.word_count = static_cast<std::uint32_t>(words.size());
  }
  ~Quantity() = default;

 public:
  const int index;

 private:
  Model &model() const { return static_cast<Model &>(owner()); }
  gantry_model_quantity c_;
};

}  // namespace detail

// Known per point: TE, b, a direction's component, time. With a value it need not be given. The unit "axis" is the data's
// own; parameters then say "axis", "signal/axis" … too.
struct AxisColumn : detail::Quantity {
  AxisColumn(const char *name, const char *label, const char *unit)
      : Quantity(&Model::declared_axis, name, label, unit, GANTRY_QUANTITY_REQUIRED, 0) {}
  AxisColumn(const char *name, const char *label, const char *unit, double value)
      : Quantity(&Model::declared_axis, name, label, unit, 0, value) {}
};

// Words known per point, as numbers from 0: gantry::AxisWords mode{"mode", "kind of test", {"tension", "shear"}};
// where(x[mode] == 1, …, …).
struct AxisWords : AxisColumn {
  AxisWords(const char *name, const char *label, std::vector<const char *> known)
      : AxisColumn(name, label, "1"), words(std::move(known)) {
    set_words(words);
  }
  const std::vector<const char *> words;
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

}  // namespace gantry
