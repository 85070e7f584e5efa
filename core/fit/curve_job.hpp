// SPDX-License-Identifier: Apache-2.0
// One curve out of a table or a voxel, fitted and told; see job.hpp for options, inputs and outputs.
//
//   GANTRY_CHECK(fit_curve(model, job, host));
#pragma once

#include <core/fit/job.hpp>

namespace gantry::core::fit {

Result<void> fit_curve(const gantry_model &model, const FitJob &job, FitHost &host);

}  // namespace gantry::core::fit
