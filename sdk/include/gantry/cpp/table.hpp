// SPDX-License-Identifier: MIT
// A table as a tool reads it: columns by name (capitals or not), as numbers or as text.
//
//   const gantry::TableView table(input.view(), "table");
//   const std::vector<double> conc = table.numbers("conc");      // a gantry::Error in words where there is none
//   const std::string unit = table.unit("conc");
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/table.h>

#include <cctype>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace gantry {

class TableView {
 public:
  // `port` is named in errors. The table must outlive the view.
  TableView(const gantry_table &c, std::string port) : c_(c), port_(std::move(port)) {}

  std::size_t rows() const { return static_cast<std::size_t>(c_.rows); }
  bool has(const std::string &name) const { return find(name) != nullptr; }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (std::uint32_t i = 0; i < c_.column_count; ++i) all.emplace_back(c_.columns[i]->name);
    return all;
  }
  std::string unit(const std::string &name) const { return column(name).unit; }
  bool is_text(const std::string &name) const { return column(name).type == GANTRY_COLUMN_TEXT; }

  // NaN where nothing stands.
  std::vector<double> numbers(const std::string &name) const {
    const gantry_column &column = this->column(name);
    if (column.type == GANTRY_COLUMN_TEXT)
      throw Error("table.numbers", "the column \"" + name + "\" holds text, not numbers", GANTRY_BAD_DATA)
          .at(port_)
          .hint("correct the cells that are no numbers");
    std::vector<double> values(rows());
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = column.type == GANTRY_COLUMN_F64
                      ? static_cast<const double *>(column.data)[i]
                      : static_cast<double>(static_cast<const std::int64_t *>(column.data)[i]);
    return values;
  }
  // Numbers as they are written; "" where nothing stands.
  std::vector<std::string> texts(const std::string &name) const {
    const gantry_column &column = this->column(name);
    std::vector<std::string> values(rows());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (column.type == GANTRY_COLUMN_TEXT) {
        values[i] = static_cast<const char *const *>(column.data)[i];
      } else if (column.type == GANTRY_COLUMN_I64) {
        values[i] = std::to_string(static_cast<const std::int64_t *>(column.data)[i]);
      } else if (const double x = static_cast<const double *>(column.data)[i]; x == x) {
        values[i] = std::to_string(x);
        values[i].erase(values[i].find_last_not_of('0') + 1);
        if (values[i].back() == '.') values[i].pop_back();
      }
    }
    return values;
  }

 private:
  static bool same(const std::string &a, const std::string &b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (std::tolower(static_cast<unsigned char>(a[i])) != std::tolower(static_cast<unsigned char>(b[i])))
        return false;
    return true;
  }
  const gantry_column *find(const std::string &name) const {
    for (std::uint32_t i = 0; i < c_.column_count; ++i)
      if (name == c_.columns[i]->name) return c_.columns[i];
    for (std::uint32_t i = 0; i < c_.column_count; ++i)
      if (same(name, c_.columns[i]->name)) return c_.columns[i];
    return nullptr;
  }
  const gantry_column &column(const std::string &name) const {
    if (const gantry_column *found = find(name)) return *found;
    std::string there;
    for (const auto &one : names()) there += (there.empty() ? "" : ", ") + one;
    throw Error("table.column", "the table has no column \"" + name + "\"", GANTRY_BAD_DATA)
        .at(port_)
        .hint("name another one; it has " + there);
  }

  const gantry_table &c_;
  const std::string port_;
};

}  // namespace gantry
