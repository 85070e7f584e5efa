// SPDX-License-Identifier: Apache-2.0
// Numbers as people and programs write them, with a decimal point or comma. Thousands separators are not guessed.
//
//   parse("1,5", ',')    // {real, 1.5}
//   parse("n.a.", '.')   // {missing, NaN}
#pragma once

#include <string_view>

namespace gantry::tables {

// whole: digits with an optional sign, below 2^53 in magnitude, so that a double holds it exactly.
enum class Kind { missing, whole, real, text };

struct Parsed {
  Kind kind;
  double value;  // NaN for missing and text
  bool number() const { return kind == Kind::whole || kind == Kind::real; }
};

Parsed parse(std::string_view cell, char decimal);

// A number or missing with either decimal sign: text that would not come back as text.
bool looks_like_number(std::string_view cell);

}  // namespace gantry::tables
