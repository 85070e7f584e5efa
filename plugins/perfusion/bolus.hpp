// SPDX-License-Identifier: Apache-2.0
// DSC: the passage of a bolus through the brain, from signal to relaxation rate, and from there to blood volume and flow.
//
//   PluginBench(perfusion_entry).input("series", rates).input("aif", artery).run("dsc")
#pragma once

#include <gantry/cpp/tool.hpp>

namespace perfusion {

struct RelaxationRate : gantry::Tool {
  static constexpr const char
      *id = "dsc_rate",
      *label = "Signal to relaxation rate (DSC)", *category = "perfusion",
      *source = "Rosen, Belliveau, Vevea and Brady 1990, Magn Reson Med 14:249",
      *help =
          "The change of R2* that a contrast agent makes: -log(S / S0) / TE, with S0 the mean of the images before the "
          "bolus. It is taken to be proportional to the concentration. Where the signal is not positive the result is "
          "NaN.";
  gantry::VolumeInput series{"series", "Series", "gradient echoes (or spin echoes, for R2), in the order of time"};
  gantry::Number te{"TE", "Echo time", "of the series", "ms", 30, {0.1, 1000}};
  gantry::Integer baseline{"baseline", "Baseline", "how many images are before the bolus", "1", 10, {1, 10000}};
  gantry::Integer skip{"skip", "Skip", "how many of them come before the steady state and are left out",
                       "1",    0,      {0, 9999}};
  gantry::VolumeOutput rate{"rate", "Change of R2*", "by the agent", "s-1", {1e-6, 1e-5, 0}};

  void run(gantry::Job &job);
};

struct Bolus : gantry::Tool {
  static constexpr const char *
      id = "dsc",
     *label = "Blood volume and flow (DSC)", *category = "perfusion",
     *source =
         "Østergaard, Weisskoff, Chesler, Gyldensted and Rosen 1996, Magn Reson Med 36:715; Wu et al. 2003, Magn Reson "
         "Med 50:164 (block-circulant, oscillation index); Boxerman, Schmainda and Weisskoff 2006, AJNR 27:859 "
         "(leakage)",
     *help =
         "CBV, CBF, MTT and Tmax by deconvolution of the tissue's curves with the arterial input, both in the unit "
         "that "
         "dsc_rate or spgr_concentration gives. With a mask of tissue that does not leak (reference), leakage is "
         "estimated for each voxel and taken off its curve. factor is (1 - Hct of arteries) / (1 - Hct of capillaries) "
         "/ "
         "density, 1 unless said (0.73 / 1.04 for 0.45 and 0.25). CBF is too low where flow is high and the artery "
         "blunt.";
  gantry::VolumeInput series{"series", "Series", "change of R2* or concentration; its fourth axis has a column time"};
  gantry::TableInput aif{"aif", "Arterial input", "columns time and Ca"};
  gantry::VolumeInput reference{"reference", "Reference tissue", "where nothing leaks: leakage is corrected for",
                                GANTRY_PORT_OPTIONAL | GANTRY_PORT_MASK};
  gantry::Choice method{"method",
                        "Method",
                        "how many singular values are kept",
                        {{"bsvd", "a fixed part of the largest", "block-circulant SVD"},
                         {"osvd", "by the oscillation index", "for each voxel as many as its noise allows"}}};
  gantry::Number cutoff{"cutoff", "Cut-off",    "singular values below this part of the largest are left out",
                        "1",      0.05,         {0.001, 0.9},
                        0,        "method=bsvd"};
  gantry::Number oscillation{
      "oscillation", "Oscillation index", "how much the residue may oscillate", "1", 0.035, {0.001, 1}, 0,
      "method=osvd"};
  gantry::Number factor{"factor", "Factor", "for haematocrit and density", "1", 1, {0.1, 2}};
  gantry::VolumeOutput cbv{"CBV", "Blood volume", "", "mL/dL", {1e-5, 1e-5, 0}};
  gantry::VolumeOutput cbf{"CBF", "Blood flow", "", "mL/min/dL", {1e-4, 1e-5, 0}};
  gantry::VolumeOutput mtt{"MTT", "Mean transit time", "CBV / CBF", "s", {1e-5, 1e-5, 0}};
  gantry::VolumeOutput tmax{"Tmax", "Tmax", "when the residue is largest", "s", {1e-5, 1e-5, 0}};
  gantry::VolumeOutput leakage{"K2",  "Leakage",       "K2, where there is a reference",
                               "s-1", {1e-6, 1e-5, 0}, GANTRY_PORT_OPTIONAL};

  void run(gantry::Job &job);
};

}  // namespace perfusion
