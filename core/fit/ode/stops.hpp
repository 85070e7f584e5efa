// SPDX-License-Identifier: Apache-2.0
// Where a solution has to stop: a dose comes, an infusion begins or ends, an input bends. With how each depends on the
// sought parameters, since a lag moves a dose.
//
//   for (const Stop &stop : stops_of(system)) { …; apply(stop, system, z); }
#pragma once

#include <core/fit/ode/system.hpp>

#include <vector>

namespace gantry::core::fit {

struct Stop {
  enum Kind { knot, bolus, begin, end };
  double time = 0;
  Kind kind = knot;
  std::size_t index = 0;      // knot: the interval that begins; else the state
  double amount = 0;          // bolus: what is added; begin and end: by time
  std::vector<double> moves;  // of the time, by column; empty: it stands
  std::vector<double> grows;  // of the amount, by column
};

// By time; of one time: what ends, what begins, doses.
std::vector<Stop> stops_of(const OdeSystem &system);

// Carries z across, derivatives included: at a time that moves by t', S+ = S- + da/dp + (f- - f+) t'.
void apply(const Stop &stop, OdeSystem &system, OdeVector &z);

}  // namespace gantry::core::fit
