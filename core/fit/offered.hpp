// SPDX-License-Identifier: Apache-2.0
// The columns that data offer to a model: those of a table, of an image's fourth axis, or of both joined.
//
//   auto offered = columns_of(image.header.axis);
//   GANTRY_TRY(joined, with_table(offered, points, input_function));   // time from the image, Ca from the table
#pragma once

#include <core/data/table.hpp>
#include <core/data/volume.hpp>
#include <gantry/model.h>

#include <optional>
#include <string>
#include <vector>

namespace gantry::core::fit {

// In the unit that the data state; "" is taken for the model's own.
struct OfferedColumn {
  std::string name, unit;
  std::vector<double> values;           // of a column of words none
  std::vector<std::string> words = {};  // of a column of numbers none

  bool of_words() const { return !words.empty(); }
};

// How many words stand for numbers; 0 for a quantity that is one.
std::uint32_t word_count_of(const gantry_model_quantity *q);

// In any case; "t", as axes of images call it, and "time" are one word.
bool same_word(std::string_view a, std::string_view b);

// By its very name; nullptr where there is no such column of numbers.
const OfferedColumn *numbers_called(const std::string &name, const std::vector<OfferedColumn> &offered);

std::vector<OfferedColumn> columns_of(const std::optional<Axis> &axis);
std::vector<OfferedColumn> columns_of(const Table &table);

// What an image's axis of so many points doesn't have, out of a table: by the column that both have (time), along which
// the table's other columns are taken as straight lines between its rows; or, where they share none, row by row.
// Errors: "fit.axis" where the table does not reach as far as the image, or has neither such a column nor as many rows.
Result<std::vector<OfferedColumn>> with_table(std::vector<OfferedColumn> offered, std::size_t points,
                                              const Table &table);

}  // namespace gantry::core::fit
