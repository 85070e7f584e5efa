// SPDX-License-Identifier: Apache-2.0
// How an effect grows with a dose or a concentration: Hill, and Michaelis and Menten.
//
//   const gantry_model *model = gantry::model_table<generic::Hill>();
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>
#include <gantry/cpp/sigmoid.hpp>

#include <cmath>

namespace generic {

// Concentrations at which half the effect may be: around those that are above 0.
inline std::vector<double> half_ways(const gantry::Curve &c, const gantry::AxisColumn &x, std::size_t n) {
  double low = gantry::infinity;
  for (std::size_t t = 0; t < c.size(); ++t)
    if (c[x][t] > 0) low = std::min(low, c[x][t]);
  const double high = gantry::extent(c, x).high;
  if (!(high > 0)) return {};
  return gantry::spaced_log(low / 10, high * 10, n);
}

struct Hill : gantry::Model {
  static constexpr const char *id = "hill", *label = "Hill", *category = "generic",
                              *equation = "y = E0 + Emax * x^n / (EC50^n + x^n)",
                              *source = "Hill 1910, J Physiol 40:iv",
                              *help =
                                  "An effect over a dose or concentration, from E0 to E0 + Emax; sigmoid over the "
                                  "logarithm of x. x is 0 or more. Doses on both sides of EC50 are needed, or Emax and "
                                  "EC50 can't be told apart.";
  static constexpr int parameter_count = 4;
  gantry::AxisColumn x{"x", "dose or concentration", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param e0{"E0", "E0", "signal", -gantry::infinity, gantry::infinity, 0.1, "effect without a dose"};
  gantry::Param emax{"Emax", "Emax", "signal", -gantry::infinity, gantry::infinity, 1, "largest change of the effect"};
  gantry::Param ec50{"EC50", "EC50", "axis", 0, gantry::infinity, 1, "dose of half of Emax"};
  gantry::Param n{"n", "n", "1", 0.1, 10, 2, "Hill's coefficient: how steep"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    using std::log;
    const T part = sigmoid(T(p[n] * (log(at[x]) - log(p[ec50]))));
    return p[e0] + p[emax] * gantry::where(at[x] > 0, part, T(0));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<2, 2> best;
    for (const double power : {0.3, 0.6, 1.0, 1.5, 2.0, 3.0, 4.5, 7.0})
      for (const double half : half_ways(c, x, 40))
        best.take({half, power}, gantry::linear_fit<2>(c, [&](std::size_t t) {
                    return std::array{1.0, c[x][t] > 0 ? 1 / (1 + std::pow(half / c[x][t], power)) : 0.0};
                  }));
    p[e0] = best.linear[0];
    p[emax] = best.linear[1];
    p[ec50] = best.tried[0];
    p[n] = best.tried[1];
  }
  void example(const gantry::Example &e) const { e.spread_log(x, 0.02, 50); }
};

struct MichaelisMenten : gantry::Model {
  static constexpr const char *id = "michaelis_menten", *label = "Michaelis and Menten", *category = "generic",
                              *equation = "v = Vmax * x / (Km + x)",
                              *source = "Michaelis and Menten 1913, Biochem Z 49:333",
                              *help =
                                  "The rate of an enzyme over the concentration of what it works on, and any binding "
                                  "to one kind of site. Concentrations should reach above Km.",
                              *special_case_of = "hill";
  static constexpr int parameter_count = 2;
  gantry::AxisColumn x{"x", "concentration", "axis"};
  gantry::Output v{"v", "rate"};
  gantry::Param vmax{"Vmax", "Vmax", "signal", -gantry::infinity, gantry::infinity, 1, "rate at saturation"};
  gantry::Param km{"Km", "Km", "axis", 0, gantry::infinity, 1, "concentration of half of Vmax"};
  gantry::Derived efficiency{"efficiency", "Vmax/Km", "signal/axis"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[vmax] * at[x] / (p[km] + at[x]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<1, 1> best;
    for (const double half : half_ways(c, x, 60))
      best.take({half},
                gantry::linear_fit<1>(c, [&](std::size_t t) { return std::array{c[x][t] / (half + c[x][t])}; }));
    p[vmax] = best.linear[0];
    p[km] = best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[efficiency] = p[vmax] / p[km];
  }
  void example(const gantry::Example &e) const { e.spread(x, 0.05, 5); }
};

}  // namespace generic
