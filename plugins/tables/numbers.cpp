// SPDX-License-Identifier: Apache-2.0
#include "numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace gantry::tables {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Parsed no_number{Kind::text, nan};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

// "Na" is sodium, so case matters.
bool is_missing(std::string_view s) {
  for (const char *word : {"", "NA", "NaN", "nan", "NAN", "n.a.", "N.A.", "n/a", "N/A"}) {
    if (s == word) return true;
  }
  return false;
}

bool is_infinity(std::string_view s) {
  for (const char *word : {"inf", "Inf", "INF", "infinity", "Infinity"}) {
    if (s == word) return true;
  }
  return false;
}

Parsed with_point(std::string_view s) {
  double value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (end != s.data() + s.size() || error == std::errc::invalid_argument) return no_number;
  if (error == std::errc::result_out_of_range) value = std::strtod(std::string(s).c_str(), nullptr);  // 0 or infinity
  return {Kind::real, value};
}

Parsed with_comma(std::string_view s) {
  if (s.find('.') != std::string_view::npos) return no_number;
  std::string turned(s);
  std::replace(turned.begin(), turned.end(), ',', '.');
  return with_point(turned);
}

}  // namespace

Parsed parse(std::string_view cell, char decimal) {
  const std::string_view s = trimmed(cell);
  if (is_missing(s)) return {Kind::missing, nan};
  const bool negative = s.front() == '-';
  const std::string_view unsigned_part = negative || s.front() == '+' ? s.substr(1) : s;
  if (unsigned_part.empty()) return no_number;
  if (is_infinity(unsigned_part)) return {Kind::real, negative ? -INFINITY : INFINITY};
  const bool fraction = unsigned_part.size() > 1 && unsigned_part[0] == decimal && is_digit(unsigned_part[1]);
  if (!is_digit(unsigned_part[0]) && !fraction) return no_number;
  Parsed parsed = decimal == ',' ? with_comma(unsigned_part) : with_point(unsigned_part);
  if (!parsed.number()) return parsed;
  const bool digits = std::all_of(unsigned_part.begin(), unsigned_part.end(), is_digit);
  // -0 is kept a double, whose sign an integer would lose.
  if (digits && parsed.value < 9007199254740992.0 && !(negative && parsed.value == 0)) parsed.kind = Kind::whole;
  if (negative) parsed.value = -parsed.value;
  return parsed;
}

bool looks_like_number(std::string_view cell) {
  return parse(cell, '.').kind != Kind::text || parse(cell, ',').kind != Kind::text;
}

}  // namespace gantry::tables
