// SPDX-License-Identifier: Apache-2.0
// Which separator and which decimal sign a text uses.
//
//   const Dialect d = dialect_of("tijd;druk\n0,5;12\n");   // d.separator == ';', d.decimal == ','
#pragma once

#include <cstdint>
#include <string_view>

namespace gantry::tables {

struct Dialect {
  char separator = ',';
  char decimal = '.';
  // Every number with a comma has the shape of 1,234: it may have been meant as 1234.
  bool doubtful_comma = false;
};

// How a separator divides the rows at the head of a text.
struct Division {
  std::uint64_t rows = 0;     // complete ones
  std::uint64_t alike = 0;    // with as many cells as the first
  std::uint64_t divided = 0;  // with more than one cell
  std::uint64_t numbers = 0;  // below the first row
  std::uint64_t width = 0;    // cells of the first row
  bool broken = false;        // a quote is not closed, or text follows it

  bool even() const { return rows > 0 && alike == rows && width > 1 && !broken; }
};

// `whole`: the last row is complete even without a line break.
Division divide(std::string_view text, char separator, bool whole);

// The separator that divides all lines evenly: tab before ; before , since cells of those before may hold those after.
// Where none does, the one that comes nearest: the lines at fault are then refused when the rows are read.
Dialect dialect_of(std::string_view text);

}  // namespace gantry::tables
