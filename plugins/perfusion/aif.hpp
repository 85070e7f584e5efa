// SPDX-License-Identifier: Apache-2.0
// An arterial input as a table of time and Ca: of a population, at the times of a series, of a table, or equally spaced.
//
//   PluginBench(perfusion_entry).set("function", "parker").set("delay", 20.0).run("aif")
#pragma once

#include <gantry/cpp/tool.hpp>

#include <vector>

namespace perfusion {

struct Aif : gantry::Tool {
  static constexpr const char *
      id = "aif",
     *label = "Arterial input of a population", *category = "perfusion",
     *source =
         "Parker et al. 2006, Magn Reson Med 56:993, eq. 1; Georgiou et al. 2019, Magn Reson Med 81:1955, eq. 1; Tofts "
         "and Kermode 1991, Magn Reson Med 17:357 (Weinmann et al. 1984); McGrath et al. 2009, Magn Reson Med 61:1173",
     *help =
         "A table with the columns time and Ca for the models of perfusion, at the times of a series or a table if one "
         "is given. Ca is in plasma; what was published for whole blood is divided by 1 - Hct. Where the artery can be "
         "measured, that is better: a population has neither this patient's heart nor this injection.";
  gantry::VolumeInput series{"series", "Series", "take its times (fourth axis, column time)", GANTRY_PORT_OPTIONAL};
  gantry::TableInput times{"times", "Times", "take the column time of this table", GANTRY_PORT_OPTIONAL};
  gantry::Choice function{"function",
                          "Population",
                          "whose input",
                          {{"parker", "Parker 2006", "patients, fast injection"},
                           {"georgiou", "Georgiou 2019", "patients, high resolution in time, with recirculation"},
                           {"weinmann", "Weinmann 1984", "volunteers, without a first pass"},
                           {"mcgrath", "McGrath 2009", "rats"}}};
  gantry::Choice in{"in", "Concentration in", "what Ca is", {{"plasma", "plasma"}, {"blood", "whole blood"}}};
  gantry::Number hct{"hct", "Haematocrit", "cells in the blood", "1", 0.42, {0, 0.9}};
  gantry::Number delay{"delay", "Arrival", "when the bolus arrives, on the clock of the series", "s", 0, {-600, 3600}};
  gantry::Number dose{"dose", "Dose", "of the agent", "mmol/kg", 0.1, {0, 10}, 0, "function=weinmann"};
  gantry::Number step{"step", "Step", "between the points where no times are given", "s", 1, {0.01, 600}};
  gantry::Number duration{"duration", "Duration", "where no times are given", "s", 300, {1, 36000}};
  gantry::TableOutput aif{"aif", "Arterial input", "time and Ca", {0, 1e-12, 0}};

  void run(gantry::Job &job);

 private:
  std::vector<double> seconds() const;
};

}  // namespace perfusion
