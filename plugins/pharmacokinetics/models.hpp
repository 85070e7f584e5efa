// SPDX-License-Identifier: Apache-2.0
// What becomes of a drug that is at once even in one volume V: by mouth, into a vein, with an enzyme that saturates.
//
//   const gantry_ode *model = gantry::ode_table<gantry::pk::Oral>();
#pragma once

#include <gantry/cpp/ode.hpp>

#include <cmath>

#include "guess.hpp"

namespace gantry::pk {

// What models of linear elimination derive, by the names of their own members.
template <class M>
void derive_rates(const M &m, const Params<double> &p, const DerivedValues &out) {
  out[m.ke] = p[m.cl] / p[m.v];
  out[m.half_life] = std::log(2.0) / out[m.ke];
}

// First-order absorption and elimination; how a dose comes is said by the models that are so.
struct Absorbing : Ode {
  static constexpr const char *category = "pharmacokinetics";
  static constexpr int state_count = 2;
  static constexpr const char *example_options =
      R"({"doses": [{"time": 0, "amount": "Dose"}], "constants": {"Dose": 320}})";
  AxisColumn time{"time", "time", "h"};
  Param ka{"ka", "ka", "/h", 1e-6, 1000, 1, "rate of absorption"};
  Param cl{"CL", "CL/F", "L/h", 1e-9, 1e6, 3, "clearance over the part that is absorbed"};
  Param v{"V", "V/F", "L", 1e-9, 1e6, 30, "volume of distribution over the part that is absorbed"};
  State gut{"gut", "amount in the gut", "mg"}, blood{"blood", "amount in the body", "mg"};
  Output concentration{"C", "concentration", "mg/L"};
  Derived ke{"ke", "ke", "/h"}, half_life{"half_life", "t1/2", "h"};

  template <class T>
  void rhs(const Moment<T> &at, States<T> dy) const {
    const T absorbed = at[ka] * at[gut];
    dy[gut] = -absorbed;
    dy[blood] = absorbed - at[cl] / at[v] * at[blood];
  }
  template <class T>
  void outputs(const Moment<T> &at, Outputs<T> out) const {
    out[concentration] = at[blood] / at[v];
  }
  void derive(const Params<double> &p, const DerivedValues &out) const { derive_rates(*this, p, out); }
  void example(const Example &e) const { e.spread_log(time, 0.1, 24); }

 protected:
  Absorption begin(const Curve &c, const Doses &given, const Start &p, bool lags) const {
    const Course course(c, time, given);
    const double rate = course.elimination();
    const Absorption found = guess_absorption(course, rate, lags);
    p[ka] = found.ka;
    p[v] = found.volume;
    p[cl] = rate * found.volume;
    return found;
  }
};

struct Oral : Absorbing {
  static constexpr const char *id = "oral1", *label = "One compartment, by mouth",
                              *equation = "gut' = -ka * gut; blood' = ka * gut - CL / V * blood; C = blood / V",
                              *source =
                                  "Bateman 1910, Proc Camb Phil Soc 15:423; Gibaldi and Perrier 1982, "
                                  "Pharmacokinetics, 2nd ed., eq. 1.93",
                              *help =
                                  "First-order absorption and elimination. CL and V are those over the part that "
                                  "is absorbed. The curve stays the same when ka and CL/V change places (flip-flop): "
                                  "bound one of them.",
                              *special_case_of = "oral1_lag";
  static constexpr int parameter_count = 3;
  Dosed by_mouth{"gut", "by mouth", gut};

  void guess(const Curve &c, const Doses &given, const Start &p) const { begin(c, given, p, false); }
};

struct OralLag : Absorbing {
  static constexpr const char *id = "oral1_lag", *label = "One compartment, by mouth, with a lag",
                              *equation =
                                  "gut' = -ka * gut; blood' = ka * gut - CL / V * blood; C = blood / V; "
                                  "a dose comes tlag later",
                              *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., eq. 1.107",
                              *help = "As oral1, where absorption begins some time after the dose.";
  static constexpr int parameter_count = 4;
  Param tlag{"tlag", "tlag", "h", 0, 6, 0.2, "from dose to absorption"};
  Dosed by_mouth{"gut", "by mouth", gut, {dose_lag(tlag)}};

  void guess(const Curve &c, const Doses &given, const Start &p) const { p[tlag] = begin(c, given, p, true).lag; }
};

struct Intravenous : Ode {
  static constexpr const char *id = "iv1", *label = "One compartment, into a vein", *category = "pharmacokinetics",
                              *equation = "blood' = -CL / V * blood; C = blood / V",
                              *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., eq. 1.4 and 1.45",
                              *help = "Bolus, or infusion for doses with a duration; first-order elimination.",
                              // Vmax / Km = CL where Km is far above all concentrations.
                                  *special_case_of = "iv1_mm";
  static constexpr const char *example_options =
      R"({"doses": [{"time": 0, "amount": "Dose"}], "constants": {"Dose": 320}})";
  AxisColumn time{"time", "time", "h"};
  Param cl{"CL", "CL", "L/h", 1e-9, 1e6, 3, "clearance"};
  Param v{"V", "V", "L", 1e-9, 1e6, 30, "volume of distribution"};
  State blood{"blood", "amount in the body", "mg"};
  Dosed into_vein{"blood", "into a vein", blood};
  Output concentration{"C", "concentration", "mg/L"};
  Derived ke{"ke", "ke", "/h"}, half_life{"half_life", "t1/2", "h"};

  template <class T>
  void rhs(const Moment<T> &at, States<T> dy) const {
    dy[blood] = -at[cl] / at[v] * at[blood];
  }
  template <class T>
  void outputs(const Moment<T> &at, Outputs<T> out) const {
    out[concentration] = at[blood] / at[v];
  }
  void derive(const Params<double> &p, const DerivedValues &out) const { derive_rates(*this, p, out); }
  void example(const Example &e) const { e.spread_log(time, 0.1, 24); }
  void guess(const Curve &c, const Doses &given, const Start &p) const {
    const Course course(c, time, given);
    const double rate = course.elimination();
    p[v] = course
               .sized([&](double t, const gantry_ode_given &d) {
                 return d.amount * left_of_infusion(t - d.time, d.duration, rate);
               })
               .volume;
    p[cl] = rate * p[v];
  }
};

struct IntravenousSaturable : Ode {
  static constexpr const char *id = "iv1_mm", *label = "One compartment, saturable elimination",
                              *category = "pharmacokinetics",
                              *equation = "blood' = -Vmax * C / (Km + C); C = blood / V",
                              *source =
                                  "Michaelis and Menten 1913, Biochem Z 49:333; Gibaldi and Perrier 1982, "
                                  "Pharmacokinetics, 2nd ed., eq. 7.6",
                              *help = "Into a vein; elimination by an enzyme that saturates (phenytoin, ethanol).";
  static constexpr const char *example_options =
      R"({"doses": [{"time": 0, "amount": "Dose"}], "constants": {"Dose": 320}})";
  AxisColumn time{"time", "time", "h"};
  Param vmax{"Vmax", "Vmax", "mg/h", 1e-9, 1e6, 20, "most that is eliminated"};
  Param km{"Km", "Km", "mg/L", 1e-9, 1e6, 5, "concentration at half of it"};
  Param v{"V", "V", "L", 1e-9, 1e6, 30, "volume of distribution"};
  State blood{"blood", "amount in the body", "mg"};
  Dosed into_vein{"blood", "into a vein", blood};
  Output concentration{"C", "concentration", "mg/L"};
  Derived intrinsic{"CLint", "CLint", "L/h"};

  template <class T>
  void rhs(const Moment<T> &at, States<T> dy) const {
    const T c = at[blood] / at[v];
    dy[blood] = -at[vmax] * c / (at[km] + c);
  }
  template <class T>
  void outputs(const Moment<T> &at, Outputs<T> out) const {
    out[concentration] = at[blood] / at[v];
  }
  void derive(const Params<double> &p, const DerivedValues &out) const { out[intrinsic] = p[vmax] / p[km]; }
  void example(const Example &e) const { e.spread_log(time, 0.1, 24); }
  void guess(const Curve &c, const Doses &given, const Start &p) const {
    const Saturable found = guess_saturable(Course(c, time, given));
    p[vmax] = found.vmax;
    p[km] = found.km;
    p[v] = found.volume;
  }
};

}  // namespace gantry::pk
