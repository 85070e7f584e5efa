// SPDX-License-Identifier: Apache-2.0
// Whether a model is sound: what `gantry plugins validate` says of each model.
//
//   GANTRY_TRY(checks, check_model(model, job.values, job.level, 1));
//   for (const ModelCheck &check : checks) …   // found == "": passed
#pragma once

#include <core/fit/probe.hpp>
#include <core/result.hpp>
#include <gantry/model.h>

#include <string>
#include <vector>

namespace gantry::core::fit {

struct ModelCheck {
  std::string id;        // "model.jacobian"
  std::string sentence;  // what must hold
  std::string found;     // what doesn't; "" where it holds
};

// In this order, each on the model's own example (its axis, its starts, and parameters drawn between its bounds by `seed`):
//   model.declared   units can be read, starts lie between their bounds, an example is given
//   model.finite     values and derivatives are numbers
//   model.jacobian   derivatives equal differences of the values (1e-6 of the largest of their column)
//   model.blocks     a lane's result depends on neither its place, nor its neighbours, nor the size of the block; f32 equals
//                    f64 to 1e-3 of the largest
//   model.units      values scale as the units say when every unit of one dimension is changed (Buckingham 1914)
//   model.recovery   curves without noise give their parameters back (1e-3), or others that make the same curve (1e-5), as a
//                    map from the model's own guess: 95 of 100; parameters are judged where noise of 0.1 % of the largest
//                    value would leave them known to 10 %
// Later ones are left out where an earlier one makes them meaningless.
Result<std::vector<ModelCheck>> check_model(const gantry_model &model, const gantry_values *values, std::uint32_t level,
                                            std::uint64_t seed);

// A set of parameters between the bounds (where there is none, around the start; where they are more than six powers of ten
// apart, within a hundredth and a hundred times the start); the next from the same `state`.
std::vector<double> drawn_parameters(const gantry_model &model, std::uint64_t &state);

// model.recovery.
Result<std::string> unrecovered(const gantry_model &model, const Place &place, const gantry_values *values,
                                std::uint32_t level, std::uint64_t seed);

}  // namespace gantry::core::fit
