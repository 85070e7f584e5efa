// SPDX-License-Identifier: Apache-2.0
// Rows and cells of delimited text (RFC 4180, with LF, CRLF and CR): blank lines and lines of # are passed over.
//
//   RowScanner rows(text, ';');
//   std::vector<Cell> cells;
//   while (rows.next(cells)) use(rows.line(), cells);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::tables {

inline constexpr std::size_t most_columns = 65536;  // as many as a table of Gantry's may have

// Points into the text. Unquoted cells are without the spaces around them, quoted ones without their quotes.
struct Cell {
  std::string_view raw;
  bool quoted = false;
  bool doubled = false;  // raw still has its doubled quotes

  bool blank() const { return raw.empty() && !quoted; }
  std::string text() const;
};

class RowScanner {
 public:
  RowScanner(std::string_view text, char separator) : text_(text), separator_(separator) {}

  // Throws Error "tables.quote" (with the line) and "tables.columns". False at the end of the text.
  bool next(std::vector<Cell> &cells);
  std::uint64_t line() const { return row_line_; }  // where the row begins, from 1
  std::size_t offset() const { return at_; }        // behind the row

 private:
  bool find_row();
  bool is_space(char c) const { return c == ' ' || (c == '\t' && separator_ != '\t'); }
  bool at_line_end() const { return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }
  void skip_line_end();
  void skip_spaces();
  Cell plain();
  Cell quoted();

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1, row_line_ = 0;
};

}  // namespace gantry::tables
