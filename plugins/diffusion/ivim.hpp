// SPDX-License-Identifier: Apache-2.0
// Blood in capillaries beside diffusion (intravoxel incoherent motion): all at once, and with one coefficient known.
//
//   S = S0 * (f * exp(-b * Dstar) + (1 - f) * exp(-b * D))
#pragma once

#include "guess.hpp"

#include <algorithm>

namespace diffusion {

struct Ivim : gantry::Model {
  static constexpr const char *
      id = "ivim",
     *label = "IVIM", *category = "diffusion", *equation = "S = S0 * (f * exp(-b * Dstar) + (1 - f) * exp(-b * D))",
     *source = "Le Bihan, Breton, Lallemand, Aubin, Vignaud and Laval-Jeantet 1988, Radiology 168:497",
     *help =
         "All four parameters at once, beginning from the segmented fit (D from b of 200 s/mm2 and above, then the "
         "rest). It takes several b-values below 100 and little noise; where D* scatters, use ivim_given_d (the second "
         "step of a segmented fit) or ivim_fixed_dstar.";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at b = 0"};
  gantry::Param f{"f", "f", "1", 0, 1, 0.1, "perfusion fraction"};
  gantry::Param fast{"Dstar", "D*", "mm2/s", 0.003, 0.5, 0.02, "pseudo-diffusion coefficient"};
  gantry::Param slow{"D", "D", "mm2/s", 0, 0.005, 0.001, "diffusion coefficient of tissue"};
  gantry::Derived flow{"fDstar", "f D*", "mm2/s"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * (p[f] * exp(-x[b] * p[fast]) + (1 - p[f]) * exp(-x[b] * p[slow]));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const Perfused found = segmented(c, c[b], 0, 0);
    p[s0] = found.s0;
    p[f] = found.f;
    p[fast] = found.fast;
    p[slow] = found.slow;
  }
  void example(const gantry::Example &e) const { e.spread_log(b, 1, 1000); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[flow] = p[f] * p[fast]; }
};

struct IvimGivenD : gantry::Model {
  static constexpr const char
      *id = "ivim_given_d",
      *label = "IVIM, D given (segmented)", *category = "diffusion",
      *equation = "S = S0 * (f * exp(-b * Dstar) + (1 - f) * exp(-b * D))",
      *source = "Le Bihan et al. 1988, Radiology 168:497; Sigmund et al. 2011, Magn Reson Med 65:1437 (segmented)",
      *help =
          "The second step of a segmented fit: D is given, as a number or as the map that adc makes of the points with "
          "b of 200 s/mm2 and above (where b is 200 to 1000). Steadier than all at once where there is noise; f is too "
          "low where blood is still seen at b = 200.",
      *special_case_of = "ivim";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Constant slow{"D", "diffusion coefficient of tissue", "mm2/s"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at b = 0"};
  gantry::Param f{"f", "f", "1", 0, 1, 0.1, "perfusion fraction"};
  gantry::Param fast{"Dstar", "D*", "mm2/s", 0.003, 0.5, 0.02, "pseudo-diffusion coefficient"};
  gantry::Derived flow{"fDstar", "f D*", "mm2/s"};

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    return p[s0] * (p[f] * exp(-x[b] * p[fast]) + (1 - p[f]) * exp(-(k[slow] * x[b])));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const Perfused found = segmented(c, c[b], std::max(c.k[slow], 1e-9), 0);
    p[s0] = found.s0;
    p[f] = found.f;
    p[fast] = found.fast;
  }
  void example(const gantry::Example &e) const {
    e.spread_log(b, 1, 1000);
    e[slow] = 0.001;
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[flow] = p[f] * p[fast]; }
};

struct IvimFixedDstar : gantry::Model {
  static constexpr const char *
      id = "ivim_fixed_dstar",
     *label = "IVIM, D* given", *category = "diffusion",
     *equation = "S = S0 * (f * exp(-b * Dstar) + (1 - f) * exp(-b * D))",
     *source = "Le Bihan et al. 1988, Radiology 168:497",
     *help =
         "IVIM with a known D* (constant Dstar, 0.02 mm2/s unless said): where the few b-values below 100 s/mm2 or the "
         "noise don't tell D*. f depends on the D* that was taken: compare only what was fitted with the same.",
     *special_case_of = "ivim";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Constant fast{"Dstar", "pseudo-diffusion coefficient", "mm2/s", 0.02};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at b = 0"};
  gantry::Param f{"f", "f", "1", 0, 1, 0.1, "perfusion fraction"};
  gantry::Param slow{"D", "D", "mm2/s", 0, 0.005, 0.001, "diffusion coefficient of tissue"};

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    return p[s0] * (p[f] * exp(-(k[fast] * x[b])) + (1 - p[f]) * exp(-x[b] * p[slow]));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const Perfused found = segmented(c, c[b], 0, std::max(c.k[fast], 1e-9));
    p[s0] = found.s0;
    p[f] = found.f;
    p[slow] = found.slow;
  }
  void example(const gantry::Example &e) const { e.spread_log(b, 1, 1000); }
};

}  // namespace diffusion
