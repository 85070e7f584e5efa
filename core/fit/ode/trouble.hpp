// SPDX-License-Identifier: Apache-2.0
// Why equations can't be solved with some values of their parameters: thrown inside a solution, told in words.
//
//   throw OdeTrouble{OdeTrouble::rate, 3.2, 0};   // the rate of the first state is no number at that time
//   words_of(trouble, ode)   // {"the rate of \"gut\" is no number at time 3.2 h", "start elsewhere …"}
#pragma once

#include <core/result.hpp>
#include <gantry/ode.h>
#include <cstddef>

namespace gantry::core::fit {

struct OdeTrouble {
  enum Kind {
    initial,    // a state begins with no number
    rate,       // a rate is no number
    runs_away,  // no step is short enough
    too_long,   // too many steps
    output,     // an output is no number
    grazing,    // an event's function touches 0 without going through
    before,     // a dose comes before the beginning
    cancelled
  };
  Kind kind;
  double time;
  std::size_t index;  // of the state, the output or the event
};

// Message and hint of an error.
Error words_of(const OdeTrouble &trouble, const gantry_ode &ode);

}  // namespace gantry::core::fit
