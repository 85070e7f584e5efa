// SPDX-License-Identifier: Apache-2.0
#include "encoding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <random>

namespace gantry::dicom::write {
namespace {

constexpr std::size_t longest_decimal = 16;

// 128 bits, most significant first, as a decimal number.
std::string decimal_of(std::array<std::uint32_t, 4> words) {
  std::string digits;
  while (std::any_of(words.begin(), words.end(), [](std::uint32_t w) { return w != 0; })) {
    std::uint64_t rest = 0;
    for (auto &word : words) {
      const std::uint64_t whole = (rest << 32) | word;
      word = static_cast<std::uint32_t>(whole / 10);
      rest = whole % 10;
    }
    digits.push_back(static_cast<char>('0' + rest));
  }
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace

std::string decimal_string(double value) {
  char text[40];
  auto end = std::to_chars(text, text + sizeof text, value + 0.0).ptr;  // + 0.0 makes 0 of -0
  for (int digits = 16; end - text > static_cast<std::ptrdiff_t>(longest_decimal) && digits > 0; --digits) {
    end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, digits).ptr;
  }
  return {text, end};
}

bool is_exact_decimal(double value) {
  const std::string text = decimal_string(value);
  double back = 0;
  std::from_chars(text.data(), text.data() + text.size(), back);
  return back == value;
}

std::string fitted(std::string_view text, std::size_t characters) {
  std::string out;
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool begins = (byte & 0xC0) != 0x80;
    if (begins && ++count > characters) break;
    out.push_back(c == '\\' ? '/' : byte < 0x20 || byte == 0x7F ? ' ' : c);
  }
  const auto last = out.find_last_not_of(' ');
  out.resize(last == std::string::npos ? 0 : last + 1);
  return out;
}

std::string new_uid() {
  std::random_device random;
  std::array<std::uint32_t, 4> words{};
  for (auto &word : words) word = random();
  words[1] = (words[1] & 0xFFFF0FFFU) | 0x00004000U;  // version 4: random
  words[2] = (words[2] & 0x3FFFFFFFU) | 0x80000000U;  // variant of RFC 4122
  return "2.25." + decimal_of(words);
}

bool is_uid(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace gantry::dicom::write
