// SPDX-License-Identifier: Apache-2.0
// Volumetric capnography of one expiration: dead spaces by Fowler, Bohr and Enghoff, slopes of phases II and III.
//
//   const Capnography c = capnography_of(volume, co2, 0.4, 0.8);     // phase III: from 40 to 80 % of the tidal volume
//   PluginBench(respiratory_entry).input("breath", table).run("capnography")
#pragma once

#include <gantry/cpp/tool.hpp>

#include <vector>

namespace respiratory {

struct Capnography {
  double tidal = 0;             // mL
  double level = 0, slope = 0;  // phase III: level + slope V; mmHg, mmHg/mL
  double airways = 0;           // Fowler's dead space, mL: equal areas on both sides of it
  double rise = 0;              // slope of phase II, between a quarter and three quarters of phase III's level, mmHg/mL
  double mixed = 0, alveolar = 0;  // mean of all that is expired; phase III in the middle of the alveolar gas, mmHg
  double end = 0;                  // at the end of the tidal volume, on phase III's line, mmHg
  double at(double volume) const { return level + slope * volume; }
  double bohr() const { return 1 - mixed / alveolar; }
};
// `volume` increases from the beginning of the expiration, mL; `co2` in mmHg. Throws gantry::Error where phase III has
// fewer than three points, or no dead space makes the areas equal.
Capnography capnography_of(const std::vector<double> &volume, const std::vector<double> &co2, double from, double to);

struct CapnographyTool : gantry::Tool {
  static constexpr const char *
      id = "capnography",
     *label = "Volumetric capnography", *category = "respiratory",
     *source =
         "Fowler 1948, Am J Physiol 154:405 (airways, equal areas); Bohr 1891, Skand Arch Physiol 2:236; Enghoff 1938, "
         "Ups Laekareforen Forh 44:191; Fletcher, Jonson, Cumming and Brew 1981, Br J Anaesth 53:77 (phases)",
     *help =
         "One expiration: its volume from 0 on and its carbon dioxide, or time, flow (out of the lung below 0) and "
         "carbon dioxide, of which the longest expiration is taken. Bohr's dead space is by the alveolar pressure that "
         "phase III gives; Enghoff's, by the arterial one, holds shunt and diffusion too. The model capnogram fits the "
         "whole curve instead.";
  gantry::TableInput breath{"breath", "Breath", "columns V (or time and flow) and PCO2"};
  gantry::Number from{"from", "From", "where phase III begins", "%", 40, {5, 95}};
  gantry::Number to{"to", "To", "where it ends", "%", 80, {10, 100}};
  gantry::Number arterial{"PaCO2", "Arterial", "carbon dioxide of arterial blood; 0: not known", "mm[Hg]", 0, {0, 200}};
  gantry::Number dry{"dry", "Dry pressure", "of the atmosphere without water vapour", "mm[Hg]", 713, {100, 1000}};
  gantry::TableOutput indices{"indices", "Indices", "volumes, pressures, slopes", {1e-9, 1e-9, 0}};
  gantry::FileOutput chart{"chart", "Chart", "the capnogram with phase III and the dead space"};

  void run(gantry::Job &job);
};

}  // namespace respiratory
