// SPDX-License-Identifier: Apache-2.0
// A model fitted in every voxel of an image; see job.hpp for options, inputs and outputs.
//
//   GANTRY_CHECK(fit_map(model, job, host));
#pragma once

#include <core/fit/job.hpp>

namespace gantry::core::fit {

Result<void> fit_map(const gantry_model &model, const FitJob &job, FitHost &host);

}  // namespace gantry::core::fit
