// SPDX-License-Identifier: Apache-2.0
#include "content.hpp"

#include "head.hpp"
#include "numbers.hpp"
#include "rows.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace gantry::tables {
namespace {

// What is known of a column while its rows pass. Numbers are kept as doubles, which hold every `whole` exactly.
class CellColumn {
 public:
  void add(const Cell &cell, char decimal) {
    (cell.quoted ? quoted_ : bare_) += cell.raw.empty() && !cell.quoted ? 0 : 1;
    if (text_) return;
    const Parsed parsed = parse(cell.raw, decimal);
    if (parsed.kind == Kind::text) return become_text();
    whole_ = whole_ && parsed.kind == Kind::whole;
    numbers_.push_back(parsed.value);
  }
  void add_blank() {
    whole_ = false;
    if (!text_) numbers_.push_back(std::numeric_limits<double>::quiet_NaN());
  }
  void become_text() {
    text_ = true;
    std::vector<double>().swap(numbers_);
  }
  void reserve(std::size_t rows) { numbers_.reserve(rows); }

  bool is_text() const { return text_; }
  std::uint64_t bare() const { return bare_; }
  bool quoted_throughout() const { return quoted_ > 0 && bare_ == 0; }
  bool blank() const { return quoted_ + bare_ == 0; }

  void give_numbers(ColumnValues &out) {
    if (whole_) out.values = std::vector<std::int64_t>(numbers_.begin(), numbers_.end());
    else out.values = std::move(numbers_);
    std::vector<double>().swap(numbers_);
  }

 private:
  std::vector<double> numbers_;
  std::uint64_t quoted_ = 0, bare_ = 0;
  bool text_ = false, whole_ = true;
};

// The rows below the head, each of the right width; blank rows at the end are not among them.
class DataRows {
 public:
  DataRows(std::string_view text, char separator, unsigned head_rows, const std::function<void(double)> &progress)
      : rows_(text, separator), size_(text.size()), progress_(progress) {
    std::vector<Cell> cells;
    for (unsigned r = 0; r < std::max(head_rows, 1u); ++r) {
      RowScanner before = rows_;
      rows_.next(cells);
      if (r == 0) first_line_ = rows_.line(), width_ = cells.size();
      if (head_rows == 0) rows_ = before;
    }
  }

  // take(cells) for a row, take_blanks(n) for n rows without a cell that holds anything.
  template <class Take, class TakeBlanks>
  void each(double from, double to, Take &&take, TakeBlanks &&take_blanks) {
    std::vector<Cell> cells;
    std::uint64_t blanks = 0;
    while (rows_.next(cells)) {
      check_width(cells);
      report(from, to);
      if (std::all_of(cells.begin(), cells.end(), [](const Cell &c) { return c.blank(); })) {
        ++blanks;
        continue;
      }
      if (blanks > 0) take_blanks(std::exchange(blanks, 0));
      take(cells);
    }
  }

 private:
  void check_width(const std::vector<Cell> &cells) const {
    if (cells.size() == width_) return;
    const auto words = [](std::size_t n) { return std::to_string(n) + (n == 1 ? " cell" : " cells"); };
    throw Error("tables.ragged",
                "line " + std::to_string(rows_.line()) + " has " + words(cells.size()) + " where line " +
                    std::to_string(first_line_) + " has " + std::to_string(width_),
                GANTRY_BAD_DATA)
        .hint(
            "give every line as many cells, put # before lines that are no part of the table, and quote a text that "
            "holds the separator");
  }
  void report(double from, double to) {
    if (rows_.offset() < next_report_) return;
    next_report_ = rows_.offset() + (std::size_t{1} << 20);
    progress_(from + (to - from) * static_cast<double>(rows_.offset()) / static_cast<double>(size_));
  }

  RowScanner rows_;
  std::size_t size_, width_ = 0, next_report_ = 0;
  std::uint64_t first_line_ = 0;
  const std::function<void(double)> &progress_;
};

std::uint64_t read_numbers(DataRows rows, std::vector<CellColumn> &columns, char decimal) {
  std::uint64_t count = 0;
  rows.each(
      0, 0.7,
      [&](const std::vector<Cell> &cells) {
        for (std::size_t c = 0; c < cells.size(); ++c) columns[c].add(cells[c], decimal);
        ++count;
      },
      [&](std::uint64_t blanks) {
        for (CellColumn &column : columns) {
          for (std::uint64_t i = 0; i < blanks; ++i) column.add_blank();
        }
        count += blanks;
      });
  return count;
}

void read_texts(DataRows rows, const std::vector<CellColumn> &columns, Content &content) {
  std::vector<std::pair<std::size_t, std::vector<std::string>>> texts;
  for (std::size_t c = 0; c < content.columns.size(); ++c) {
    if (columns[c].is_text()) texts.emplace_back(c, std::vector<std::string>());
  }
  if (texts.empty()) return;
  for (auto &[c, values] : texts) values.reserve(static_cast<std::size_t>(content.rows));
  rows.each(
      0.7, 1,
      [&](const std::vector<Cell> &cells) {
        for (auto &[c, values] : texts) values.push_back(cells[c].text());
      },
      [&](std::uint64_t blanks) {
        for (auto &[c, values] : texts) values.resize(values.size() + static_cast<std::size_t>(blanks));
      });
  for (auto &[c, values] : texts) content.columns[c].values = std::move(values);
}

void settle_quoted(std::vector<CellColumn> &columns) {
  const bool selective = std::any_of(columns.begin(), columns.end(), [](const CellColumn &c) { return c.bare() > 0; });
  for (CellColumn &column : columns) {
    if (selective && column.quoted_throughout()) column.become_text();
  }
}

}  // namespace

Content content_of(std::string_view text, const std::function<void(double)> &progress) {
  Content content;
  content.dialect = dialect_of(text);
  const Head head = head_of(text, content.dialect);
  if (head.columns.empty()) {
    throw Error("tables.empty", "there is nothing in it", GANTRY_BAD_DATA).hint("export it again, with its data");
  }
  std::vector<CellColumn> columns(head.columns.size());
  const DataRows rows(text, content.dialect.separator, head.rows, progress);
  content.rows = read_numbers(rows, columns, content.dialect.decimal);
  if (content.rows == 0) {
    throw Error("tables.no-rows", "there are names of columns in it, but no rows below them", GANTRY_BAD_DATA)
        .hint("export it again, with its data");
  }
  settle_quoted(columns);
  if (columns.size() > 1 && columns.back().blank() && head.unnamed.back()) columns.pop_back();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    content.columns.push_back({head.columns[c].name, head.columns[c].unit, {}});
    if (!columns[c].is_text()) columns[c].give_numbers(content.columns[c]);
  }
  read_texts(rows, columns, content);
  return content;
}

}  // namespace gantry::tables
