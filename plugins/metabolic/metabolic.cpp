// SPDX-License-Identifier: Apache-2.0
// Metabolism: glucose and insulin after an intravenous glucose load, and indices of insulin resistance at rest.
#include <gantry/cpp/plugin.hpp>

#include "indices.hpp"
#include "minimal.hpp"

namespace metabolic {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.metabolic", *name = "Metabolism", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description = "Minimal models of glucose and insulin, HOMA and QUICKI.";
};

}  // namespace
}  // namespace metabolic

GANTRY_PLUGIN(metabolic::About, metabolic::GlucoseMinimal, metabolic::InsulinMinimal, metabolic::InsulinIndices)
