// SPDX-License-Identifier: Apache-2.0
// What becomes of a drug that is at once even in one volume V: by mouth, into a vein, with an enzyme that saturates.
//
//   const gantry_ode *model = gantry::ode_table<gantry::pk::Oral>();
#pragma once

#include <gantry/cpp/ode.hpp>

#include <cmath>

namespace gantry::pk {

// What models of the same body share, each by the names of its own members.

template <class M, class T>
void absorb_and_eliminate(const M &m, const Moment<T> &at, States<T> dy) {
  const T absorbed = at[m.ka] * at[m.gut];
  dy[m.gut] = -absorbed;
  dy[m.blood] = absorbed - at[m.cl] / at[m.v] * at[m.blood];
}

template <class M>
void derive_rates(const M &m, const Params<double> &p, const DerivedValues &out) {
  out[m.ke] = p[m.cl] / p[m.v];
  out[m.half_life] = std::log(2.0) / out[m.ke];
}

struct Oral : Ode {
  static constexpr const char *id = "oral1", *label = "One compartment, by mouth", *category = "pharmacokinetics",
                              *equation = "gut' = -ka * gut; blood' = ka * gut - CL / V * blood; C = blood / V",
                              *source =
                                  "Bateman 1910, Proc Camb Phil Soc 15:423; Gibaldi and Perrier 1982, "
                                  "Pharmacokinetics, 2nd ed., eq. 1.93",
                              *help =
                                  "First-order absorption and elimination. CL and V are those over the part that "
                                  "is absorbed. The curve stays the same when ka and CL/V change places (flip-flop): "
                                  "bound one of them.";
  AxisColumn time{"time", "time", "h"};
  Param ka{"ka", "ka", "/h", 1e-6, 1000, 1, "rate of absorption"};
  Param cl{"CL", "CL/F", "L/h", 1e-9, 1e6, 3, "clearance over the part that is absorbed"};
  Param v{"V", "V/F", "L", 1e-9, 1e6, 30, "volume of distribution over the part that is absorbed"};
  State gut{"gut", "amount in the gut", "mg"}, blood{"blood", "amount in the body", "mg"};
  Dosed by_mouth{"gut", "by mouth", gut};
  Output concentration{"C", "concentration", "mg/L"};
  Derived ke{"ke", "ke", "/h"}, half_life{"half_life", "t1/2", "h"};

  template <class T>
  void rhs(const Moment<T> &at, States<T> dy) const {
    absorb_and_eliminate(*this, at, dy);
  }
  template <class T>
  void outputs(const Moment<T> &at, Outputs<T> out) const {
    out[concentration] = at[blood] / at[v];
  }
  void derive(const Params<double> &p, const DerivedValues &out) const { derive_rates(*this, p, out); }
};

struct OralLag : Ode {
  static constexpr const char *id = "oral1_lag", *label = "One compartment, by mouth, with a lag",
                              *category = "pharmacokinetics",
                              *equation =
                                  "gut' = -ka * gut; blood' = ka * gut - CL / V * blood; C = blood / V; "
                                  "a dose comes tlag later",
                              *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., eq. 1.107",
                              *help = "As oral1, where absorption begins some time after the dose.";
  AxisColumn time{"time", "time", "h"};
  Param ka{"ka", "ka", "/h", 1e-6, 1000, 1, "rate of absorption"};
  Param cl{"CL", "CL/F", "L/h", 1e-9, 1e6, 3, "clearance over the part that is absorbed"};
  Param v{"V", "V/F", "L", 1e-9, 1e6, 30, "volume of distribution over the part that is absorbed"};
  Param tlag{"tlag", "tlag", "h", 0, 24, 0.2, "from dose to absorption"};
  State gut{"gut", "amount in the gut", "mg"}, blood{"blood", "amount in the body", "mg"};
  Dosed by_mouth{"gut", "by mouth", gut, {dose_lag(tlag)}};
  Output concentration{"C", "concentration", "mg/L"};
  Derived ke{"ke", "ke", "/h"}, half_life{"half_life", "t1/2", "h"};

  template <class T>
  void rhs(const Moment<T> &at, States<T> dy) const {
    absorb_and_eliminate(*this, at, dy);
  }
  template <class T>
  void outputs(const Moment<T> &at, Outputs<T> out) const {
    out[concentration] = at[blood] / at[v];
  }
  void derive(const Params<double> &p, const DerivedValues &out) const { derive_rates(*this, p, out); }
};

struct Intravenous : Ode {
  static constexpr const char *id = "iv1", *label = "One compartment, into a vein", *category = "pharmacokinetics",
                              *equation = "blood' = -CL / V * blood; C = blood / V",
                              *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., eq. 1.4 and 1.45",
                              *help = "Bolus, or infusion for doses with a duration; first-order elimination.";
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
};

struct IntravenousSaturable : Ode {
  static constexpr const char *id = "iv1_mm", *label = "One compartment, saturable elimination",
                              *category = "pharmacokinetics",
                              *equation = "blood' = -Vmax * C / (Km + C); C = blood / V",
                              *source =
                                  "Michaelis and Menten 1913, Biochem Z 49:333; Gibaldi and Perrier 1982, "
                                  "Pharmacokinetics, 2nd ed., eq. 7.6",
                              *help = "Into a vein; elimination by an enzyme that saturates (phenytoin, ethanol).";
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
};

}  // namespace gantry::pk
