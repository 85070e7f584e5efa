// SPDX-License-Identifier: Apache-2.0
// Pharmacokinetics: what becomes of a drug, from concentrations in the blood after doses.
#include <gantry/cpp/plugin.hpp>

#include "models.hpp"

namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.pharmacokinetics", *name = "Pharmacokinetics", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description = "One compartment: by mouth, into a vein, repeated, saturable elimination.";
};

}  // namespace

GANTRY_PLUGIN(About, gantry::pk::Oral, gantry::pk::OralLag, gantry::pk::Intravenous, gantry::pk::IntravenousSaturable)
