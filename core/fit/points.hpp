// SPDX-License-Identifier: Apache-2.0
// The points of a fit: the model's axis columns found among the data's, converted to the model's units, and selected.
//
//   GANTRY_TRY(points, points_of(model, columns_of(*header.axis), settings, "the image"));
//   points.axis[0][3]   // the model's first column at the fourth selected point
#pragma once

#include <core/fit/offered.hpp>
#include <core/fit/settings.hpp>

namespace gantry::core::fit {

// The unit of what a model declares in "signal", "axis" or a product of them; "" where the data don't say theirs.
std::string unit_in_data(std::string_view declared, const std::string &signal, const std::string &axis);

struct Points {
  std::vector<std::vector<double>> axis;  // in the order and units of the model
  std::vector<std::size_t> selected;      // which of the data's points they are
  std::vector<std::string> used;          // the data's names of the columns; "" where a number was given instead
  std::vector<std::string> assumed;       // columns without a unit: taken to be in the model's
  std::string unit;                       // of the first column, where the model takes the data's own ("axis")

  // What a model declares, in the data's units; `signal`: that of what is measured.
  std::string unit_of(std::string_view declared, const std::string &signal) const {
    return unit_in_data(declared, signal, unit);
  }
};

// A number of settings.axis; else by settings.columns, by name (in any case), or, with `in_order`, by place among the
// columns not yet taken; else what the model says where it needs none. Words are told by name, in any case.
// `where` speaks of the model's columns in the model's units, of any other in its own.
// Errors: "fit.column" (what is wanted, in which unit, and what there is), "fit.unit", "fit.where", "fit.not_finite".
Result<Points> points_of(const gantry_model &model, const std::vector<OfferedColumn> &offered, const Settings &settings,
                         const std::string &source, bool in_order);

// Error "fit.too_few_points" where so many values can't determine so many unknowns.
Result<void> enough(std::size_t values, std::size_t sought);

// The data's columns of the model's outputs at the selected points, by the same rules and in the model's units; those
// in the unit of the signal as they are. An output "log(y)" (ln, log10, log2) is the logarithm of the column y.
Result<std::vector<OfferedColumn>> outputs_of(const gantry_model &model, std::vector<OfferedColumn> offered,
                                              const Settings &settings, const Points &points,
                                              const std::string &source);

}  // namespace gantry::core::fit
