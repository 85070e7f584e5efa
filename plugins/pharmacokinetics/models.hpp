// SPDX-License-Identifier: Apache-2.0
// Linear kinetics: one to three compartments into a vein (at once or evenly), one and two by mouth (with a lag too).
//
//   const gantry_ode *model = gantry::ode_table<gantry::pk::Oral>();
//
// Doses, their durations and repeats are those of the fit: --dose time=0,amount=100,duration=2,every=12,count=6.
#pragma once

#include "compartments.hpp"

namespace gantry::pk {

struct Intravenous : Injected<OneBody<IntoVein>> {
  static constexpr const char *id = "iv1", *label = "One compartment, into a vein",
                              *equation = "blood' = -CL / V * blood; C = blood / V",
                              *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., eq. 1.4 and 1.45",
                              *help =
                                  "Bolus, or infusion for doses with a duration; first-order elimination. AUC is that "
                                  "of all doses until nothing is left.",
                              // Vmax / Km = CL where Km is far above all concentrations.
                                  *special_case_of = "iv1_mm iv2";
};

struct Intravenous2 : Injected<TwoBody<IntoVein>> {
  static constexpr const char *
      id = "iv2",
     *label = "Two compartments, into a vein",
     *equation = "blood' = -CL * C - Q * (C - tissue / V2); tissue' = Q * (C - tissue / V2); C = blood / V1",
     *source =
         "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 2 (k10 = CL / V1, k12 = Q / V1, k21 = Q / V2)",
     *help =
         "Bolus, or infusion for doses with a duration: the blood, and tissues that take the drug up and give it back. "
         "Early samples tell the distribution, late ones the terminal half-life. Compare with iv1.",
     *special_case_of = "iv3";
};

struct Intravenous3 : Injected<ThreeBody<IntoVein>> {
  static constexpr const char
      *id = "iv3",
      *label = "Three compartments, into a vein",
      *equation =
          "blood' = -CL * C - Q2 * (C - shallow / V2) - Q3 * (C - deep / V3); shallow' = Q2 * (C - shallow / V2); "
          "deep' = Q3 * (C - deep / V3); C = blood / V1",
      *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 2 and appendix B",
      *help =
          "Bolus, or infusion for doses with a duration: the blood, tissues that exchange with it quickly, and others "
          "that do so slowly (propofol, fentanyl). It asks for samples from minutes to days; compare with iv2.";
};

struct Oral : Swallowed<OneBody<ByMouth>> {
  static constexpr const char *id = "oral1", *label = "One compartment, by mouth",
                              *equation = "gut' = -ka * gut; blood' = ka * gut - CL / V * blood; C = blood / V",
                              *source =
                                  "Bateman 1910, Proc Camb Phil Soc 15:423; Gibaldi and Perrier 1982, "
                                  "Pharmacokinetics, 2nd ed., eq. 1.93",
                              *help =
                                  "First-order absorption and elimination. CL and V are those over the part that "
                                  "is absorbed. The curve stays the same when ka and CL/V change places (flip-flop): "
                                  "bound one of them.",
                              *special_case_of = "oral1_lag oral1_mm oral2";
};

struct OralLag : SwallowedLate<OneBody<ByMouth>> {
  static constexpr const char *id = "oral1_lag", *label = "One compartment, by mouth, with a lag",
                              *equation =
                                  "gut' = -ka * gut; blood' = ka * gut - CL / V * blood; C = blood / V; "
                                  "a dose comes tlag later",
                              *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., eq. 1.107",
                              *help = "As oral1, where absorption begins some time after the dose.",
                              *special_case_of = "oral2_lag";
};

struct Oral2 : Swallowed<TwoBody<ByMouth>> {
  static constexpr const char
      *id = "oral2",
      *label = "Two compartments, by mouth",
      *equation =
          "gut' = -ka * gut; blood' = ka * gut - CL * C - Q * (C - tissue / V2); tissue' = Q * (C - tissue / V2); "
          "C = blood / V1",
      *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 2 and appendix B",
      *help =
          "As oral1, with tissues that take the drug up and give it back. Absorption and distribution overlap: it asks "
          "for many samples around the peak. Compare with oral1.",
      *special_case_of = "oral2_lag";
};

struct Oral2Lag : SwallowedLate<TwoBody<ByMouth>> {
  static constexpr const char
      *id = "oral2_lag",
      *label = "Two compartments, by mouth, with a lag",
      *equation =
          "gut' = -ka * gut; blood' = ka * gut - CL * C - Q * (C - tissue / V2); tissue' = Q * (C - tissue / V2); "
          "C = blood / V1; a dose comes tlag later",
      *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 2 and appendix B",
      *help = "As oral2, where absorption begins some time after the dose.";
};

}  // namespace gantry::pk
