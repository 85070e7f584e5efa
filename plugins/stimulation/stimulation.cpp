// SPDX-License-Identifier: Apache-2.0
// Electrical stimulation: how strong and how long a pulse must be, what a membrane answers, how far it spreads.
#include <gantry/cpp/plugin.hpp>

#include "cable.hpp"
#include "hodgkin_huxley.hpp"
#include "strength_duration.hpp"

namespace stimulation {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.stimulation", *name = "Stimulation", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description =
                                  "Strength and duration (Lapicque, Weiss), Hodgkin and Huxley, the passive cable.";
};

}  // namespace
}  // namespace stimulation

GANTRY_PLUGIN(stimulation::About, stimulation::Lapicque, stimulation::Weiss, stimulation::HodgkinHuxley,
              stimulation::CableSteady, stimulation::CableStep)
