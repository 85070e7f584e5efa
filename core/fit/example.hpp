// SPDX-License-Identifier: Apache-2.0
// A model's own example as a table: what a study of it would measure, and its curve.
//
//   GANTRY_TRY(table, example_table(model, declared_starts(model), job.values, job.level));   // TE, S
//
// Columns: the axis, constants as columns that don't change, and the outputs, in declared units; words as words.
#pragma once

#include <core/data/table.hpp>
#include <core/fit/job.hpp>
#include <core/fit/probe.hpp>
#include <core/result.hpp>
#include <gantry/model.h>

#include <cstdint>
#include <vector>

namespace gantry::core::fit {

// An evaluation to which no data were given, or a check.
bool wants_example(const FitJob &job);

// Errors: "fit.example" for a model that has none.
Result<Place> example_place(const gantry_model &model);
std::vector<double> declared_starts(const gantry_model &model);

Result<Table> example_table(const gantry_model &model, const std::vector<double> &parameters,
                            const gantry_values *values, std::uint32_t level);

}  // namespace gantry::core::fit
