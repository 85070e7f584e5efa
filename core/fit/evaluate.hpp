// SPDX-License-Identifier: Apache-2.0
// A model's curve at the place where a fit would begin: nothing is sought, so that it can follow a hand that moves.
//
//   FitJob job{.kind = JobKind::evaluate, .options = {{"start", {{"T2star", 25}}}}, .inputs = {{"data", table}}};
//   GANTRY_CHECK(evaluate(model, job, host));
//
// Inputs and options are those of fit_curve. Outputs: the record "evaluation" (schema gantry.fit.evaluation/1):
//   model, rows, rss and residual_sd (null where the model gives no number), unit of the data;
//   parameters [{symbol, label, help, unit, value, own, bounds, declared, fixed}]: where the fit begins, and where it would
//     without `start` and `fix`; its bounds, and those of the model; an open one is null. Of a model that is made for the
//     fit nobody else knows them;
//   axis and outputs [{name, label, unit, column}]: which column of the table each is;
// the table "curve" as a fit has it, without bands, and the table "band" between the points, where that can be drawn.
// Errors: those of a fit's settings, columns and units.
#pragma once

#include <core/fit/job.hpp>

namespace gantry::core::fit {

Result<void> evaluate(const gantry_model &model, const FitJob &job, FitHost &host);

}  // namespace gantry::core::fit
