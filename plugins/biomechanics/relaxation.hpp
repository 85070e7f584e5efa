// SPDX-License-Identifier: Apache-2.0
// Stress that relaxes at constant strain: Prony series, standard linear solid, power law.
//
//   const gantry_model *model = gantry::model_table<biomechanics::Prony2>();
//
// A Prony series begins with the shortest time; each next one is so many times longer (1.5 or more): terms keep their
// places.
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/cpp/guess_exponentials.hpp>
#include <gantry/cpp/model.hpp>

#include <cmath>
#include <string>

namespace biomechanics {

inline constexpr const char *prony_source =
    "Ferry 1980, Viscoelastic Properties of Polymers, 3rd ed., chapter 1; Tschoegl 1989, The Phenomenological Theory "
    "of "
    "Linear Viscoelastic Behavior, chapter 3";
inline constexpr double shortest = 0.01, longest = 1e5, nearest = 1.5, longer = 100;  // s, s, and between two terms

struct Relaxing : gantry::Model {
  static constexpr const char *category = "biomechanics";
  gantry::AxisColumn t{"t", "time since the strain", "s"};
  gantry::Output g{"G", "stress or modulus"};
  void example(const gantry::Example &e) const { e.spread_log(t, 0.005, 2000); }
};

struct Prony1 : Relaxing {
  static constexpr const char
      *id = "prony1",
      *label = "Stress relaxation, 1 term", *equation = "G = Ginf + G1 * exp(-t / tau1)", *source = prony_source,
      *help =
          "Stress, or stress over strain, after a step of strain that is then held. Time counts from the end of the "
          "step; leave out the step itself. Real tissue mostly asks for more terms.",
      *special_case_of = "prony2 prony3";
  static constexpr int parameter_count = 3;
  gantry::Param rest{"Ginf", "G inf", "signal", 0, gantry::infinity, 1, "what is left in the end"};
  gantry::Param g1{"G1", "G1", "signal", 0, gantry::infinity, 1, "what relaxes"};
  gantry::Param tau1{"tau1", "tau1", "s", shortest, longest, 2, "relaxation time"};
  gantry::Derived g0{"G0", "G at t = 0", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[rest] + p[g1] * exp(-x[t] / p[tau1]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<1, true>(c, t, gantry::rates_in_view<1>(c, t, 40));
    p[g1] = best.linear[0];
    p[rest] = best.linear[1];
    p[tau1] = 1 / best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[g0] = p[rest] + p[g1]; }
};

struct Prony2 : Relaxing {
  static constexpr const char *
      id = "prony2",
     *label = "Stress relaxation, 2 terms",
     *equation = "G = Ginf + G1 * exp(-t / tau1) + G2 * exp(-t / tau2); tau2 = r2 * tau1", *source = prony_source,
     *help =
         "As prony1, with a quick and a slow relaxation. Times that are not within the data are not known: a slow term "
         "that has not ended can't be told from Ginf.",
     *special_case_of = "prony3";
  static constexpr int parameter_count = 5;
  gantry::Param rest{"Ginf", "G inf", "signal", 0, gantry::infinity, 1, "what is left in the end"};
  gantry::Param g1{"G1", "G1", "signal", 0, gantry::infinity, 1, "what relaxes quickly"};
  gantry::Param tau1{"tau1", "tau1", "s", shortest, longest, 0.5, "quick relaxation time"};
  gantry::Param g2{"G2", "G2", "signal", 0, gantry::infinity, 1, "what relaxes slowly"};
  gantry::Param r2{"r2", "tau2/tau1", "1", nearest, longer, 40, "how many times longer the slow relaxation takes"};
  gantry::Derived tau2{"tau2", "tau2", "s"}, g0{"G0", "G at t = 0", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T quick = x[t] / p[tau1];
    return p[rest] + p[g1] * exp(-quick) + p[g2] * exp(-quick / p[r2]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<2, true>(c, t, gantry::rates_in_view<2>(c, t, 18));
    p[g1] = best.linear[0];
    p[g2] = best.linear[1];
    p[rest] = best.linear[2];
    p[tau1] = 1 / best.tried[0];
    p[r2] = best.tried[0] / best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[tau2] = p[r2] * p[tau1];
    out[g0] = p[rest] + p[g1] + p[g2];
  }
};

struct Prony3 : Relaxing {
  static constexpr const char
      *id = "prony3",
      *label = "Stress relaxation, 3 terms",
      *equation =
          "G = Ginf + G1 * exp(-t / tau1) + G2 * exp(-t / tau2) + G3 * exp(-t / tau3); tau2 = r2 * tau1; "
          "tau3 = r3 * tau2",
      *source = prony_source,
      *help =
          "As prony1, with three relaxations: about one a decade of time is what data can tell. Measure over four "
          "decades of time, spaced by the logarithm.";
  static constexpr int parameter_count = 7;
  gantry::Param rest{"Ginf", "G inf", "signal", 0, gantry::infinity, 1, "what is left in the end"};
  gantry::Param g1{"G1", "G1", "signal", 0, gantry::infinity, 1, "what relaxes first"};
  gantry::Param tau1{"tau1", "tau1", "s", shortest, 100, 0.2, "shortest relaxation time"};
  gantry::Param g2{"G2", "G2", "signal", 0, gantry::infinity, 1, "what relaxes next"};
  gantry::Param r2{"r2", "tau2/tau1", "1", nearest, 30, 20, "how many times longer the second takes"};
  gantry::Param g3{"G3", "G3", "signal", 0, gantry::infinity, 1, "what relaxes last"};
  gantry::Param r3{"r3", "tau3/tau2", "1", nearest, 30, 20, "how many times longer still the third takes"};
  gantry::Derived tau2{"tau2", "tau2", "s"}, tau3{"tau3", "tau3", "s"}, g0{"G0", "G at t = 0", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T first = x[t] / p[tau1], second = first / p[r2];
    return p[rest] + p[g1] * exp(-first) + p[g2] * exp(-second) + p[g3] * exp(-second / p[r3]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<3, true>(c, t, gantry::rates_in_view<3>(c, t, 14));
    p[g1] = best.linear[0];
    p[g2] = best.linear[1];
    p[g3] = best.linear[2];
    p[rest] = best.linear[3];
    p[tau1] = 1 / best.tried[0];
    p[r2] = best.tried[0] / best.tried[1];
    p[r3] = best.tried[1] / best.tried[2];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[tau2] = p[r2] * p[tau1];
    out[tau3] = p[r3] * out[tau2];
    out[g0] = p[rest] + p[g1] + p[g2] + p[g3];
  }
  static constexpr int example_points = 80;
  void example(const gantry::Example &e) const { e.spread_log(t, 0.005, 1e5); }
};

struct StandardLinearSolid : gantry::Model {
  static constexpr const char
      *id = "standard_linear_solid",
      *label = "Standard linear solid, relaxing", *category = "biomechanics",
      *equation = "sigma = epsilon * (E1 + E2 * exp(-E2 * t / eta))",
      *source = "Zener 1948, Elasticity and Anelasticity of Metals; Fung 1993, Biomechanics, 2nd ed., chapter 2",
      *help =
          "A spring beside a spring and a damper in line, after a step of strain epsilon that is then held. The same "
          "curve as prony1, told by moduli and a viscosity.";
  gantry::AxisColumn t{"t", "time since the strain", "s"};
  gantry::Constant strain{"epsilon", "strain of the step", "1"};
  gantry::Output stress{"sigma", "stress"};
  gantry::Param e1{"E1", "E1", "signal", 0, gantry::infinity, 10, "modulus that remains"};
  gantry::Param e2{"E2", "E2", "signal", 0, gantry::infinity, 20, "modulus that relaxes"};
  gantry::Param eta{"eta", "eta", "signal.s", 0, gantry::infinity, 100, "viscosity"};
  gantry::Derived tau{"tau", "relaxation time", "s"};

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    return (p[e1] + p[e2] * exp(-x[t] * p[e2] / p[eta])) * k[strain];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<1, true>(c, t, gantry::rates_in_view<1>(c, t, 40));
    p[e2] = best.linear[0] / c.k[strain];
    p[e1] = best.linear[1] / c.k[strain];
    p[eta] = p[e2] / best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[tau] = p[eta] / p[e2]; }
  void example(const gantry::Example &e) const {
    e.spread(t, 0, 30);
    e[strain] = 0.05;
  }
};

struct PowerRelaxation : Relaxing {
  static constexpr const char
      *id = "power_relaxation",
      *label = "Stress relaxation, power law", *equation = "G = G1 * (t / t0)^(-n)",
      *source = "Nutting 1921, J Franklin Inst 191:679; Scott Blair 1947, J Colloid Sci 2:21",
      *help =
          "A straight line where both axes are logarithmic, as cells and soft tissue relax over many decades of time. "
          "Time counts from the strain and is above 0; G1 is the stress at the time t0.";
  static constexpr int parameter_count = 2;
  gantry::Constant t0{"t0", "time at which G is G1", "s", 1};
  gantry::Param g1{"G1", "G1", "signal", 0, gantry::infinity, 1, "stress at t0"};
  gantry::Param n{"n", "n", "1", 0, 1, 0.15, "0: a spring, 1: a liquid"};

  void prepare(const gantry::Setup &s) const {
    for (std::size_t i = 0; i < s.size(); ++i)
      if (!(s[t][i] > 0))
        throw gantry::Error("biomechanics.time", "the time is not above 0 at point " + std::to_string(i + 1))
            .hint("leave such points out with \"where\"");
  }
  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    return p[g1] * exp(p[n] * log(k[t0] / x[t]));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<1, 1> best;
    for (const double power : gantry::spaced(0, 1, 101))
      best.take({power}, gantry::linear_fit<1>(
                             c, [&](std::size_t i) { return std::array{std::pow(c.k[t0] / c[t][i], power)}; }));
    p[g1] = best.linear[0];
    p[n] = best.tried[0];
  }
};

}  // namespace biomechanics
