// SPDX-License-Identifier: Apache-2.0
// Non-compartmental analysis of a table of courses: quantities of each subject, the samples that were used, a chart.
//
//   PluginBench(pharmacokinetics_entry).input("samples", table).run("nca").tables.at("quantities")
#pragma once

#include <gantry/cpp/tool.hpp>

namespace gantry::pk {

struct NcaTool : gantry::Tool {
  static constexpr const char *
      id = "nca",
     *label = "Non-compartmental analysis", *category = "pharmacokinetics",
     *source =
         "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 11 and appendix D; Gabrielsson and Weiner 2012, "
         "Methods Mol Biol 929:377",
     *help =
         "Area under the curve, terminal half-life, clearance, residence time and volumes of each subject, without a "
         "model, after a single dose. The terminal slope is that of the last three or more samples behind the peak "
         "whose adjusted R2 is best; the chart shows them. After doses that are not into a vein clearance and volume "
         "are those over the part that is absorbed (CL/F), the residence time holds absorption, and there is no Vss. "
         "Samples below 0 and before the dose are left out; where more than 20 % of the area is extrapolated, take "
         "the results with care.";
  gantry::TableInput samples{"samples", "Samples", "a row for each sample: subject, time, concentration; dose, route"};
  gantry::Text subject{"subject", "Subject", "its column; where there is none all rows are one subject", "subject"};
  gantry::Text time{"time", "Time", "its column: since the beginning of the dose", "time"};
  gantry::Text concentration{"concentration", "Concentration", "its column", "conc"};
  gantry::Text dose{"dose", "Dose", "its column: the amount on any or all rows of the subject", "dose"};
  gantry::Text routes{"route_column", "Column of the route",
                      "in words: oral, extravascular, bolus, infusion; where it is missing, the choice below", "route"};
  gantry::Number amount{"amount", "Dose of all", "where no column says it; 0: not known", "1", 0, {0, 1e12}};
  gantry::Text amount_unit{"dose_unit", "Unit of the dose", "where its column says none: mg", ""};
  gantry::Choice route{"route",
                       "Route",
                       "how the dose came",
                       {{"extravascular", "by mouth, or otherwise not into a vein"},
                        {"bolus", "into a vein, at once"},
                        {"infusion", "into a vein, evenly"}}};
  gantry::Number duration{"duration", "Infusion", "how long it went on, in the unit of time", "1", 0, {0, 1e6}};
  gantry::Choice rule{"rule",
                      "Trapezoids",
                      "how the area between samples is taken",
                      {{"linear_log", "linear up, logarithmic down"}, {"linear", "linear"}}};
  gantry::Integer fewest{"fewest", "Fewest samples", "of the terminal slope", "1", 3, {3, 100}};
  gantry::TableOutput quantities{"quantities", "Quantities", "a row for each subject", {1e-12, 1e-9, 0}};
  gantry::TableOutput used{
      "used", "Samples used", "which make the terminal slope, and the line through them", {1e-12, 1e-9, 0}};
  gantry::FileOutput chart{"chart", "Chart", "the courses with their terminal slopes, SVG"};

  void run(gantry::Job &job);
};

}  // namespace gantry::pk
