// SPDX-License-Identifier: Apache-2.0
// The doses of a fit, out of its options and of the table on its port "doses", in the units of the model.
//
//   GANTRY_TRY(doses, read_doses(ode, job));
//   doses[0].amount
//
// Each dose says time, amount and, where it matters, into (which place of the model), duration (an infusion), every and
// count (so many doses, that long apart). Numbers are in the model's units or name their own: "100 mg", "2 h". An amount
// may be the name of a constant instead: a column of the data, or the option "constants". A table has the same names as
// columns, and may have the column of the option "group" to say whose each dose is.
#pragma once

#include <core/fit/job.hpp>
#include <gantry/ode.h>

namespace gantry::core::fit {

struct Dose {
  std::size_t place = 0;  // of the model's doses
  double time = 0, amount = 0, duration = 0;
  std::string constant;  // that is the amount; "": it is known
  std::string curve;     // the one that it is given in; "": all
};

// Repeated doses one by one. Errors: "fit.dose" (what is wrong with which), "fit.unit".
Result<std::vector<Dose>> read_doses(const gantry_ode &ode, const FitJob &job);

}  // namespace gantry::core::fit
