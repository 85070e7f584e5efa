// SPDX-License-Identifier: Apache-2.0
// The voxels of a map divided among threads. Who fits which voxel never shows in the result.
//
//   GANTRY_TRY(iterations, run_map(problem, in, out, true, threads, host));
#pragma once

#include <core/fit/map_inputs.hpp>
#include <core/fit/map_solver.hpp>

namespace gantry::core::fit {

// One number per voxel each, owned by the host.
struct MapOutputs {
  std::vector<float *> parameters, derived;
  float *rss = nullptr;
  std::uint8_t *status = nullptr;
  // Of map_quality.hpp, where they are wanted; of the errors those of fixed parameters are NULL.
  std::vector<float *> errors, derived_errors;
  float *chi_squared = nullptr;
};

// Fills the outputs; a voxel that single precision can't settle is fitted again in double. Gives the evaluations of
// the model, all voxels together. `from_outputs`: each voxel begins at what its parameters' outputs hold. Errors: Failure::cancelled; "fit.memory".
Result<std::uint64_t> run_map(const MapProblem &problem, const MapInputs &in, const MapOutputs &out,
                              bool single_precision, std::uint32_t threads, FitHost &host,
                              bool from_outputs = false);

}  // namespace gantry::core::fit
