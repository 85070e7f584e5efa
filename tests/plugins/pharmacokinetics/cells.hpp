// SPDX-License-Identifier: Apache-2.0
// The rows of R's data sets.
//
//   for (const auto &row : cells_of(*data / "Theoph.csv")) row[0];   // the first row holds the names
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace pk_test {

// Rows of a CSV without quotes, the first being the names.
inline std::vector<std::vector<std::string>> cells_of(const std::filesystem::path &file) {
  std::ifstream in(file);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(in, line);) {
    std::erase(line, '"');
    std::erase(line, '\r');
    auto &row = rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
  }
  return rows;
}

}  // namespace pk_test
