// SPDX-License-Identifier: Apache-2.0
// Signal to concentration for a dynamic series, or for the curves of a table.
//
//   PluginBench(perfusion_entry).input("series", dce).set("T10", 1400.0).set("TR", 4.0).run("spgr_concentration")
#pragma once

#include <gantry/cpp/tool.hpp>

#include <vector>

namespace perfusion {

// What both tools ask.
struct SpoiledEchoTool : gantry::Tool {
  static constexpr const char
      *category = "perfusion",
      *source = "Tofts 1997, J Magn Reson Imaging 7:91; Schabel and Parker 2008, Phys Med Biol 53:2345";
  gantry::Number repetition{"TR", "Repetition time", "of the dynamic series", "ms", 5, {0.1, 10000}};
  gantry::Number angle{"FA", "Flip angle", "of the dynamic series", "deg", 20, {0.1, 180}};
  gantry::Number relaxivity{"r1", "Relaxivity", "r1 of the agent at this field", "L/mmol/s", 4.5, {0.01, 100}};
  gantry::Number t10{"T10", "T1 before", "T1 of the tissue before the agent came", "ms", 1400, {1, 20000}};
  gantry::Integer baseline{"baseline", "Baseline", "how many points, from the first on, are before the agent",
                           "1",        5,          {1, 10000}};
  gantry::Integer skip{"skip", "Skip", "how many of them come before the steady state and are left out",
                       "1",    0,      {0, 9999}};

 protected:
  // The mean of the baseline; the points are those of one curve.
  template <class Value>
  double before(std::size_t points, Value value) const {
    double sum = 0;
    for (auto t = static_cast<std::size_t>(skip.value()); t < last(points); ++t) sum += value(t);
    return sum / static_cast<double>(last(points) - static_cast<std::size_t>(skip.value()));
  }
  // Refuses a baseline without points.
  void check(std::size_t points) const;

 private:
  std::size_t last(std::size_t points) const {
    const auto wanted = static_cast<std::size_t>(baseline.value());
    return wanted < points ? wanted : points;
  }
};

struct Concentration : SpoiledEchoTool {
  static constexpr const char
      *id = "spgr_concentration",
      *label = "Signal to concentration (SPGR)",
      *help =
          "The concentration of a contrast agent at each time, from spoiled gradient echoes, by the T1 before (a "
          "number, "
          "or a map as t1_vfa makes it) and the baseline. Where no concentration gives the signal the result is NaN. "
          "T2* is left out: at high concentrations (arteries) that makes it too low.";
  gantry::VolumeInput series{"series", "Dynamic series", "images in the order of time"};
  gantry::VolumeInput t10_map{"T10_map", "T1 map", "T1 before, in ms or s, instead of the number",
                              GANTRY_PORT_OPTIONAL};
  gantry::VolumeInput b1_map{"B1_map", "B1 map", "actual over wanted flip angle", GANTRY_PORT_OPTIONAL};
  gantry::VolumeOutput concentration{"concentration", "Concentration", "of the agent", "mmol/L", {1e-6, 1e-5, 0}};

  void run(gantry::Job &job);
};

struct TableConcentration : SpoiledEchoTool {
  static constexpr const char
      *id = "spgr_concentration_table",
      *label = "Signal to concentration (SPGR), table",
      *help =
          "As spgr_concentration for curves: every column of numbers but time is taken as a signal and becomes a "
          "concentration of the same name. For an artery give its T10 (blood: about 1440 ms at 1.5 T, 1650 ms at 3 T) "
          "and "
          "call the column Ca.";
  gantry::TableInput curves{"curves", "Curves", "a column for each curve, and time if it is there"};
  gantry::TableOutput concentrations{"concentrations", "Concentrations", "of the agent, mmol/L", {1e-9, 1e-9, 0}};

  void run(gantry::Job &job);
};

}  // namespace perfusion
