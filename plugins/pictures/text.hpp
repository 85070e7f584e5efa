// SPDX-License-Identifier: Apache-2.0
// Pieces of text headers: lines, words, numbers that never depend on the locale.
//
//   for (std::string_view word : words("3 4  5")) …
//   std::vector<double> spacing = numbers("0.5 0.5 3");       // throws Error "header.number"
#pragma once

#include <gantry/cpp/error.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::pictures {

std::string_view trimmed(std::string_view text);
std::string lower(std::string_view text);
std::vector<std::string_view> words(std::string_view text);
// Without the folders before it, of either system.
std::string_view base_name(std::string_view path);

Error no_number(const std::string &what);  // "header.number"

std::optional<double> number(std::string_view word);  // "nan" is one; a "+" may stand before it
std::optional<std::int64_t> whole_number(std::string_view word);
// Words that are all numbers; `what` names them in the error "header.number".
std::vector<double> numbers(std::string_view text, const std::string &what);
// A count: 1 to 2^62. Error "header.number".
std::uint64_t count_of(std::string_view word, const std::string &what);

// One line without its end, taken off `rest`; std::nullopt at the end. Lines end in \n, \r\n or \r.
std::optional<std::string_view> next_line(std::string_view &rest);

}  // namespace gantry::pictures
