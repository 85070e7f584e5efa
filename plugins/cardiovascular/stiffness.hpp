// SPDX-License-Identifier: Apache-2.0
// How an artery widens with pressure, and how fast a pulse wave runs in it: exponential models, Langewouters' arctangent,
// and Moens and Korteweg's wave speed with Hughes' modulus.
//
//   const gantry_model *model = gantry::model_table<cardiovascular::Langewouters>();     // axis: P; output: A
//
// Wave speeds derived from P and A are Bramwell and Hill's: c = sqrt(A / rho * dP/dA) (1922, Proc R Soc B 93:298).
#pragma once

#include "constants.hpp"

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <algorithm>
#include <cmath>

namespace cardiovascular {

struct BloodDensity : gantry::Constant {
  BloodDensity() : Constant("rho", "density of blood", "kg/m3", 1060) {}
};

// m/s, of a distensibility in 1/mmHg and a density in kg/m3.
inline double bramwell_hill(double distensibility, double density) {
  return std::sqrt(pascals_per_mmhg / (density * distensibility));
}

// What follows from an exponential law: P = Pref exp(coefficient (X / Xref - 1)), X a diameter or an area.
struct ExponentialArtery : gantry::Model {
  static constexpr const char *category = "cardiovascular";
  static constexpr int example_points = 30;

 protected:
  template <class T>
  GANTRY_INLINE static T law(const T &coefficient, const T &at_reference, double x) {
    return exp(coefficient * (x / at_reference - 1.0));
  }
  // ln P is a straight line over X: its slope is coefficient / Xref, and at Xref it is ln Pref.
  static void guess_law(const gantry::Curve &c, const gantry::AxisColumn &x, double reference, double &coefficient,
                        double &at_reference) {
    const auto line = gantry::log_line(c, c[x]);
    if (!line.found || !(line.slope > 0)) return;
    at_reference = line.x + (std::log(reference) - line.y) / line.slope;
    coefficient = line.slope * at_reference;
  }
};

struct DiameterExponential : ExponentialArtery {
  static constexpr const char
      *id = "artery_diameter",
      *label = "Pressure and diameter, exponential", *equation = "P = Pref * exp(beta * (D / Dref - 1))",
      *source =
          "Hayashi, Handa, Nagasawa, Okumura and Moritake 1980, J Biomech 13:175; Kawasaki et al. 1987, "
          "Cardiovasc Res 21:678 (stiffness index)",
      *help =
          "Pressure against outer or inner diameter over the heart's cycle; beta is the stiffness index, without a "
          "unit and little dependent on pressure. Pref only names the pressure at which Dref and what is derived "
          "hold. Ep is Peterson's modulus, dP/dD * D.";
  static constexpr int parameter_count = 2;
  gantry::AxisColumn d{"D", "diameter", "mm"};
  gantry::Constant reference{"Pref", "pressure at which Dref holds", "mm[Hg]", 100};
  BloodDensity density;
  gantry::Output pressure{"P", "pressure", "mm[Hg]"};
  gantry::Param beta{"beta", "beta", "1", 0.5, 30, 8, "stiffness index"};
  gantry::Param at{"Dref", "Dref", "mm", 2, 40, 7, "diameter at Pref"};
  gantry::Derived ep{"Ep", "Peterson's modulus", "mm[Hg]"}, distensibility{"DC", "distensibility", "/mm[Hg]"},
      compliance{"CC", "compliance", "mm2/mm[Hg]"}, speed{"PWV", "pulse-wave velocity", "m/s"};

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    return law(p[beta], p[at], x[d]) * k[reference];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { guess_law(c, d, c.k[reference], p[beta], p[at]); }
  void derive(const gantry::Params<double> &p, const gantry::Constants<double> &k,
              const gantry::DerivedValues &out) const {
    out[ep] = p[beta] * k[reference];
    out[distensibility] = 2 / out[ep];
    out[compliance] = out[distensibility] * pi / 4 * p[at] * p[at];
    out[speed] = bramwell_hill(out[distensibility], k[density]);
  }
  void example(const gantry::Example &e) const { e.spread(d, 6.7, 7.25); }
};

struct AreaExponential : ExponentialArtery {
  static constexpr const char *id = "artery_area", *label = "Pressure and area, exponential",
                              *equation = "P = Pref * exp(alpha * (A / Aref - 1))",
                              *source = "Meinders and Hoeks 2004, Ultrasound Med Biol 30:147, eq. 1",
                              *help =
                                  "Pressure against the area of the lumen over the heart's cycle. With Pref the "
                                  "diastolic pressure, Aref is the diastolic area, as the authors write it.";
  static constexpr int parameter_count = 2;
  gantry::AxisColumn a{"A", "area", "mm2"};
  gantry::Constant reference{"Pref", "pressure at which Aref holds", "mm[Hg]", 80};
  BloodDensity density;
  gantry::Output pressure{"P", "pressure", "mm[Hg]"};
  gantry::Param alpha{"alpha", "alpha", "1", 0.5, 12, 4, "rigidity"};
  gantry::Param at{"Aref", "Aref", "mm2", 6, 1000, 38, "area at Pref"};
  gantry::Derived distensibility{"DC", "distensibility", "/mm[Hg]"}, compliance{"CC", "compliance", "mm2/mm[Hg]"},
      speed{"PWV", "pulse-wave velocity", "m/s"};

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    return law(p[alpha], p[at], x[a]) * k[reference];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { guess_law(c, a, c.k[reference], p[alpha], p[at]); }
  void derive(const gantry::Params<double> &p, const gantry::Constants<double> &k,
              const gantry::DerivedValues &out) const {
    out[distensibility] = 1 / (p[alpha] * k[reference]);
    out[compliance] = out[distensibility] * p[at];
    out[speed] = bramwell_hill(out[distensibility], k[density]);
  }
  void example(const gantry::Example &e) const { e.spread(a, 36, 43); }
};

struct Langewouters : gantry::Model {
  static constexpr const char *
      id = "langewouters",
     *label = "Pressure and area, arctangent", *category = "cardiovascular",
     *equation = "A = Am * (1/2 + 1/pi * atan((P - P0) / P1))",
     *source = "Langewouters, Wesseling and Goedhard 1984, J Biomech 17:425, eq. 1",
     *help =
         "Area of an aorta over a wide range of pressure: a largest area, and a compliance that falls on both sides of "
         "P0. Within one heart beat the three parameters can hardly be told apart; fix Am by age and sex then.";
  static constexpr int example_points = 30;
  gantry::AxisColumn pressure{"P", "pressure", "mm[Hg]"};
  gantry::Constant reference{"Pref", "pressure at which the derived hold", "mm[Hg]", 100};
  BloodDensity density;
  gantry::Output area{"A", "area", "mm2"};
  gantry::Param am{"Am", "Am", "mm2", 0.1, 10000, 500, "largest area"};
  gantry::Param p0{"P0", "P0", "mm[Hg]", -50, 200, 40, "pressure at which compliance is largest"};
  gantry::Param p1{"P1", "P1", "mm[Hg]", 1, 200, 40, "half the width of the compliance's peak"};
  gantry::Derived largest{"Cm", "largest compliance", "mm2/mm[Hg]"}, compliance{"CC", "compliance", "mm2/mm[Hg]"},
      distensibility{"DC", "distensibility", "/mm[Hg]"}, speed{"PWV", "pulse-wave velocity", "m/s"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[am] * (0.5 + atan((x[pressure] - p[p0]) / p[p1]) * (1 / pi));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto range = gantry::extent(c, pressure);
    const double wide = std::max(range.span(), 1.0);
    const auto attempt = [&](double middle, double width) {
      return gantry::linear_fit<1>(
          c, [&](std::size_t i) { return std::array{0.5 + std::atan((c[pressure][i] - middle) / width) / pi}; });
    };
    gantry::Least<1, 2> best;
    for (const double middle : gantry::spaced(range.low - wide, range.high + wide / 2, 26))
      for (const double width : gantry::spaced_log(wide / 30, 5 * wide, 14))
        best.take({middle, width}, attempt(middle, width));
    p[am] = best.linear[0];
    p[p0] = best.tried[0];
    p[p1] = best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::Constants<double> &k,
              const gantry::DerivedValues &out) const {
    const double off = (k[reference] - p[p0]) / p[p1];
    out[largest] = p[am] / (pi * p[p1]);
    out[compliance] = out[largest] / (1 + off * off);
    out[distensibility] = out[compliance] / (p[am] * (0.5 + std::atan(off) / pi));
    out[speed] = bramwell_hill(out[distensibility], k[density]);
  }
  void example(const gantry::Example &e) const { e.spread(pressure, 0, 180); }
};

struct MoensKorteweg : gantry::Model {
  static constexpr const char
      *id = "moens_korteweg",
      *label = "Wave speed and pressure", *category = "cardiovascular",
      *equation = "PWV = sqrt(E * h / (rho * D)); E = E0 * exp(zeta * P)",
      *source =
          "Moens 1878, Die Pulscurve; Korteweg 1878, Ann Phys 241:525; Hughes, Babbs, Geddes and Bourland 1979, "
          "Ultrason Imaging 1:356 (E)",
      *help =
          "Pulse-wave velocity at some pressures, of an artery whose wall and lumen are known: Young's modulus of the "
          "wall, which grows with pressure. Fix zeta at 0 for Moens and Korteweg's equation alone.";
  gantry::AxisColumn pressure{"P", "pressure", "mm[Hg]"};
  gantry::Constant wall{"h", "thickness of the wall", "mm", 1}, lumen{"D", "inner diameter", "mm", 20};
  BloodDensity density;
  gantry::Output speed{"PWV", "pulse-wave velocity", "m/s"};
  gantry::Param e0{"E0", "E0", "kPa", 0.1, 1e5, 200, "Young's modulus at no pressure"};
  gantry::Param zeta{"zeta", "zeta", "/mm[Hg]", 0, 0.1, 0.017, "how it grows with pressure"};
  gantry::Derived at100{"E100", "Young's modulus at 100 mmHg", "kPa"};

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    return sqrt(p[e0] * (1000.0 * k[wall] / (k[density] * k[lumen]))) * exp(0.5 * p[zeta] * x[pressure]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto line = gantry::log_line(c, c[pressure]);
    if (!line.found) return;
    p[zeta] = std::max(0.0, 2 * line.slope);
    p[e0] = std::pow(line.level(p[zeta] / 2), 2) * c.k[density] * c.k[lumen] / (1000 * c.k[wall]);
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[at100] = p[e0] * std::exp(100 * p[zeta]);
  }
  void example(const gantry::Example &e) const { e.spread(pressure, 60, 140); }
};

}  // namespace cardiovascular
