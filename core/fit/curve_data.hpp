// SPDX-License-Identifier: Apache-2.0
// The curves of a fit, out of tables or out of a voxel, with their sigma and constants, and checked.
//
//   GANTRY_TRY(curves, read_curves(model, job, settings));
//   curves[0].y
#pragma once

#include <core/fit/curve.hpp>
#include <core/fit/job.hpp>

namespace gantry::core::fit {

// One curve; with settings.curve.global one for each table and each value of the group's column.
// Errors: those of points.hpp; "fit.empty", "fit.constant", "fit.sigma", "fit.order", "fit.group", "fit.option".
Result<std::vector<Curve>> read_curves(const gantry_model &model, const FitJob &job, const Settings &settings);

// What a cell says, as curves are named by it.
std::string text_in(const Column &column, std::size_t row);

}  // namespace gantry::core::fit
