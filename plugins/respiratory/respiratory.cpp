// SPDX-License-Identifier: Apache-2.0
// Respiratory: mechanics of the ventilated lung, its dead space, and how breathing moves the heart's rate.
#include <gantry/cpp/plugin.hpp>

#include "capnography.hpp"
#include "curves.hpp"
#include "mechanics.hpp"
#include "sinus_arrhythmia.hpp"

namespace respiratory {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.respiratory", *name = "Respiratory", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description =
                                  "Resistance and elastance, pressure-volume curves, volumetric capnography, "
                                  "respiratory sinus arrhythmia.";
};

}  // namespace
}  // namespace respiratory

GANTRY_PLUGIN(respiratory::About, respiratory::SingleCompartment, respiratory::Rohrer, respiratory::VolumeElastance,
              respiratory::NonlinearCompartment, respiratory::SigmoidPressureVolume, respiratory::Capnogram,
              respiratory::SinusArrhythmia, respiratory::CapnographyTool)
