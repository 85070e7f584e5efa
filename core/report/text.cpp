// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <core/report/text.hpp>
#include <cstdint>

namespace gantry::core::report {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view minus = "\xE2\x88\x92";

// Length of the UTF-8 sequence that begins `text`; 0 when it is none (overlong, surrogate, cut short).
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first < 0xE0   ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool beyond = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
  return overlong || beyond ? 0 : length;
}

void replace_all(std::string &text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

bool is_figure(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    const char c = text.front();
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
    if (length == 0 || control || c == 0x7F) {
      result += replacement;
    } else if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '"') {
      result += "&quot;";
    } else if (c == '\'') {
      result += "&#39;";
    } else {
      result += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

std::string superscript(int value) {
  static constexpr std::array<std::string_view, 10> figures{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string result = value < 0 ? "⁻" : "";
  for (const char c : std::to_string(std::abs(value))) result += figures[static_cast<std::size_t>(c - '0')];
  return result;
}

std::string fixed_text(double value, int decimals) {
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                 std::chars_format::fixed, std::clamp(decimals, 0, 20));
  std::string text(buffer.data(), end.ptr);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  if (value < 0 && !zero) text.insert(0, minus);
  return text;
}

std::string number_text(double value, int digits) {
  if (std::isnan(value)) return "–";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  if (value == 0) return "0";
  digits = std::clamp(digits, 1, 17);
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                 std::chars_format::scientific, digits - 1);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  int exponent = 0;  // after rounding, so that 0.9996 to three digits is 1.00
  const std::size_t figures = e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(text.data() + figures, text.data() + text.size(), exponent);
  if (exponent < -4 || exponent >= 7) {
    return std::string(value < 0 ? minus : "") + std::string(text.substr(0, e)) + "×10" + superscript(exponent);
  }
  return fixed_text(value, std::max(0, digits - 1 - exponent));
}

std::string short_number(double value, int digits) {
  std::string text = number_text(value, digits);
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text;
  const std::size_t end = std::min(text.find_first_not_of("0123456789", point + 1), text.size());
  const std::size_t last = text.find_last_not_of('0', end - 1);
  text.erase(last == point ? last : last + 1, end - (last == point ? last : last + 1));
  return text;
}

std::string unit_text(std::string_view ucum) {
  if (ucum == "1") return "";
  std::string text(ucum);
  replace_all(text, "[hnsf'U]", "HU");
  replace_all(text, "[Hg]", "Hg");
  replace_all(text, "[H2O]", "H₂O");
  replace_all(text, "[iU]", "IU");
  replace_all(text, "[IU]", "IU");
  replace_all(text, "Cel", "°C");
  replace_all(text, "Ohm", "Ω");
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char before = i == 0 ? '/' : text[i - 1];
    const bool starts = !is_letter(before);
    if (text[i] == 'u' && starts && i + 1 < text.size() && is_letter(text[i + 1])) {
      result += "µ";
    } else if (text[i] == '.' && i > 0 && !is_figure(before)) {
      result += "·";
    } else if (is_letter(before) && (text[i] == '-' || is_figure(text[i]))) {
      const std::size_t end = std::min(text.find_first_not_of("0123456789", i + 1), text.size());
      int exponent = 0;
      const auto read = std::from_chars(text.data() + i, text.data() + end, exponent);
      if (read.ec != std::errc{} || read.ptr != text.data() + end) return std::string(ucum);
      result += superscript(exponent);
      i = end - 1;
    } else if (text[i] != '{' && text[i] != '}') {
      result += text[i];
    }
  }
  return result;
}

std::string with_unit(std::string_view name, std::string_view ucum) {
  const std::string unit = unit_text(ucum);
  if (unit.empty()) return std::string(name);
  return name.empty() ? unit : std::string(name) + " (" + unit + ")";
}

std::string base64(std::span<const std::byte> bytes) {
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  result.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t k) {
      return i + k < bytes.size() ? std::to_integer<std::uint32_t>(bytes[i + k]) : 0;
    };
    const std::uint32_t three = at(0) << 16U | at(1) << 8U | at(2);
    result += alphabet[three >> 18U];
    result += alphabet[three >> 12U & 63U];
    result += i + 1 < bytes.size() ? alphabet[three >> 6U & 63U] : '=';
    result += i + 2 < bytes.size() ? alphabet[three & 63U] : '=';
  }
  return result;
}

}  // namespace gantry::core::report
