// SPDX-License-Identifier: Apache-2.0
// The tool that measures on pressure-volume loops; the measuring itself is in loops.hpp.
//
//   PluginBench(cardiovascular_entry).input("loops", table).run("pressure_volume_loops")
#pragma once

#include <gantry/cpp/tool.hpp>

namespace cardiovascular {

struct PressureVolumeLoops : gantry::Tool {
  static constexpr const char *
      id = "pressure_volume_loops",
     *label = "Pressure-volume loops", *category = "cardiovascular",
     *source =
         "Suga, Sagawa and Shoukas 1973, Circ Res 32:314 (Ees); Kono et al. 1984, Circulation 70:1057 (V0 by "
         "repeating); "
         "Sunagawa, Maughan, Burkhoff and Sagawa 1983, Am J Physiol 245:H773 (Ea); Glower et al. 1985, Circulation "
         "71:994 (PRSW); Weiss, Frederiksen and Weisfeldt 1976, J Clin Invest 58:751 (tau)",
     *help =
         "Volume and pressure of a ventricle through one beat, or through some at different filling (caval occlusion). "
         "Beats are told apart by a column beat, or else by their upstrokes. From three beats of different volume on, "
         "ESPVR (Ees, V0), EDPVR (P = A exp(b V), at the loops' lower right corners) and PRSW are found; with fewer, "
         "V0 is what is assumed and Ees the ratio of pressure to volume above it. Close the chest, pause the "
         "breathing: "
         "both bend the lines.";
  gantry::TableInput loops{"loops", "Loops", "columns time, volume and pressure; beat tells beats apart"};
  gantry::Number assumed{"V0", "V0", "where beats are too few to find it", "mL", 0, {-500, 500}};
  gantry::TableOutput beats{"beats", "Beats", "what each loop says", {1e-9, 1e-9, 0}};
  gantry::TableOutput indices{"indices", "Indices", "means of the beats, and their lines", {1e-9, 1e-9, 0}};
  gantry::FileOutput chart{"chart", "Chart", "the loops with ESPVR and EDPVR"};

  void run(gantry::Job &job);
};

}  // namespace cardiovascular
