// SPDX-License-Identifier: Apache-2.0
// Perfusion: blood and contrast agent in tissue, from the course of the signal after an injection.
#include <gantry/cpp/plugin.hpp>

#include "aif.hpp"
#include "bolus.hpp"
#include "concentration.hpp"
#include "curve_shape.hpp"
#include "exchange.hpp"
#include "phases.hpp"
#include "tofts.hpp"

namespace perfusion {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.perfusion", *name = "Perfusion", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description = "DCE and DSC: concentrations, arterial inputs, exchange models, SVD.";
};

}  // namespace
}  // namespace perfusion

GANTRY_PLUGIN(perfusion::About, perfusion::Aif, perfusion::Concentration, perfusion::TableConcentration,
              perfusion::EnhancementRatio, perfusion::CurveShape, perfusion::RelaxationRate, perfusion::Bolus,
              perfusion::Tofts, perfusion::ExtendedTofts, perfusion::Patlak, perfusion::Exchange,
              perfusion::UptakeModel)
