// SPDX-License-Identifier: Apache-2.0
// MRI physics: what a sequence makes of tissue, by the Bloch equations and by extended phase graphs, and back.
#include <gantry/cpp/plugin.hpp>

#include "cpmg.hpp"
#include "simulate_image.hpp"
#include "simulate_signal.hpp"
#include "slice_profile.hpp"
#include "steady_state.hpp"
#include "train.hpp"

namespace mri_physics {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.mri_physics", *name = "MRI physics", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description = "Bloch simulator, extended phase graphs, and models of what they say.",
                              *intended_use =
                                  "Education and research. Not a medical device: not for the safety of a "
                                  "sequence on a scanner.";
};

}  // namespace
}  // namespace mri_physics

GANTRY_PLUGIN(mri_physics::About, mri_physics::SimulateSignal, mri_physics::SimulateImage, mri_physics::SliceProfile,
              mri_physics::SpinEcho, mri_physics::InversionSpinEcho, mri_physics::SpoiledEcho,
              mri_physics::BalancedEcho, mri_physics::Cpmg, mri_physics::BalancedTrain, mri_physics::SpoiledTrain)
