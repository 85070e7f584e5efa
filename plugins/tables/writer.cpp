// SPDX-License-Identifier: Apache-2.0
#include "writer.hpp"

#include "head.hpp"
#include "numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace gantry::tables {
namespace {

constexpr std::uint64_t rows_per_report = 4096;

void append_quoted(std::string &out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

// Quoted wherever it would be taken apart or trimmed, or for a unit, a comment or a blank cell.
bool needs_quotes(std::string_view text) {
  constexpr std::string_view outer = " #[(", breaking = "\",;\t\r\n";
  return text.empty() || text.find_first_of(breaking) != std::string_view::npos ||
         outer.find(text.front()) != std::string_view::npos || text.back() == ' ';
}

// One column of the table, ready to write its cells.
class Column {
 public:
  Column(const gantry_column &c, std::uint64_t rows) : c_(c) {
    if (c.type == GANTRY_COLUMN_TEXT) {
      always_quoted_ = std::all_of(texts(), texts() + rows, [](const char *t) { return looks_like_number(t); });
    } else if (c.type == GANTRY_COLUMN_F64) {
      with_point_ = std::all_of(numbers(), numbers() + rows, [](double x) { return is_whole(x); });
    }
  }

  void append(std::string &out, std::uint64_t row) const {
    switch (c_.type) {
      case GANTRY_COLUMN_I64: return append_number(out, static_cast<const std::int64_t *>(c_.data)[row]);
      case GANTRY_COLUMN_F64: return append_real(out, numbers()[row]);
      default: break;
    }
    const std::string_view text = texts()[row];
    if (always_quoted_ || needs_quotes(text)) append_quoted(out, text);
    else out.append(text);
  }

 private:
  const double *numbers() const { return static_cast<const double *>(c_.data); }
  const char *const *texts() const { return static_cast<const char *const *>(c_.data); }

  static bool is_whole(double x) {
    return std::abs(x) < 9007199254740992.0 && x == std::floor(x) && !(x == 0 && std::signbit(x));
  }
  template <class T>
  static void append_number(std::string &out, T value) {
    char digits[32];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  void append_real(std::string &out, double x) const {
    if (std::isnan(x)) {
      out.append("NaN");
      return;
    }
    const std::size_t begin = out.size();
    append_number(out, x);
    // A column of whole doubles stays a column of doubles.
    if (with_point_ && out.find_first_of(".e", begin) == std::string::npos) out.append(".0");
  }

  const gantry_column &c_;
  bool always_quoted_ = false, with_point_ = false;
};

std::string head_row(const Job &job, const gantry_table &table, char separator) {
  std::string out;
  bool altered = false;
  for (std::uint32_t c = 0; c < table.column_count; ++c) {
    const gantry_column &column = *table.columns[c];
    const std::string name = *column.name == '\0' ? "column" + std::to_string(c + 1) : column.name;
    const std::string heading = heading_of({name, column.unit});
    const Heading back = split_heading(heading);
    altered |= back.name != column.name || back.unit != column.unit;
    if (c > 0) out.push_back(separator);
    if (needs_quotes(heading) || looks_like_number(heading)) append_quoted(out, heading);
    else out.append(heading);
  }
  out.push_back('\n');
  if (altered) job.warning("a column's name or unit is written in a form that is not read back as it was");
  return out;
}

bool is_tsv(const std::string &name) {
  const std::string end = name.size() < 4 ? name : name.substr(name.size() - 4);
  return end == ".tsv" || end == ".TSV";
}

}  // namespace

void TextTableWriter::write(Job &job, const std::string &name) {
  const gantry_table &t = table.view();
  if (t.column_count == 0) {
    throw Error("tables.no-columns", "the table has no columns", GANTRY_INVALID_ARGUMENT)
        .at("table")
        .hint("give a table with at least one column");
  }
  const char separator = is_tsv(name) ? '\t' : ',';
  std::string out = head_row(job, t, separator);
  std::vector<Column> columns;
  for (std::uint32_t c = 0; c < t.column_count; ++c) columns.emplace_back(*t.columns[c], t.rows);
  for (std::uint64_t row = 0; row < t.rows; ++row) {
    if (row % rows_per_report == 0)
      job.progress(static_cast<double>(row) / static_cast<double>(t.rows), "writing the table");
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c > 0) out.push_back(separator);
      columns[c].append(out, row);
    }
    out.push_back('\n');
  }
  const char *media_type = separator == '\t' ? "text/tab-separated-values" : "text/csv";
  job.output_file("file", media_type, name.c_str(), out.data(), out.size());
}

}  // namespace gantry::tables
