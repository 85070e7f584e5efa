// SPDX-License-Identifier: Apache-2.0
// Pharmacokinetics: what becomes of a drug, from concentrations in the blood after doses, and what it does there.
#include <gantry/cpp/plugin.hpp>

#include "effect.hpp"
#include "models.hpp"
#include "nca_tool.hpp"
#include "population.hpp"
#include "saturable.hpp"
#include "steady_state.hpp"

namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.pharmacokinetics", *name = "Pharmacokinetics", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description =
                                  "One to three compartments, by mouth and into a vein, repeated, saturable, in steady "
                                  "state; effects; non-compartmental analysis; population summary.";
};

}  // namespace

GANTRY_PLUGIN(About, gantry::pk::Oral, gantry::pk::OralLag, gantry::pk::Intravenous, gantry::pk::IntravenousSaturable,
              gantry::pk::Intravenous2, gantry::pk::Intravenous3, gantry::pk::Oral2, gantry::pk::Oral2Lag,
              gantry::pk::OralSaturable, gantry::pk::SteadyIntravenous, gantry::pk::SteadyIntravenous2,
              gantry::pk::SteadyOral, gantry::pk::Emax, gantry::pk::SigmoidEmax, gantry::pk::Imax,
              gantry::pk::SigmoidImax, gantry::pk::NcaTool, gantry::pk::PopulationTool)
