// SPDX-License-Identifier: Apache-2.0
#include "head.hpp"

#include "numbers.hpp"

#include <algorithm>
#include <unordered_set>

namespace gantry::tables {
namespace {

using Row = std::vector<Cell>;

constexpr std::size_t looked_at_rows = 100, looked_at_cells = 200000;

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

bool is_unit(std::string_view s) { return s.find_first_of(" \t\r\n=") == std::string_view::npos; }

void replace_all(std::string &text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

std::string as_ucum(std::string_view written) {
  std::string unit(written);
  replace_all(unit, "\xC2\xB5", "u");  // micro sign
  replace_all(unit, "\xCE\xBC", "u");  // Greek mu
  replace_all(unit,
              "\xC2\xB0"
              "C",
              "Cel");
  return unit;
}

// Where the bracket that the last character closes was opened; npos when it does not match.
std::size_t opening_of(std::string_view s) {
  const char close = s.empty() ? '\0' : s.back();
  if (close != ']' && close != ')') return std::string_view::npos;
  const char open = close == ']' ? '[' : '(';
  std::size_t depth = 0;
  for (std::size_t i = s.size(); i-- > 0;) {
    if (s[i] == close) ++depth;
    if (s[i] == open && --depth == 0) return i;
  }
  return std::string_view::npos;
}

bool is_bracketed(std::string_view s) { return opening_of(trimmed(s)) == 0 && is_unit(trimmed(s)); }

std::vector<Row> first_rows(std::string_view text, char separator) {
  std::vector<Row> rows;
  RowScanner scanner(text, separator);
  Row cells;
  for (std::size_t count = 0; rows.size() < looked_at_rows && (rows.size() < 3 || count < looked_at_cells);) {
    if (!scanner.next(cells)) break;
    count += cells.size();
    rows.push_back(cells);
  }
  return rows;
}

bool all_quoted(const Row &row) {
  return std::all_of(row.begin(), row.end(), [](const Cell &c) { return c.quoted || c.raw.empty(); });
}

// Quotes mean text where something below is not quoted.
bool quotes_mean_text(const std::vector<Row> &rows) {
  return std::any_of(rows.begin() + 1, rows.end(), [](const Row &r) { return !all_quoted(r); });
}

bool has_head(const std::vector<Row> &rows, char decimal) {
  const bool selective = quotes_mean_text(rows);
  const auto kind = [&](const Cell &c) { return selective && c.quoted ? Kind::text : parse(c.raw, decimal).kind; };
  const auto above_numbers = [&](std::size_t column) {
    for (std::size_t r = 1; r < rows.size(); ++r) {
      if (column >= rows[r].size() || kind(rows[r][column]) == Kind::missing) continue;
      return kind(rows[r][column]) != Kind::text;
    }
    return false;
  };
  bool any_number = false, any_word = false, word_above_numbers = false;
  for (std::size_t c = 0; c < rows[0].size(); ++c) {
    const Kind k = kind(rows[0][c]);
    any_number |= k == Kind::whole || k == Kind::real;
    any_word |= k == Kind::text;
    word_above_numbers |= k == Kind::text && above_numbers(c);
  }
  return any_word && (!any_number || word_above_numbers);
}

// Bracketed cells, quoted as the names above them are: quoted text below bare names is data.
bool is_units_row(const Row &names, const Row &units) {
  return units.size() == names.size() && (all_quoted(names) || !all_quoted(units)) &&
         std::all_of(units.begin(), units.end(), [](const Cell &c) { return is_bracketed(c.raw); });
}

void name_uniquely(Head &head) {
  std::unordered_set<std::string> taken;
  for (const Heading &h : head.columns) taken.insert(h.name);
  std::unordered_set<std::string> used;
  std::size_t number = 1;
  for (std::size_t c = 0; c < head.columns.size(); ++c) {
    std::string &name = head.columns[c].name;
    head.unnamed.push_back(name.empty());
    const std::string base = name.empty() ? "column" : name + "_";
    if (name.empty()) name = base + std::to_string(c + 1);
    else if (used.insert(name).second) continue;
    else name = base + std::to_string(++number);
    while (!taken.insert(name).second) name = base + std::to_string(++number);
  }
}

}  // namespace

Heading split_heading(std::string_view text) {
  const std::string_view s = trimmed(text);
  const std::size_t open = opening_of(s);
  if (open != std::string_view::npos && open > 0 && (s[open] == '[' || s[open - 1] == ' ')) {
    const std::string_view unit = s.substr(open + 1, s.size() - open - 2);
    if (is_unit(unit)) return {std::string(trimmed(s.substr(0, open))), as_ucum(unit)};
  }
  const std::size_t slash = s.find(" / ");
  if (slash != std::string_view::npos && slash > 0) {
    const std::string_view unit = trimmed(s.substr(slash + 3));
    if (!unit.empty() && is_unit(unit)) return {std::string(trimmed(s.substr(0, slash))), as_ucum(unit)};
  }
  return {std::string(s), ""};
}

std::string heading_of(const Heading &heading) {
  if (!heading.unit.empty()) return heading.name + " [" + heading.unit + "]";
  const Heading alone = split_heading(heading.name);
  return alone.unit.empty() && alone.name == heading.name ? heading.name : heading.name + " []";
}

Head head_of(std::string_view text, const Dialect &dialect) {
  Head head;
  const std::vector<Row> rows = first_rows(text, dialect.separator);
  if (rows.empty()) return head;
  head.columns.resize(rows[0].size());
  if (has_head(rows, dialect.decimal)) {
    const bool units_below = rows.size() > 1 && is_units_row(rows[0], rows[1]);
    head.rows = units_below ? 2 : 1;
    for (std::size_t c = 0; c < head.columns.size(); ++c) {
      const std::string name = rows[0][c].text();
      head.columns[c] = units_below ? Heading{std::string(trimmed(name)), ""} : split_heading(name);
      if (!units_below) continue;
      const std::string unit = rows[1][c].text();
      const std::string_view inner = trimmed(unit);
      head.columns[c].unit = as_ucum(inner.substr(1, inner.size() - 2));
    }
  }
  name_uniquely(head);
  return head;
}

}  // namespace gantry::tables
