// SPDX-License-Identifier: Apache-2.0
#include "rows.hpp"

#include <gantry/cpp/error.hpp>

namespace gantry::tables {
namespace {

std::uint64_t line_breaks(std::string_view s) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '\n' || (s[i] == '\r' && (i + 1 == s.size() || s[i + 1] != '\n'))) ++count;
  }
  return count;
}

}  // namespace

std::string Cell::text() const {
  if (!doubled) return std::string(raw);
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    out.push_back(raw[i]);
    if (raw[i] == '"') ++i;
  }
  return out;
}

void RowScanner::skip_line_end() {
  if (at_ == text_.size()) return;
  if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
  ++at_;
  ++line_;
}

void RowScanner::skip_spaces() {
  while (at_ < text_.size() && is_space(text_[at_])) ++at_;
}

// Stands at the first cell of the next row afterwards.
bool RowScanner::find_row() {
  while (at_ < text_.size()) {
    if (text_[at_] == '#') {
      while (!at_line_end()) ++at_;
    } else {
      skip_spaces();
    }
    if (!at_line_end()) return true;
    skip_line_end();
  }
  return false;
}

bool RowScanner::next(std::vector<Cell> &cells) {
  cells.clear();
  if (!find_row()) return false;
  row_line_ = line_;
  for (;;) {
    skip_spaces();
    cells.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted() : plain());
    if (at_line_end()) break;
    ++at_;
    if (cells.size() == most_columns) {
      throw Error("tables.columns", "line " + std::to_string(row_line_) + " has more than 65,536 cells",
                  GANTRY_BAD_DATA)
          .hint("let rows run downwards: a table may be long, but not that wide");
    }
  }
  skip_line_end();
  return true;
}

Cell RowScanner::plain() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  std::size_t end = at_;
  while (end > begin && is_space(text_[end - 1])) --end;
  return {text_.substr(begin, end - begin), false, false};
}

Cell RowScanner::quoted() {
  const std::uint64_t begin_line = line_;
  const std::size_t begin = at_ + 1;
  Cell cell{{}, true, false};
  std::size_t close = text_.find('"', begin);
  while (close != std::string_view::npos && close + 1 < text_.size() && text_[close + 1] == '"') {
    cell.doubled = true;
    close = text_.find('"', close + 2);
  }
  if (close == std::string_view::npos) {
    throw Error("tables.quote", "the quote that opens in line " + std::to_string(begin_line) + " is never closed",
                GANTRY_BAD_DATA)
        .hint("close it; a quote that is part of the text is written twice");
  }
  cell.raw = text_.substr(begin, close - begin);
  line_ += line_breaks(cell.raw);
  at_ = close + 1;
  skip_spaces();
  if (!at_line_end() && text_[at_] != separator_) {
    throw Error("tables.quote", "in line " + std::to_string(line_) + " text follows a closing quote", GANTRY_BAD_DATA)
        .hint("write a quote that is part of the text twice");
  }
  return cell;
}

}  // namespace gantry::tables
