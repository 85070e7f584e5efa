// SPDX-License-Identifier: Apache-2.0
// Oncology: how tumours grow, how cells survive radiation, and what becomes of tumour and healthy tissue.
#include <gantry/cpp/plugin.hpp>

#include "control.hpp"
#include "growth.hpp"
#include "survival.hpp"

namespace oncology {
namespace {

struct About : gantry::About {
  static constexpr const char
      *id = "org.gantry.oncology",
      *name = "Oncology", *version = "0.1.0", *vendor = "The Gantry authors", *licence = "Apache-2.0",
      *description =
          "Tumour growth; cell survival after radiation; control of tumours and harm to healthy "
          "tissue.",
      *intended_use = "Education and research. Not a medical device: not for prescribing dose.";
};

}  // namespace
}  // namespace oncology

GANTRY_PLUGIN(oncology::About, oncology::Exponential, oncology::Logistic, oncology::Gompertz, oncology::Bertalanffy,
              oncology::LinearQuadratic, oncology::FractionatedSurvival, oncology::ProtractedSurvival,
              oncology::LinearQuadraticLinear, oncology::HugKellerer, oncology::MultiTarget, oncology::PoissonControl,
              oncology::SteepControl, oncology::LymanKutcherBurman, oncology::RelativeSeriality)
