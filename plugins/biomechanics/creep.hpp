// SPDX-License-Identifier: Apache-2.0
// Strain that grows under constant stress: chains of Kelvin and Voigt.
//
//   const gantry_model *model = gantry::model_table<biomechanics::KelvinVoigt2>();
#pragma once

#include "relaxation.hpp"

namespace biomechanics {

inline constexpr const char *creep_source =
    "Tschoegl 1989, The Phenomenological Theory of Linear Viscoelastic Behavior, chapter 3; Findley, Lai and Onaran "
    "1976, "
    "Creep and Relaxation of Nonlinear Viscoelastic Materials, chapter 5";

struct Creeping : gantry::Model {
  static constexpr const char *category = "biomechanics";
  gantry::AxisColumn t{"t", "time since the load", "s"};
  gantry::Output j{"J", "strain or compliance"};
  void example(const gantry::Example &e) const { e.spread_log(t, 0.005, 2000); }
};

struct KelvinVoigt1 : Creeping {
  static constexpr const char *id = "creep1", *label = "Creep, 1 term",
                              *equation = "J = J0 + J1 * (1 - exp(-t / tau1))", *source = creep_source,
                              *help =
                                  "Strain, or strain over stress, after a load that is then held: what gives at once, "
                                  "and what gives in time. Leave out the loading itself.",
                              *special_case_of = "creep2";
  static constexpr int parameter_count = 3;
  gantry::Param j0{"J0", "J0", "signal", 0, gantry::infinity, 0.5, "at once"};
  gantry::Param j1{"J1", "J1", "signal", 0, gantry::infinity, 1, "in time"};
  gantry::Param tau1{"tau1", "tau1", "s", shortest, longest, 2, "retardation time"};
  gantry::Derived all{"Jinf", "J in the end", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[j0] - p[j1] * expm1(-x[t] / p[tau1]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<1, true>(c, t, gantry::rates_in_view<1>(c, t, 40));
    p[j1] = -best.linear[0];
    p[j0] = best.linear[1] - p[j1];
    p[tau1] = 1 / best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[all] = p[j0] + p[j1]; }
};

struct KelvinVoigt2 : Creeping {
  static constexpr const char
      *id = "creep2",
      *label = "Creep, 2 terms",
      *equation = "J = J0 + J1 * (1 - exp(-t / tau1)) + J2 * (1 - exp(-t / tau2)); tau2 = r2 * tau1",
      *source = creep_source,
      *help =
          "As creep1, with a quick and a slow term. A slow term that has not come to its end within the data is known "
          "by its rate alone, J2 / tau2.";
  static constexpr int parameter_count = 5;
  gantry::Param j0{"J0", "J0", "signal", 0, gantry::infinity, 0.5, "at once"};
  gantry::Param j1{"J1", "J1", "signal", 0, gantry::infinity, 1, "quickly"};
  gantry::Param tau1{"tau1", "tau1", "s", shortest, longest, 0.5, "quick retardation time"};
  gantry::Param j2{"J2", "J2", "signal", 0, gantry::infinity, 1, "slowly"};
  gantry::Param r2{"r2", "tau2/tau1", "1", nearest, longer, 40, "how many times longer the slow term takes"};
  gantry::Derived tau2{"tau2", "tau2", "s"}, all{"Jinf", "J in the end", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T quick = x[t] / p[tau1];
    return p[j0] - p[j1] * expm1(-quick) - p[j2] * expm1(-quick / p[r2]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<2, true>(c, t, gantry::rates_in_view<2>(c, t, 18));
    p[j1] = -best.linear[0];
    p[j2] = -best.linear[1];
    p[j0] = best.linear[2] - p[j1] - p[j2];
    p[tau1] = 1 / best.tried[0];
    p[r2] = best.tried[0] / best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[tau2] = p[r2] * p[tau1];
    out[all] = p[j0] + p[j1] + p[j2];
  }
};

}  // namespace biomechanics
