// SPDX-License-Identifier: Apache-2.0
#include "reader.hpp"

#include "content.hpp"
#include "encoding.hpp"

#include <algorithm>
#include <charconv>

namespace gantry::tables {
namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{2} << 30;

enum class Named { table, text, otherwise, never };

Named named(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::size_t dot = lower.rfind('.');
  const std::string extension = dot == std::string::npos ? "" : lower.substr(dot);
  if (extension == ".csv" || extension == ".tsv") return Named::table;
  if (extension == ".txt" || extension == ".dat") return Named::text;
  if (extension == ".bval" || extension == ".bvec" || extension == ".json") return Named::never;
  return Named::otherwise;
}

Content content_of_file(const Job &job, const Files &files, std::uint32_t file) {
  if (files.byte_size(file) > most_bytes) {
    throw Error("tables.size", "it is larger than 2 GiB", GANTRY_BAD_DATA)
        .hint("split it, or leave out what is not needed");
  }
  const Text text(files.map(file));
  return content_of(text.view(), [&](double fraction) { job.progress(std::min(fraction, 1.0), "reading the table"); });
}

std::string summary_of(const Content &content) {
  const char separator = content.dialect.separator;
  return std::to_string(content.rows) + (content.rows == 1 ? " row, " : " rows, ") +
         std::to_string(content.columns.size()) + (content.columns.size() == 1 ? " column" : " columns") +
         ", separator " +
         (separator == '\t'  ? "tab"
          : separator == ';' ? "semicolon"
                             : "comma") +
         ", decimal " + (content.dialect.decimal == ',' ? "comma" : "point");
}

std::uint32_t index_of(const std::string &key, const Files &files) {
  std::uint32_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  if (error == std::errc() && end == key.data() + key.size() && index < files.count()) return index;
  throw Error("tables.key", "there is no item \"" + key + "\" among these files", GANTRY_NOT_FOUND)
      .hint("list the files first");
}

}  // namespace

std::uint32_t TextTableReader::sniff(std::string_view name, std::string_view head, std::uint64_t file_size) {
  const Named as = named(name);
  if (as == Named::never) return 0;
  const bool whole = head.size() >= file_size;
  const Encoding encoding = encoding_of(head, whole);
  if (encoding == Encoding::binary) return 0;
  // Claimed by their name, so that the refusal says what to do.
  if (encoding == Encoding::utf16) return as == Named::table ? 50 : 0;
  bool even = false, with_numbers = false;
  for (const char separator : {'\t', ';', ','}) {
    const Division d = divide(without_mark(head), separator, whole);
    even |= d.even();
    with_numbers |= d.even() && d.rows > 1 && d.numbers > 0;
  }
  if (even && as != Named::otherwise) return 60;
  if (as == Named::table) return 50;
  return with_numbers && as == Named::otherwise ? 20 : 0;
}

void TextTableReader::list(Job &job, const Files &files, const Items &items) {
  for (std::uint32_t file = 0; file < files.count(); ++file) {
    try {
      const Content content = content_of_file(job, files, file);
      items.add(GANTRY_KIND_TABLE, std::to_string(file), "Table", summary_of(content), {file});
    } catch (const Error &e) {
      items.refuse(file, e.what() + (e.hint().empty() ? "" : ": " + e.hint()));
    }
    files.unmap(file);
  }
}

void TextTableReader::read(Job &job, const Files &files, const std::string &key) {
  const Content content = content_of_file(job, files, index_of(key, files));
  if (content.dialect.doubtful_comma) {
    job.warning(
        "numbers such as 1,234 were read with a decimal comma, as 1.234; if a thousand was meant, export the "
        "table without thousands separators");
  }
  job.output_table("table", content.columns);
}

}  // namespace gantry::tables
