// SPDX-License-Identifier: Apache-2.0
#include "dialect.hpp"

#include "numbers.hpp"
#include "rows.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace gantry::tables {
namespace {

constexpr std::size_t sample_bytes = std::size_t{1} << 20;
constexpr std::array<char, 3> separators = {'\t', ';', ','};

// One column of numbers with decimal commas, under a name without one.
bool is_single_comma_column(std::string_view text) {
  RowScanner rows(text, ';');
  std::vector<Cell> cells;
  for (bool first = true; rows.offset() < sample_bytes && rows.next(cells); first = false) {
    if (cells.size() != 1) return false;
    const bool comma = cells[0].raw.find(',') != std::string_view::npos;
    if (comma && (first || !parse(cells[0].raw, ',').number())) return false;
  }
  return true;
}

char nearest(const std::array<Division, 3> &divisions) {
  std::size_t best = 2;
  const auto score = [&](std::size_t i) {
    const Division &d = divisions[i];
    return d.width > 1 ? 2 * d.alike : d.divided;
  };
  for (std::size_t i = 0; i < divisions.size(); ++i) {
    if (score(i) > score(best)) best = i;
  }
  return separators[best];
}

char separator_of(std::string_view text) {
  std::array<Division, 3> divisions;
  for (std::size_t i = 0; i < separators.size(); ++i) {
    divisions[i] = divide(text, separators[i], true);
    if (divisions[i].even()) return separators[i];
  }
  const bool undivided = std::none_of(divisions.begin(), divisions.begin() + 2,
                                      [](const Division &d) { return d.divided > 0 || d.broken; });
  if (undivided && divisions[2].divided > 0 && is_single_comma_column(text)) return ';';
  return nearest(divisions);
}

// Cells that are a number with one decimal sign and not with the other.
struct Evidence {
  std::uint64_t commas = 0, points = 0, doubtful = 0;

  void add(std::string_view cell) {
    const bool comma = cell.find(',') != std::string_view::npos, point = cell.find('.') != std::string_view::npos;
    if (comma && parse(cell, ',').number()) {
      ++commas;
      const std::size_t at = cell.find(','), begin = cell[0] == '-' || cell[0] == '+' ? 1 : 0;
      const std::size_t before = at - begin;
      if (before >= 1 && before <= 3 && cell[begin] != '0' && cell.size() - at == 4) ++doubtful;
    } else if (point && parse(cell, '.').number()) {
      ++points;
    }
  }
  bool any() const { return commas + points > 0; }
};

// Reads on beyond the sample until there is evidence: whole numbers may fill the head of a file.
void settle_decimal(std::string_view text, Dialect &dialect) {
  Evidence plain, quoted;
  RowScanner rows(text, dialect.separator);
  std::vector<Cell> cells;
  try {
    while ((rows.offset() < sample_bytes || !plain.any()) && rows.next(cells)) {
      for (const Cell &cell : cells) (cell.quoted ? quoted : plain).add(cell.raw);
    }
  } catch (const Error &) {
    return;  // said when the rows are read
  }
  const Evidence &counted = plain.any() ? plain : quoted;
  if (counted.commas <= counted.points) return;
  dialect.decimal = ',';
  dialect.doubtful_comma = counted.doubtful == counted.commas;
}

}  // namespace

Division divide(std::string_view text, char separator, bool whole) {
  Division d;
  RowScanner rows(text, separator);
  std::vector<Cell> cells;
  try {
    while (rows.offset() < sample_bytes && rows.next(cells)) {
      if (!whole && rows.offset() == text.size()) break;  // perhaps cut short
      if (d.rows == 0) d.width = cells.size();
      else
        for (const Cell &cell : cells) d.numbers += parse(cell.raw, '.').number() || parse(cell.raw, ',').number();
      ++d.rows;
      d.alike += cells.size() == d.width;
      d.divided += cells.size() > 1;
    }
  } catch (const Error &) {
    d.broken = whole;
  }
  return d;
}

Dialect dialect_of(std::string_view text) {
  Dialect dialect;
  dialect.separator = separator_of(text);
  if (dialect.separator != ',') settle_decimal(text, dialect);
  return dialect;
}

}  // namespace gantry::tables
