// SPDX-License-Identifier: Apache-2.0
// Cardiovascular: pressure and flow in arteries, the stiffness of their walls, the waves in them, and the heart that pumps.
#include <gantry/cpp/plugin.hpp>

#include "impedance.hpp"
#include "loop_tool.hpp"
#include "profiles.hpp"
#include "pulse_wave_tools.hpp"
#include "stiffness.hpp"
#include "windkessel.hpp"
#include "windkessel_record.hpp"

namespace cardiovascular {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.cardiovascular", *name = "Cardiovascular", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description =
                                  "Windkessels, input impedance, arterial stiffness, pulse waves, velocity profiles, "
                                  "pressure-volume loops.";
};

}  // namespace
}  // namespace cardiovascular

GANTRY_PLUGIN(cardiovascular::About, cardiovascular::Windkessel2, cardiovascular::Windkessel3,
              cardiovascular::Windkessel4, cardiovascular::Windkessel4Series, cardiovascular::Windkessel2Record,
              cardiovascular::Windkessel3Record, cardiovascular::Windkessel4Record,
              cardiovascular::Windkessel4SeriesRecord, cardiovascular::DiameterExponential,
              cardiovascular::AreaExponential, cardiovascular::Langewouters, cardiovascular::MoensKorteweg,
              cardiovascular::Poiseuille, cardiovascular::Womersley, cardiovascular::InputImpedance,
              cardiovascular::PressureVolumeLoops, cardiovascular::PulseWaveVelocity, cardiovascular::PressureWave,
              cardiovascular::ArterialStiffness)
