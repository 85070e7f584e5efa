// SPDX-License-Identifier: Apache-2.0
// Tables: typed columns with units, as gantry_table.
//
//   Table t; t.columns.push_back({"TE", "ms", std::vector<double>{5, 10, 15}});
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gantry::core {

struct Column {
  std::string name, unit;
  std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>> values;

  std::size_t size() const;
  std::vector<double> numbers() const;  // text becomes NaN
};

struct Table {
  std::vector<Column> columns;

  std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
  const Column *column(std::string_view name) const;
};

}  // namespace gantry::core
