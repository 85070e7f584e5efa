// SPDX-License-Identifier: Apache-2.0
// Every voxel of an image looked up in a dictionary.
//
//   GANTRY_TRY(told, look_up_map(problem, in, out, settings, {values, f32, threads}, host));
//
// Writes parameters, derived quantities and status of `out`; of what is to be refined the parameters alone, inside their
// bounds, as the place to begin. What each voxel has of its own (a map of T10, of B1) is taken at the nearest of 33 equally
// spaced values between its ends for the search, and as it is for the amplitude and what is derived.
// Status: as map_workers.hpp has it; at_bound at an end of the grid or of the amplitude; singular where no entry has
// anything in common with the data; not_finite_model where no entry gives a number.
#pragma once

#include <core/fit/map_workers.hpp>

namespace gantry::core::fit {

struct LookUp {
  const gantry_values *values = nullptr;  // the model's choices
  bool single_precision = true;
  std::uint32_t threads = 1;
};

// What the dictionary was, for the record. Errors: those of Grid::of; Failure::cancelled.
Result<nlohmann::json> look_up_map(const MapProblem &problem, const MapInputs &in, const MapOutputs &out,
                                   const Settings &settings, const LookUp &how, FitHost &host);

}  // namespace gantry::core::fit
