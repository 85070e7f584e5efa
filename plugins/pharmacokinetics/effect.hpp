// SPDX-License-Identifier: Apache-2.0
// What a drug does at a concentration: Emax, sigmoid Emax, and their inhibitory forms, from a baseline.
//
//   const gantry_model *model = gantry::model_table<gantry::pk::SigmoidEmax>();
//
// Holford and Sheiner 1981, Clin Pharmacokinet 6:429. Concentration and effect have the units of the data.
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <cmath>

namespace gantry::pk {

struct Effect : Model {
  static constexpr const char *category = "pharmacokinetics",
                              *source =
                                  "Holford and Sheiner 1981, Clin Pharmacokinet 6:429; Hill 1910, J Physiol 40:iv";
  AxisColumn c{"C", "concentration", "axis"};
  Output effect{"E", "effect"};
  Param e0{"E0", "E0", "signal", -infinity, infinity, 10, "effect without the drug"};

  void prepare(const Setup &s) const {
    for (std::size_t t = 0; t < s.size(); ++t)
      if (!(s[c][t] >= 0))
        throw Error("pharmacokinetics.concentration", "a concentration is below 0", GANTRY_BAD_DATA)
            .hint("leave out points below 0, or set them to 0");
  }
  void example(const Example &e) const { e.spread_log(c, 0.02, 50); }

 protected:
  // C^n / (C50^n + C^n); through tanh nothing overflows.
  template <class T, class X>
  GANTRY_INLINE T part(const X &x, const T &c50, const T &n) const {
    using std::log;
    return where(x[c] > 0, T(0.5 + 0.5 * tanh(0.5 * n * (log(x[c]) - log(c50)))), T(0));
  }
  template <class T, class X>
  GANTRY_INLINE T part(const X &x, const T &c50) const {
    return x[c] / (c50 + x[c]);
  }
  // Baseline and change by least squares; tried: C50 and n.
  Least<2, 2> begin(const Curve &curve, const std::vector<double> &powers) const {
    double low = infinity;
    for (std::size_t t = 0; t < curve.size(); ++t)
      if (curve[c][t] > 0) low = std::min(low, curve[c][t]);
    const double high = extent(curve, c).high;
    Least<2, 2> best;
    if (!(high > 0)) return best;
    const auto attempt = [&](const std::array<double, 2> &tried) {
      return linear_fit<2>(curve, [&](std::size_t t) {
        const double x = curve[c][t];
        return std::array{1.0, x > 0 ? 1 / (1 + std::pow(tried[0] / x, tried[1])) : 0.0};
      });
    };
    for (const double power : powers)
      for (const double half : spaced_log(low / 10, high * 10, 40)) best.take({half, power}, attempt({half, power}));
    if (powers.size() > 1) refine(best, 1.5, attempt);
    return best;
  }
};

inline const std::vector<double> usual_powers{0.3, 0.6, 1, 1.5, 2, 3, 4.5, 7};

struct Emax : Effect {
  static constexpr const char *id = "emax", *label = "Emax", *equation = "E = E0 + Emax * C / (EC50 + C)",
                              *help =
                                  "A drug's effect over its concentration, from a baseline to a plateau (fix E0 = 0 "
                                  "where there is none). Concentrations on both sides of EC50 are needed.",
                              *special_case_of = "sigmoid_emax";
  static constexpr int parameter_count = 3;
  Param emax{"Emax", "Emax", "signal", -infinity, infinity, 100, "largest change of the effect"};
  Param ec50{"EC50", "EC50", "axis", 0, infinity, 1, "concentration of half of Emax"};

  template <class T, class X>
  T operator()(const X &x, const Params<T> &p) const {
    return p[e0] + p[emax] * part(x, p[ec50]);
  }
  void guess(const Curve &curve, const Start &p) const {
    const auto best = begin(curve, {1});
    p[e0] = best.linear[0];
    p[emax] = best.linear[1];
    p[ec50] = best.tried[0];
  }
};

struct SigmoidEmax : Effect {
  static constexpr const char *id = "sigmoid_emax", *label = "Sigmoid Emax",
                              *equation = "E = E0 + Emax * C^n / (EC50^n + C^n)",
                              *help =
                                  "As emax, and how steep the curve is: above 1 it is more all-or-none. The formula of "
                                  "hill with the words of pharmacology.";
  static constexpr int parameter_count = 4;
  Param emax{"Emax", "Emax", "signal", -infinity, infinity, 100, "largest change of the effect"};
  Param ec50{"EC50", "EC50", "axis", 0, infinity, 1, "concentration of half of Emax"};
  Param n{"n", "n", "1", 0.1, 10, 2, "Hill's coefficient: how steep"};
  Derived ec10{"EC10", "EC10", "axis"}, ec90{"EC90", "EC90", "axis"};

  template <class T, class X>
  T operator()(const X &x, const Params<T> &p) const {
    return p[e0] + p[emax] * part(x, p[ec50], p[n]);
  }
  void guess(const Curve &curve, const Start &p) const {
    const auto best = begin(curve, usual_powers);
    p[e0] = best.linear[0];
    p[emax] = best.linear[1];
    p[ec50] = best.tried[0];
    p[n] = best.tried[1];
  }
  void derive(const Params<double> &p, const DerivedValues &out) const {
    out[ec10] = p[ec50] * std::pow(9, -1 / p[n]);
    out[ec90] = p[ec50] * std::pow(9, 1 / p[n]);
  }
};

struct Imax : Effect {
  static constexpr const char *id = "imax", *label = "Inhibitory Emax",
                              *equation = "E = E0 * (1 - Imax * C / (IC50 + C))",
                              *help =
                                  "A drug that takes away a part of what is there without it; with Imax = 1 nothing is "
                                  "left at high concentrations.",
                              *special_case_of = "sigmoid_imax";
  static constexpr int parameter_count = 3;
  Param imax{"Imax", "Imax", "1", 0, 1, 0.8, "largest part that is taken away"};
  Param ic50{"IC50", "IC50", "axis", 0, infinity, 1, "concentration of half of Imax"};

  template <class T, class X>
  T operator()(const X &x, const Params<T> &p) const {
    return p[e0] * (1 - p[imax] * part(x, p[ic50]));
  }
  void guess(const Curve &curve, const Start &p) const {
    const auto best = begin(curve, {1});
    p[e0] = best.linear[0];
    p[imax] = -best.linear[1] / best.linear[0];
    p[ic50] = best.tried[0];
  }
};

struct SigmoidImax : Effect {
  static constexpr const char *id = "sigmoid_imax", *label = "Inhibitory sigmoid Emax",
                              *equation = "E = E0 * (1 - Imax * C^n / (IC50^n + C^n))",
                              *help = "As imax, and how steep the curve is.";
  static constexpr int parameter_count = 4;
  Param imax{"Imax", "Imax", "1", 0, 1, 0.8, "largest part that is taken away"};
  Param ic50{"IC50", "IC50", "axis", 0, infinity, 1, "concentration of half of Imax"};
  Param n{"n", "n", "1", 0.1, 10, 2, "Hill's coefficient: how steep"};
  Derived ic90{"IC90", "IC90", "axis"};

  template <class T, class X>
  T operator()(const X &x, const Params<T> &p) const {
    return p[e0] * (1 - p[imax] * part(x, p[ic50], p[n]));
  }
  void guess(const Curve &curve, const Start &p) const {
    const auto best = begin(curve, usual_powers);
    p[e0] = best.linear[0];
    p[imax] = -best.linear[1] / best.linear[0];
    p[ic50] = best.tried[0];
    p[n] = best.tried[1];
  }
  void derive(const Params<double> &p, const DerivedValues &out) const { out[ic90] = p[ic50] * std::pow(9, 1 / p[n]); }
};

}  // namespace gantry::pk
