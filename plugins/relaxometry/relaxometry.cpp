// SPDX-License-Identifier: Apache-2.0
// Relaxometry: how fast magnetisation decays and comes back.
#include <gantry/cpp/plugin.hpp>

#include "decay.hpp"
#include "double_angle.hpp"
#include "flip_angle.hpp"
#include "recovery.hpp"

namespace relaxometry {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.relaxometry", *name = "Relaxometry", *version = "0.2.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description = "T2, T2* and T1: echoes, inversion, saturation, Look-Locker, flip angles.";
};

}  // namespace
}  // namespace relaxometry

GANTRY_PLUGIN(relaxometry::About, relaxometry::DoubleAngle, relaxometry::T2Star, relaxometry::T2StarOffset,
              relaxometry::T2, relaxometry::T2Offset, relaxometry::InversionRecovery,
              relaxometry::InversionRecoveryMagnitude, relaxometry::InversionRecoveryIdeal,
              relaxometry::SaturationRecovery, relaxometry::LookLocker, relaxometry::Molli,
              relaxometry::VariableFlipAngle)
