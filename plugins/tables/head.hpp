// SPDX-License-Identifier: Apache-2.0
// Names and units of columns, as they stand above the data.
//
//   split_heading("druk [mm[Hg]]")   // {"druk", "mm[Hg]"}
//   heading_of({"druk", "mm[Hg]"})   // the way back
#pragma once

#include "dialect.hpp"
#include "rows.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gantry::tables {

struct Heading {
  std::string name, unit;  // unit: as written, with UCUM's own spelling for micro and degree Celsius
};

// Units are "name [unit]", "name (unit)" and "name / unit"; they hold no space. Anything else is all name.
Heading split_heading(std::string_view text);
// "name [unit]"; "name []" where the name alone would be taken apart.
std::string heading_of(const Heading &heading);

struct Head {
  std::vector<Heading> columns;  // as many as the first row has cells; names are unique and not empty
  std::vector<bool> unnamed;     // where the name was made up
  unsigned rows = 0;             // that the head takes: 0, 1, or 2 with a row of units
};

// Looks at the first hundred rows: a first row without a number is a head, and so is one with a word above numbers.
// A text without rows gives no columns.
Head head_of(std::string_view text, const Dialect &dialect);

}  // namespace gantry::tables
