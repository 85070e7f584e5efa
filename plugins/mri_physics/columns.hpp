// SPDX-License-Identifier: Apache-2.0
// The columns of a table by name, in ms where they are times.
//
//   const Columns columns(table, "tissues");
//   columns.milliseconds("T1", {}); columns.numbers("PD", 1.0); columns.texts("name")
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/table.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mri_physics {

class Columns {
 public:
  Columns(const gantry_table &table, const char *port) : table_(table), port_(port) {}

  std::size_t rows() const { return table_.rows; }
  bool has(const std::string &name) const { return find(name) != nullptr; }
  // One for each row; `otherwise` where the column, or a number in it, is missing. Errors: "mri_physics.column" where there
  // is nothing to stand for what is missing.
  std::vector<double> numbers(const std::string &name, std::optional<double> otherwise) const {
    std::vector<double> values;
    const gantry_column *column = find(name);
    for (std::uint64_t row = 0; row < table_.rows; ++row) {
      double x = otherwise.value_or(0);
      bool known = otherwise.has_value();
      if (column != nullptr && column->type != GANTRY_COLUMN_TEXT) {
        const double given = column->type == GANTRY_COLUMN_F64
                                 ? static_cast<const double *>(column->data)[row]
                                 : static_cast<double>(static_cast<const std::int64_t *>(column->data)[row]);
        known = known || given == given;
        if (given == given) x = given;
      }
      if (!known)
        throw gantry::Error("mri_physics.column",
                            "the table has no number for " + name + " in row " + std::to_string(row + 1),
                            GANTRY_BAD_DATA)
            .at(port_)
            .hint("give a column " + name + " of numbers");
      values.push_back(x);
    }
    return values;
  }
  // Times in s or us are converted. Errors: also of another unit.
  std::vector<double> milliseconds(const std::string &name, std::optional<double> otherwise) const {
    auto values = numbers(name, otherwise);
    const gantry_column *column = find(name);
    const std::string unit = column == nullptr ? "" : column->unit;
    const double factor = unit.empty() || unit == "ms" ? 1 : unit == "s" ? 1000 : unit == "us" ? 0.001 : 0;
    if (factor == 0)
      throw gantry::Error("mri_physics.unit", name + " is in " + unit, GANTRY_BAD_DATA)
          .at(port_)
          .hint("give it in ms, s or us");
    for (double &x : values) x *= factor;
    return values;
  }
  std::vector<std::string> texts(const std::string &name) const {
    std::vector<std::string> values(table_.rows);
    const gantry_column *column = find(name);
    for (std::uint64_t row = 0; column != nullptr && row < table_.rows; ++row)
      if (column->type == GANTRY_COLUMN_TEXT) values[row] = static_cast<const char *const *>(column->data)[row];
    return values;
  }

 private:
  const gantry_column *find(const std::string &name) const {
    for (std::uint32_t c = 0; c < table_.column_count; ++c)
      if (name == table_.columns[c]->name) return table_.columns[c];
    return nullptr;
  }
  const gantry_table &table_;
  const char *port_;
};

}  // namespace mri_physics
