// SPDX-License-Identifier: Apache-2.0
// Curves from one level to another: logistic with three, four and five parameters.
//
//   const gantry_model *model = gantry::model_table<generic::Logistic4>();
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>
#include <gantry/cpp/sigmoid.hpp>

#include <cmath>
#include <vector>

namespace generic {

// The best of midpoints along x, steepnesses (of either sign where `falling`) and exponents; basis: the curve, and 1.
template <std::size_t N>
gantry::Least<N, 3> guess_sigmoid(const gantry::Curve &c, const gantry::AxisColumn &x, bool falling,
                                  const std::vector<double> &exponents) {
  const gantry::Extent ends = gantry::extent(c, x);
  gantry::Least<N, 3> best;
  for (const double g : exponents)
    for (const double size : gantry::spaced_log(1 / ends.span(), 200 / ends.span(), 14))
      for (const double midpoint : gantry::spaced(ends.low - 0.3 * ends.span(), ends.high + 0.3 * ends.span(), 41))
        for (const double k : {size, -size}) {
          if (k < 0 && !falling) continue;
          best.take({midpoint, k, g}, gantry::linear_fit<N>(c, [&](std::size_t t) {
                      std::array<double, N> basis;
                      basis.fill(1);
                      basis[0] = std::pow(1 + std::exp(-k * (c[x][t] - midpoint)), -g);
                      return basis;
                    }));
        }
  return best;
}

struct Logistic3 : gantry::Model {
  static constexpr const char *id = "logistic3", *label = "Logistic, 3 parameters", *category = "generic",
                              *equation = "y = A / (1 + exp(-k * (x - x50)))",
                              *source = "Verhulst 1838, Corresp Math Phys 10:113",
                              *help =
                                  "From 0 to A, or from A to 0 where k is negative. Growth that is limited, a dose's "
                                  "effect over the logarithm of the dose.",
                              *special_case_of = "logistic4 logistic5";
  static constexpr int parameter_count = 3;
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a{"A", "A", "signal", -gantry::infinity, gantry::infinity, 1, "level that it comes to"};
  gantry::Param middle{"x50", "x50", "axis", -gantry::infinity, gantry::infinity, 1, "where it is half of A"};
  gantry::Param k{"k", "k", "1/axis", -gantry::infinity, gantry::infinity, 1, "steepness"};
  gantry::Derived slope{"slope", "slope at x50", "signal/axis"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[a] * sigmoid(T(p[k] * (at[x] - p[middle])));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = guess_sigmoid<1>(c, x, true, {1});
    p[a] = best.linear[0];
    p[middle] = best.tried[0];
    p[k] = best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[slope] = 0.25 * p[a] * p[k];
  }
  void example(const gantry::Example &e) const { e.spread(x, -6, 8); }
};

// Two levels: left and right, so that k can be positive always.
struct TwoLevels : gantry::Model {
  static constexpr const char *category = "generic";
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param left{"left", "left level", "signal", -gantry::infinity, gantry::infinity, 0.1, "far below x50"};
  gantry::Param right{"right", "right level", "signal", -gantry::infinity, gantry::infinity, 1, "far above x50"};
  gantry::Param middle{"x50", "x50", "axis", -gantry::infinity, gantry::infinity, 1, "half-way between the levels"};
  gantry::Param k{"k", "k", "1/axis", 0, gantry::infinity, 1, "steepness"};
  gantry::Derived slope{"slope", "slope at x50", "signal/axis"};
  void example(const gantry::Example &e) const { e.spread(x, -6, 8); }
};

struct Logistic4 : TwoLevels {
  static constexpr const char
      *id = "logistic4",
      *label = "Logistic, 4 parameters", *equation = "y = left + (right - left) / (1 + exp(-k * (x - x50)))",
      *source = "Gottschalk and Dunn 2005, Anal Biochem 343:54",
      *help =
          "From one level to another, symmetric about its middle. For concentrations give their "
          "logarithm as x, or use hill.",
      *special_case_of = "logistic5";
  static constexpr int parameter_count = 4;

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[left] + (p[right] - p[left]) * sigmoid(T(p[k] * (at[x] - p[middle])));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = guess_sigmoid<2>(c, x, false, {1});
    p[left] = best.linear[1];
    p[right] = best.linear[0] + best.linear[1];
    p[middle] = best.tried[0];
    p[k] = best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[slope] = 0.25 * (p[right] - p[left]) * p[k];
  }
};

struct Logistic5 : TwoLevels {
  static constexpr const char
      *id = "logistic5",
      *label = "Logistic, 5 parameters",
      *equation = "y = left + (right - left) / (1 + (2^(1 / g) - 1) * exp(-k * (x - x50)))^g",
      *source = "Richards 1959, J Exp Bot 10:290; Gottschalk and Dunn 2005, Anal Biochem 343:54",
      *help =
          "As logistic4, and not symmetric: g below 1 draws out the left end, above 1 the right "
          "one. x50 stays where the curve is half-way. Both levels and both bends must show in "
          "the data, or g can't be told.";
  static constexpr int parameter_count = 5;
  gantry::Param g{"g", "g", "1", 0.1, 10, 1.5, "asymmetry"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    const T shift = log(expm1(0.69314718055994530942 / p[g]));  // log(2^(1/g) - 1)
    return p[left] + (p[right] - p[left]) * exp(-p[g] * log_of_1_and_exp(T(shift - p[k] * (at[x] - p[middle]))));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = guess_sigmoid<2>(c, x, false, {0.2, 0.5, 1, 2, 5});
    p[left] = best.linear[1];
    p[right] = best.linear[0] + best.linear[1];
    p[g] = best.tried[2];
    p[k] = best.tried[1];
    p[middle] = best.tried[0] - std::log(std::expm1(std::log(2.0) / p[g])) / p[k];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[slope] = 0.5 * (p[right] - p[left]) * p[k] * p[g] * -std::expm1(-std::log(2.0) / p[g]);
  }
};

}  // namespace generic
