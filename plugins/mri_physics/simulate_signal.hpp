// SPDX-License-Identifier: Apache-2.0
// The magnetisation of one or several tissues through a sequence, over time.
//
//   PluginBench(mri_physics_entry).set("sequence", "cpmg").set("T2", 60.0).run("simulate_signal")
#pragma once

#include "asked_sequence.hpp"

#include <gantry/cpp/tool.hpp>

namespace mri_physics {

struct SimulateSignal : gantry::Tool {
  static constexpr const char
      *id = "simulate_signal",
      *label = "Bloch simulator: signal over time", *category = "mri_physics",
      *source =
          "Bloch 1946, Phys Rev 70:460; Jaynes 1955, Phys Rev 98:1099; Zur, Wood and Neuringer 1991, Magn Reson Med "
          "21:251 (RF spoiling)",
      *help =
          "Mx, My, Mz and the size of what lies across, in the rotating frame and as a receiver sees it that goes with "
          "the "
          "pulses' phase, from equilibrium through some repetitions of a sequence: solved exactly from event to event, "
          "and averaged over isochromats that gradients and T2' dephase. The sequence is one of five, or a table of "
          "events: duration [ms]; FA, phase [deg], shape (hard, sinc, gauss), TBW; gradient [mT/m]; echo, spoil (1: "
          "yes). "
          "Several tissues come as a table: name, T1, T2 [ms], PD, df [Hz], B1, T2prime [ms].";
  gantry::TableInput events{"events", "Events", "a sequence of your own, in place of the chosen one",
                            GANTRY_PORT_OPTIONAL};
  gantry::TableInput tissues{"tissues", "Tissues", "several, in place of the one below", GANTRY_PORT_OPTIONAL};
  AskedSequence asked;
  gantry::Number tr{"TR", "TR", "repetition time", "ms", 500, {0.1, 1e5}};
  gantry::Number te{"TE", "TE", "echo time, and echo spacing of CPMG", "ms", 20, {0, 1e4}};
  gantry::Number ti{"TI", "TI", "inversion time", "ms", 500, {0, 1e5}, 0, "sequence=inversion_recovery"};
  gantry::Number angle{"FA", "Flip angle", "of the gradient echoes", "deg", 30, {0, 360}};
  gantry::Number t1{"T1", "T1", "longitudinal relaxation time", "ms", 1000, {0.1, 1e6}};
  gantry::Number t2{"T2", "T2", "transverse relaxation time", "ms", 80, {0.01, 1e6}};
  gantry::Number pd{"PD", "PD", "proton density", "1", 1, {0, 1e9}};
  gantry::Number df{"df", "Off-resonance", "of the voxel", "Hz", 0, {-1e4, 1e4}};
  gantry::Number b1{"B1", "B1", "actual over wanted flip angle", "1", 1, {0, 4}};
  gantry::Number t2prime{"T2prime", "T2'", "of the spread of frequencies in the voxel; 0: none", "ms", 0, {0, 1e6}};
  gantry::Integer repetitions{"repetitions", "Repetitions", "of the sequence", "1", 3, {1, 10000}};
  gantry::Number step{"step", "Step", "between the rows of the table while nothing happens", "ms", 2, {0.001, 1e4}};
  gantry::Number width{"voxel", "Voxel",       "along the gradient of the events", "mm",
                       1,       {0.001, 1000}, GANTRY_PARAMETER_ADVANCED};
  gantry::TableOutput magnetisation{"magnetisation", "Magnetisation", "over time", {1e-9, 1e-9, 0}};
  gantry::TableOutput echoes{"echoes", "Echoes", "size and phase of each", {1e-9, 1e-9, 0}};

  void run(gantry::Job &job);
};

}  // namespace mri_physics
