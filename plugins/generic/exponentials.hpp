// SPDX-License-Identifier: Apache-2.0
// One exponential, with and without an offset.
//
//   const gantry_model *model = gantry::model_table<generic::Exponential>();
#pragma once

#include <gantry/cpp/guess_exponentials.hpp>
#include <gantry/cpp/model.hpp>

#include <cmath>

namespace generic {

// Of either sign: a curve that grows has a negative rate.
inline std::vector<std::array<double, 1>> rates_of_either_sign(const gantry::Curve &c, const gantry::AxisColumn &x) {
  std::vector<std::array<double, 1>> rates = gantry::rates_in_view<1>(c, x, 40);
  const std::size_t count = rates.size();
  for (std::size_t i = 0; i < count; ++i) rates.push_back({-rates[i][0]});
  return rates;
}

struct Exponential : gantry::Model {
  static constexpr const char *id = "exp1", *label = "Exponential", *category = "generic",
                              *equation = "y = A * exp(-k * x)",
                              *source = "Istratov and Vyvenko 1999, Rev Sci Instrum 70:1233",
                              *help =
                                  "Decay to 0 at a rate that is proportional to what is left; growth where k is "
                                  "negative. Where the curve ends at another level than 0, use exp1_offset.",
                              *special_case_of = "exp1_offset exp2 exp2_offset exp3 exp3_offset stretched";
  static constexpr int parameter_count = 2;
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a{"A", "A", "signal", -gantry::infinity, gantry::infinity, 1, "value at x = 0"};
  gantry::Param k{"k", "k", "1/axis", -gantry::infinity, gantry::infinity, 0.5, "rate of decay"};
  gantry::Derived tau{"tau", "1/k", "axis"}, half{"half_life", "half-life", "axis"};
  gantry::Decay decay{x};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[a] * decay(at, p[k]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<1, false>(c, x, rates_of_either_sign(c, x));
    p[a] = best.linear[0];
    p[k] = best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[tau] = 1 / p[k];
    out[half] = std::log(2.0) / p[k];
  }
  void example(const gantry::Example &e) const { e.spread(x, 0, 8); }
};

struct ExponentialOffset : gantry::Model {
  static constexpr const char *id = "exp1_offset", *label = "Exponential with offset", *category = "generic",
                              *equation = "y = A * exp(-k * x) + C",
                              *source = "Istratov and Vyvenko 1999, Rev Sci Instrum 70:1233",
                              *help =
                                  "Decay to the level C, or a rise to it where A is negative. The data should reach "
                                  "some two half-lives, or A, k and C can't be told apart.",
                              *special_case_of = "exp2_offset exp3_offset";
  static constexpr int parameter_count = 3;
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a{"A", "A", "signal", -gantry::infinity, gantry::infinity, 1, "height above the offset at x = 0"};
  gantry::Param k{"k", "k", "1/axis", -gantry::infinity, gantry::infinity, 0.5, "rate of decay"};
  gantry::Param offset{"C", "C", "signal", -gantry::infinity, gantry::infinity, 0.2, "level far away"};
  gantry::Derived tau{"tau", "1/k", "axis"}, half{"half_life", "half-life", "axis"};
  gantry::Decay decay{x};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[a] * decay(at, p[k]) + p[offset];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<1, true>(c, x, rates_of_either_sign(c, x));
    p[a] = best.linear[0];
    p[offset] = best.linear[1];
    p[k] = best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[tau] = 1 / p[k];
    out[half] = std::log(2.0) / p[k];
  }
  void example(const gantry::Example &e) const { e.spread(x, 0, 8); }
};

}  // namespace generic
