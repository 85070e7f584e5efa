// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <core/log/without_paths.hpp>
#include <string_view>

namespace gantry::core {
namespace {

bool starts_path(const std::string &words, std::size_t at) {
  const auto next = [&](std::size_t i) { return at + i < words.size() ? words[at + i] : '\0'; };
  const bool fresh = at == 0 || std::string_view(" \t\n\"'`(=:<[,;").find(words[at - 1]) != std::string_view::npos;
  if (!fresh) return false;
  if (words[at] == '/')
    return std::isalnum(static_cast<unsigned char>(next(1))) != 0 || next(1) == '.' || next(1) == '_';
  if (words[at] == '~' || words[at] == '.') {
    return next(1) == '/' || (words[at] == '.' && next(1) == '.' && next(2) == '/');
  }
  if (words[at] == '\\') return next(1) == '\\';
  return std::isalpha(static_cast<unsigned char>(words[at])) != 0 && next(1) == ':' &&
         (next(2) == '\\' || next(2) == '/');
}

// A quoted path ends with its quote; any other may hold blanks, and ends with its clause.
std::size_t path_end(const std::string &words, std::size_t at) {
  const char before = at == 0 ? '\0' : words[at - 1];
  const char closing = before == '(' ? ')' : before == '<' ? '>' : before == '[' ? ']' : before;
  if (std::string_view("\"'`)>]").find(closing) != std::string_view::npos && closing != '\0') {
    const auto end = words.find(closing, at);
    if (end != std::string::npos) return end;
  }
  const auto clause = words.find(": ", at + 2);
  return std::min({words.find('\n', at), clause, words.size()});
}

}  // namespace

std::string without_paths(const std::string &words) {
  std::string result;
  for (std::size_t at = 0; at < words.size();) {
    if (!starts_path(words, at)) {
      result += words[at++];
      continue;
    }
    result += "(path)";
    at = path_end(words, at);
  }
  return result;
}

}  // namespace gantry::core
