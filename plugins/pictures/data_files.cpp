// SPDX-License-Identifier: Apache-2.0
#include "data_files.hpp"

#include "text.hpp"

#include <algorithm>

namespace gantry::pictures {

std::vector<std::string> numbered_files(std::string_view format_text, std::string_view first_text,
                                        std::string_view last_text, std::string_view step_text) {
  constexpr std::int64_t most_number = 1'000'000'000, most_files = 100'000;
  constexpr std::size_t longest_name = 255;
  const auto first = whole_number(first_text), last = whole_number(last_text), step = whole_number(step_text);
  const auto small = [](std::int64_t n) { return -most_number < n && n < most_number; };
  const bool sane = first && last && step && *step != 0 && *first >= 0 && *last >= 0 && small(*first) && small(*last) &&
                    small(*step) && (*last - *first) / *step >= 0 && (*last - *first) / *step < most_files;
  const std::string format(base_name(format_text));
  const std::size_t at = format.find('%');
  const std::size_t end = at == std::string::npos ? at : format.find_first_not_of("0123456789", at + 1);
  if (!sane || end == std::string::npos || format[end] != 'd' || format.size() > longest_name) {
    throw Error("header.files", "its data files are given by a pattern that makes no sense", GANTRY_BAD_DATA)
        .hint("correct that line of the header");
  }
  const auto wanted = whole_number(std::string_view(format).substr(at + 1, end - at - 1)).value_or(0);
  const auto width = static_cast<std::size_t>(std::clamp<std::int64_t>(wanted, 0, 20));
  const char fill = format[at + 1] == '0' ? '0' : ' ';
  std::vector<std::string> names;
  for (std::int64_t i = *first; *step > 0 ? i <= *last : i >= *last; i += *step) {
    std::string digits = std::to_string(i);
    if (digits.size() < width) digits.insert(0, width - digits.size(), fill);
    names.push_back(format.substr(0, at) + digits + format.substr(end + 1));
  }
  return names;
}

}  // namespace gantry::pictures
