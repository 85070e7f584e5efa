// SPDX-License-Identifier: Apache-2.0
// Two and three exponentials, with and without an offset.
//
//   const gantry_model *model = gantry::model_table<generic::TwoExponentials>();
//
// The slowest rate is a parameter, and so is how many times faster the next one is (1.5 or more): terms can't change
// places. Amounts are 0 or more; for a curve that first rises give them other bounds.
#pragma once

#include <gantry/cpp/guess_exponentials.hpp>
#include <gantry/cpp/model.hpp>

#include <cmath>

namespace generic {

inline constexpr const char *sums_source = "Istratov and Vyvenko 1999, Rev Sci Instrum 70:1233";
inline constexpr double nearest = 1.5;               // so many times the slower rate, the faster one is at least
inline constexpr double fastest = 100, faster = 30;  // and at most: of two terms, of three

struct TwoExponentials : gantry::Model {
  static constexpr const char *id = "exp2", *label = "Two exponentials", *category = "generic",
                              *equation = "y = A1 * exp(-k1 * x) + A2 * exp(-k2 * x); k1 = r * k2",
                              *source = sums_source,
                              *help =
                                  "A fast and a slow decay. Rates that differ by less than a factor of 3 can be told "
                                  "apart only where noise is small; compare with exp1.",
                              *special_case_of = "exp2_offset exp3 exp3_offset";
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a1{"A1", "A1", "signal", 0, gantry::infinity, 1, "of the fast term, at x = 0"};
  gantry::Param a2{"A2", "A2", "signal", 0, gantry::infinity, 0.5, "of the slow term, at x = 0"};
  gantry::Param k2{"k2", "k2", "1/axis", 0, gantry::infinity, 0.2, "rate of the slow term"};
  gantry::Param r{"r", "k1/k2", "1", nearest, fastest, 8, "how many times faster the fast term decays"};
  gantry::Derived k1{"k1", "k1", "1/axis"}, half1{"half_life1", "half-life 1", "axis"},
      half2{"half_life2", "half-life 2", "axis"};
  gantry::Decay fast{x}, slow{x};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[a1] * fast(at, p[r] * p[k2]) + p[a2] * slow(at, p[k2]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<2, false>(c, x, gantry::rates_in_view<2>(c, x, 16));
    p[a1] = best.linear[0];
    p[a2] = best.linear[1];
    p[k2] = best.tried[1];
    p[r] = best.tried[0] / best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[k1] = p[r] * p[k2];
    out[half1] = std::log(2.0) / out[k1];
    out[half2] = std::log(2.0) / p[k2];
  }
  void example(const gantry::Example &e) const { e.spread_log(x, 0.02, 20); }
};

struct TwoExponentialsOffset : gantry::Model {
  static constexpr const char *id = "exp2_offset", *label = "Two exponentials with offset", *category = "generic",
                              *equation = "y = A1 * exp(-k1 * x) + A2 * exp(-k2 * x) + C; k1 = r * k2",
                              *source = sums_source,
                              *help =
                                  "A fast and a slow decay to the level C. A slow term that has not ended within the "
                                  "data can't be told from the offset; compare with exp1_offset and exp2.",
                              *special_case_of = "exp3_offset";
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a1{"A1", "A1", "signal", 0, gantry::infinity, 1, "of the fast term, at x = 0"};
  gantry::Param a2{"A2", "A2", "signal", 0, gantry::infinity, 0.5, "of the slow term, at x = 0"};
  gantry::Param k2{"k2", "k2", "1/axis", 0, gantry::infinity, 0.4, "rate of the slow term"};
  gantry::Param r{"r", "k1/k2", "1", nearest, fastest, 8, "how many times faster the fast term decays"};
  gantry::Param offset{"C", "C", "signal", -gantry::infinity, gantry::infinity, 0.2, "level far away"};
  gantry::Derived k1{"k1", "k1", "1/axis"}, half1{"half_life1", "half-life 1", "axis"},
      half2{"half_life2", "half-life 2", "axis"};
  gantry::Decay fast{x}, slow{x};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[a1] * fast(at, p[r] * p[k2]) + p[a2] * slow(at, p[k2]) + p[offset];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<2, true>(c, x, gantry::rates_in_view<2>(c, x, 16));
    p[a1] = best.linear[0];
    p[a2] = best.linear[1];
    p[offset] = best.linear[2];
    p[k2] = best.tried[1];
    p[r] = best.tried[0] / best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[k1] = p[r] * p[k2];
    out[half1] = std::log(2.0) / out[k1];
    out[half2] = std::log(2.0) / p[k2];
  }
  void example(const gantry::Example &e) const { e.spread_log(x, 0.02, 20); }
};

struct ThreeExponentials : gantry::Model {
  static constexpr const char
      *id = "exp3",
      *label = "Three exponentials", *category = "generic",
      *equation = "y = A1 * exp(-k1 * x) + A2 * exp(-k2 * x) + A3 * exp(-k3 * x); k1 = r1 * k2; k2 = r2 * k3",
      *source = sums_source,
      *help =
          "A fast, a middle and a slow decay. It asks for data over some three decades of x with little noise; compare "
          "with exp2, which often says all that the data do.",
      *special_case_of = "exp3_offset";
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a1{"A1", "A1", "signal", 0, gantry::infinity, 1, "of the fast term, at x = 0"};
  gantry::Param a2{"A2", "A2", "signal", 0, gantry::infinity, 1, "of the middle term, at x = 0"};
  gantry::Param a3{"A3", "A3", "signal", 0, gantry::infinity, 1, "of the slow term, at x = 0"};
  gantry::Param k3{"k3", "k3", "1/axis", 0, gantry::infinity, 0.1, "rate of the slow term"};
  gantry::Param r2{"r2", "k2/k3", "1", nearest, faster, 8, "how many times faster the middle term decays"};
  gantry::Param r1{"r1", "k1/k2", "1", nearest, faster, 8, "how many times faster still the fast term decays"};
  gantry::Derived k1{"k1", "k1", "1/axis"}, k2{"k2", "k2", "1/axis"};
  gantry::Decay fast{x}, middle{x}, slow{x};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    const T second = p[r2] * p[k3];
    return p[a1] * fast(at, p[r1] * second) + p[a2] * middle(at, second) + p[a3] * slow(at, p[k3]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<3, false>(c, x, gantry::rates_in_view<3>(c, x, 13));
    p[a1] = best.linear[0];
    p[a2] = best.linear[1];
    p[a3] = best.linear[2];
    p[k3] = best.tried[2];
    p[r2] = best.tried[1] / best.tried[2];
    p[r1] = best.tried[0] / best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[k2] = p[r2] * p[k3];
    out[k1] = p[r1] * out[k2];
  }
  static constexpr int example_points = 80;
  void example(const gantry::Example &e) const { e.spread_log(x, 0.001, 60); }
};

struct ThreeExponentialsOffset : gantry::Model {
  static constexpr const char
      *id = "exp3_offset",
      *label = "Three exponentials with offset", *category = "generic",
      *equation = "y = A1 * exp(-k1 * x) + A2 * exp(-k2 * x) + A3 * exp(-k3 * x) + C; k1 = r1 * k2; k2 = r2 * k3",
      *source = sums_source,
      *help =
          "A fast, a middle and a slow decay to the level C. Seven parameters: it asks for data over some four decades "
          "of x with little noise; compare with exp2_offset.";
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a1{"A1", "A1", "signal", 0, gantry::infinity, 1, "of the fast term, at x = 0"};
  gantry::Param a2{"A2", "A2", "signal", 0, gantry::infinity, 1, "of the middle term, at x = 0"};
  gantry::Param a3{"A3", "A3", "signal", 0, gantry::infinity, 1, "of the slow term, at x = 0"};
  gantry::Param k3{"k3", "k3", "1/axis", 0, gantry::infinity, 0.2, "rate of the slow term"};
  gantry::Param r2{"r2", "k2/k3", "1", nearest, faster, 8, "how many times faster the middle term decays"};
  gantry::Param r1{"r1", "k1/k2", "1", nearest, faster, 8, "how many times faster still the fast term decays"};
  gantry::Param offset{"C", "C", "signal", -gantry::infinity, gantry::infinity, 0.2, "level far away"};
  gantry::Derived k1{"k1", "k1", "1/axis"}, k2{"k2", "k2", "1/axis"};
  gantry::Decay fast{x}, middle{x}, slow{x};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    const T second = p[r2] * p[k3];
    return p[a1] * fast(at, p[r1] * second) + p[a2] * middle(at, second) + p[a3] * slow(at, p[k3]) + p[offset];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<3, true>(c, x, gantry::rates_in_view<3>(c, x, 13));
    p[a1] = best.linear[0];
    p[a2] = best.linear[1];
    p[a3] = best.linear[2];
    p[offset] = best.linear[3];
    p[k3] = best.tried[2];
    p[r2] = best.tried[1] / best.tried[2];
    p[r1] = best.tried[0] / best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[k2] = p[r2] * p[k3];
    out[k1] = p[r1] * out[k2];
  }
  static constexpr int example_points = 80;
  void example(const gantry::Example &e) const { e.spread_log(x, 0.001, 60); }
};

}  // namespace generic
