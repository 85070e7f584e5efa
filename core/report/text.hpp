// SPDX-License-Identifier: Apache-2.0
// Numbers, units and bytes as the text of a report.
//
//   number_text(0.000812, 3);     // "0.000812"
//   unit_text("mm2/s");           // "mm²/s"
//   escaped("<script>");          // "&lt;script&gt;"
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace gantry::core::report {

// Safe between tags and inside quoted attributes of HTML and SVG. Bytes that are not UTF-8 and control characters that
// XML forbids become U+FFFD.
std::string escaped(std::string_view text);

// `digits` significant digits (1 to 17). Figures before the decimal point are all given: 123456 stays 123456.
// Below 1e-4 and from 1e7 on as 1.23×10⁻⁵. Not a number: an en dash. The minus sign is U+2212.
std::string number_text(double value, int digits);
// The same without zeros at the end: 0.5, not 0.5000.
std::string short_number(double value, int digits);
// `decimals` figures after the point, for ticks.
std::string fixed_text(double value, int decimals);

// An exponent: "⁻³".
std::string superscript(int value);

// UCUM as people write it: "mm2/s" → "mm²/s", "[hnsf'U]" → "HU", "um" → "µm", "1" → "".
std::string unit_text(std::string_view ucum);

// "ADC (mm²/s)"; the name alone when there is no unit.
std::string with_unit(std::string_view name, std::string_view ucum);

// RFC 4648.
std::string base64(std::span<const std::byte> bytes);

}  // namespace gantry::core::report
