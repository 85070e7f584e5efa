// SPDX-License-Identifier: Apache-2.0
// Published cases as rows of a table.
//
//   for (const Row &row : rows_of(*root / "dce_mri_osipi/tofts.csv"))
//     tally.add(row.at("label"), {{fit.at("ve"), number(row.at("ve")), 0.05, 0, "ve"}});
#pragma once

#include "tally.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace gantry::test {

using Row = std::map<std::string, std::string>;

inline double number(const std::string &text) { return std::stod(text); }

// Numbers that are separated by blanks.
inline std::vector<double> numbers(const std::string &text) {
  std::vector<double> all;
  std::istringstream in(text);
  for (double x = 0; in >> x;) all.push_back(x);
  return all;
}

// Cells without commas inside; names without the blanks around them.
inline std::vector<Row> rows_of(const std::filesystem::path &file) {
  const auto cells = [](const std::string &line) {
    std::vector<std::string> all(1);
    for (const char c : line) {
      if (c == ',') all.emplace_back();
      else if (c != '\r') all.back() += c;
    }
    return all;
  };
  std::ifstream in(file);
  if (!in) throw std::runtime_error("can't open " + file.string());
  std::string line;
  std::getline(in, line);
  auto names = cells(line);
  for (std::string &name : names) {
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
  }
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    const auto values = cells(line);
    Row &row = rows.emplace_back();
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) row[names[i]] = values[i];
  }
  return rows;
}

}  // namespace gantry::test
