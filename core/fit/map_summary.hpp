// SPDX-License-Identifier: Apache-2.0
// What a map fit found, in numbers for a report: schema gantry.fit.map/1.
//
//   nlohmann::json summary = summarise(model, in, out);
//   summary["maps"]["T2star"]["median"]
#pragma once

#include <core/fit/map_workers.hpp>

#include <nlohmann/json.hpp>

namespace gantry::core::fit {

using MapSummary = nlohmann::json;

// Counts by status, and what each says and asks for; median, quartiles, mean and standard deviation of each map over the
// voxels that converged inside the bounds. Quantiles are those of Hyndman and Fan's type 7 (1996).
MapSummary summarise(const gantry_model &model, const MapInputs &in, const MapOutputs &out);

}  // namespace gantry::core::fit
