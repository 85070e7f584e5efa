// SPDX-License-Identifier: Apache-2.0
// Biomechanics: how soft materials answer stretch, and how that fades with time.
#include <gantry/cpp/plugin.hpp>

#include "biaxial.hpp"
#include "creep.hpp"
#include "invariants.hpp"
#include "ogden.hpp"
#include "relaxation.hpp"

namespace biomechanics {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.biomechanics", *name = "Biomechanics", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description =
                                  "Hyperelastic solids in uniaxial, equibiaxial, planar, shear and biaxial tests; "
                                  "stress relaxation and creep.";
};

}  // namespace
}  // namespace biomechanics

GANTRY_PLUGIN(biomechanics::About, biomechanics::NeoHooke, biomechanics::MooneyRivlin, biomechanics::Yeoh,
              biomechanics::Demiray, biomechanics::Ogden1, biomechanics::Ogden2, biomechanics::Ogden3,
              biomechanics::NeoHookeBiaxial, biomechanics::FungBiaxial, biomechanics::OneFibreFamily,
              biomechanics::TwoFibreFamilies, biomechanics::Prony1, biomechanics::Prony2, biomechanics::Prony3,
              biomechanics::StandardLinearSolid, biomechanics::PowerRelaxation, biomechanics::KelvinVoigt1,
              biomechanics::KelvinVoigt2)
