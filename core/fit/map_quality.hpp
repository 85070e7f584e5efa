// SPDX-License-Identifier: Apache-2.0
// How good each voxel's fit is: its residuals, whether they are as large as the noise, and how surely the data determine
// each parameter. Where maps of errors are wanted the model is evaluated once more at what was found, in double.
//
//   GANTRY_CHECK(judge_map(problem, in, out, threads, host));   // writes rss, chi_squared and errors of `out`
//
// Errors: the square roots of the diagonal of sigma^2 (J'WJ)^-1, where W is 1, or with Rician noise the information of
// rice.hpp; sigma^2 is the noise's where that is known, else rss / (n - p). A parameter at its bound counts as given and
// has none; none has where the data don't determine all, or the fit hasn't converged: NaN. Those of derived
// quantities follow by the delta method (derived.hpp); what follows from given values alone has none.
// Chi-squared is that of Pearson over n - p: sum of squares over sigma^2; with Rician noise each residual is taken from
// the magnitude's mean, over its variance, and so is rss.
#pragma once

#include <core/fit/map_workers.hpp>

namespace gantry::core::fit {

// Errors: Failure::cancelled; "fit.memory".
Result<void> judge_map(const MapProblem &problem, const MapInputs &in, const MapOutputs &out, std::uint32_t threads,
                       const FitHost &host);

}  // namespace gantry::core::fit
