// SPDX-License-Identifier: Apache-2.0
// Reads CSV, TSV and what spreadsheets and devices write instead: separators , ; and tab, decimal point or comma.
#pragma once

#include <gantry/cpp/reader.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::tables {

struct TextTableReader : Reader {
  static constexpr const char *id = "text-table", *label = "Table as text",
                              *help =
                                  "CSV and TSV: separators , ; and tab, decimal point or comma, UTF-8 or Latin-1, "
                                  "lines of # passed over; names with units as \"time [s]\", \"time (s)\", "
                                  "\"time / s\", or units in brackets in a second row.",
                              *extensions = ".csv .tsv .txt .dat";

  // 60: a table by name and by content; 50: text that is named .csv or .tsv; 20: a table by content alone.
  static std::uint32_t sniff(std::string_view name, std::string_view head, std::uint64_t file_size);
  void list(Job &job, const Files &files, const Items &items);
  void read(Job &job, const Files &files, const std::string &key);
};

}  // namespace gantry::tables
