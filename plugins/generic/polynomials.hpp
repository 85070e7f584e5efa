// SPDX-License-Identifier: Apache-2.0
// Polynomials up to the fifth degree: curves without a mechanism behind them.
//
//   const gantry_model *model = gantry::model_table<generic::Parabola>();
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

namespace generic {

// c[0] + c[1] x + … + c[degree] x^degree, by Horner's rule.
template <int degree, class F, class T>
GANTRY_INLINE T horner(const F &x, const gantry::Params<T> &p) {
  T sum = p[degree];
  for (int j = degree; j-- > 0;) sum = sum * x + p[j];
  return sum;
}

// Linear in all parameters: the guess is the answer.
template <std::size_t count>
void guess_polynomial(const gantry::Curve &c, const gantry::AxisColumn &x, const gantry::Start &p) {
  const auto fit = gantry::linear_fit<count>(c, [&](std::size_t t) {
    std::array<double, count> powers;
    powers[0] = 1;
    for (std::size_t j = 1; j < count; ++j) powers[j] = powers[j - 1] * c[x][t];
    return powers;
  });
  for (std::size_t j = 0; j < count; ++j) p[static_cast<int>(j)] = fit.linear[j];
}

struct Line : gantry::Model {
  static constexpr const char
      *id = "line",
      *label = "Straight line", *category = "generic", *equation = "y = c0 + c1 * x",
      *source = "Draper and Smith 1998, Applied Regression Analysis, 3rd ed.",
      *help = "A constant and a slope. A calibration, or a first look at whether anything changes with x.",
      *special_case_of = "parabola cubic quartic quintic";
  static constexpr int parameter_count = 2;
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param c0{"c0", "c0", "signal", -gantry::infinity, gantry::infinity, 1, "value at x = 0"};
  gantry::Param c1{"c1", "c1", "signal/axis", -gantry::infinity, gantry::infinity, 0.5, "slope"};
  gantry::Derived zero{"x_zero", "x at y = 0", "axis"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return horner<1>(at[x], p);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { guess_polynomial<2>(c, x, p); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[zero] = -p[c0] / p[c1]; }
  void example(const gantry::Example &e) const { e.spread(x, -2, 2); }
};

// What the polynomials of higher degree have in common.
struct Curved : gantry::Model {
  static constexpr const char *category = "generic",
                              *source = "Draper and Smith 1998, Applied Regression Analysis, 3rd ed.";
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param c0{"c0", "c0", "signal", -gantry::infinity, gantry::infinity, 1, "value at x = 0"};
  gantry::Param c1{"c1", "c1", "signal/axis", -gantry::infinity, gantry::infinity, 0.5, "slope at x = 0"};
  gantry::Param c2{"c2", "c2", "signal/axis2", -gantry::infinity, gantry::infinity, -0.4, "of x^2"};
  void example(const gantry::Example &e) const { e.spread(x, -2, 2); }
};

struct Parabola : Curved {
  static constexpr const char *id = "parabola", *label = "Parabola", *equation = "y = c0 + c1 * x + c2 * x^2",
                              *help =
                                  "A polynomial of the second degree. It has one top or one bottom, which is "
                                  "derived; outside the range of the data it means nothing.",
                              *special_case_of = "cubic quartic quintic";
  static constexpr int parameter_count = 3;
  gantry::Derived top{"x_top", "x of the top", "axis"}, height{"y_top", "y of the top", "signal"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return horner<2>(at[x], p);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { guess_polynomial<3>(c, x, p); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[top] = -p[c1] / (2 * p[c2]);
    out[height] = p[c0] - p[c1] * p[c1] / (4 * p[c2]);
  }
};

struct Cubic : Curved {
  static constexpr const char *id = "cubic", *label = "Polynomial of degree 3",
                              *equation = "y = c0 + c1 * x + c2 * x^2 + c3 * x^3",
                              *help =
                                  "A polynomial of the third degree: a curve with one bend the other way. Centre x "
                                  "near 0 when it lies far from it, so that the coefficients depend less on each "
                                  "other; outside the range of the data it means nothing.",
                              *special_case_of = "quartic quintic";
  static constexpr int parameter_count = 4;
  gantry::Param c3{"c3", "c3", "signal/axis3", -gantry::infinity, gantry::infinity, 0.3, "of x^3"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return horner<3>(at[x], p);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { guess_polynomial<4>(c, x, p); }
};

struct Quartic : Curved {
  static constexpr const char *id = "quartic", *label = "Polynomial of degree 4",
                              *equation = "y = c0 + c1 * x + c2 * x^2 + c3 * x^3 + c4 * x^4",
                              *help =
                                  "A polynomial of the fourth degree, as for a baseline that wanders. Compare it with "
                                  "lower degrees before believing in it; outside the range of the data it means "
                                  "nothing.",
                              *special_case_of = "quintic";
  static constexpr int parameter_count = 5;
  gantry::Param c3{"c3", "c3", "signal/axis3", -gantry::infinity, gantry::infinity, 0.3, "of x^3"};
  gantry::Param c4{"c4", "c4", "signal/axis4", -gantry::infinity, gantry::infinity, -0.2, "of x^4"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return horner<4>(at[x], p);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { guess_polynomial<5>(c, x, p); }
};

struct Quintic : Curved {
  static constexpr const char *id = "quintic", *label = "Polynomial of degree 5",
                              *equation = "y = c0 + c1 * x + c2 * x^2 + c3 * x^3 + c4 * x^4 + c5 * x^5",
                              *help =
                                  "A polynomial of the fifth degree, as for a baseline that wanders. Compare it with "
                                  "lower degrees before believing in it; outside the range of the data it means "
                                  "nothing.";
  static constexpr int parameter_count = 6;
  gantry::Param c3{"c3", "c3", "signal/axis3", -gantry::infinity, gantry::infinity, 0.3, "of x^3"};
  gantry::Param c4{"c4", "c4", "signal/axis4", -gantry::infinity, gantry::infinity, -0.2, "of x^4"};
  gantry::Param c5{"c5", "c5", "signal/axis5", -gantry::infinity, gantry::infinity, 0.1, "of x^5"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return horner<5>(at[x], p);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { guess_polynomial<6>(c, x, p); }
};

}  // namespace generic
