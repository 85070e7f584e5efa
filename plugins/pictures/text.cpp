// SPDX-License-Identifier: Apache-2.0
#include "text.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace gantry::pictures {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f'; }

}  // namespace

Error no_number(const std::string &what) {
  return Error("header.number", "its header holds something that is no number, in \"" + what + "\"", GANTRY_BAD_DATA)
      .hint("the file is damaged, or was made by a program that does not keep to the format: correct that line");
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.back()) || text.back() == '\0')) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char &c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && is_blank(text[i])) ++i;
    const std::size_t begin = i;
    while (i < text.size() && !is_blank(text[i])) ++i;
    if (i > begin) out.push_back(text.substr(begin, i - begin));
  }
  return out;
}

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::optional<double> number(std::string_view word) {
  if (!word.empty() && word.front() == '+') word.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> whole_number(std::string_view word) {
  if (!word.empty() && word.front() == '+') word.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

std::vector<double> numbers(std::string_view text, const std::string &what) {
  std::vector<double> out;
  for (const std::string_view word : words(text)) {
    const auto value = number(word);
    if (!value) throw no_number(what);
    out.push_back(*value);
  }
  return out;
}

std::uint64_t count_of(std::string_view word, const std::string &what) {
  const auto value = whole_number(trimmed(word));
  if (!value || *value < 1 || *value > (std::int64_t{1} << 62)) throw no_number(what);
  return static_cast<std::uint64_t>(*value);
}

std::optional<std::string_view> next_line(std::string_view &rest) {
  if (rest.empty()) return std::nullopt;
  const std::size_t end = rest.find_first_of("\r\n");
  const std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos) {
    rest = {};
    return line;
  }
  rest.remove_prefix(end + (rest.substr(end, 2) == "\r\n" ? 2 : 1));
  return line;
}

}  // namespace gantry::pictures
