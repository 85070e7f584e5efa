// SPDX-License-Identifier: Apache-2.0
#include <host/window/widgets/number_words.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <core/plugins/parameters.hpp>
#include <utility>

namespace gantry::host::window {

std::optional<double> parse_typed(std::string_view text) {
  const auto value = core::parse_number(typeable(text));
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::string typeable(std::string_view shown) {
  static constexpr std::pair<std::string_view, std::string_view> keys[] = {
      {"−", "-"}, {"×10", "e"}, {"⁻", "-"}, {"⁰", "0"}, {"¹", "1"}, {"²", "2"}, {"³", "3"},
      {"⁴", "4"}, {"⁵", "5"},   {"⁶", "6"}, {"⁷", "7"}, {"⁸", "8"}, {"⁹", "9"}};
  std::string plain(shown);
  for (const auto &[sign, key] : keys) {
    for (auto at = plain.find(sign); at != std::string::npos; at = plain.find(sign, at))
      plain.replace(at, sign.size(), key);
  }
  return plain;
}

std::string typed_text(double value, bool integer, char decimal) {
  if (!std::isfinite(value)) return {};
  char text[64];
  const auto end = integer && std::abs(value) < 1e15
                       ? std::to_chars(text, text + sizeof text, std::round(value), std::chars_format::fixed, 0).ptr
                       : std::to_chars(text, text + sizeof text, value, std::chars_format::general, 10).ptr;
  std::string result(text, end);
  std::replace(result.begin(), result.end(), '.', decimal);
  return result;
}

double step_of(const gantry_ui_number &number, double value) {
  if (number.step > 0) return number.step;
  if ((number.flags & GANTRY_UI_INTEGER) != 0) return 1;
  const double range = number.maximum - number.minimum;
  if (std::isfinite(range) && range > 0) return range / 100;
  return value == 0 || !std::isfinite(value) ? 0.1 : std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
}

double clamped(const gantry_ui_number &number, double value) {
  if ((number.flags & GANTRY_UI_INTEGER) != 0) value = std::round(value);
  if (value < number.minimum) value = number.minimum;
  if (value > number.maximum) value = number.maximum;
  return value;
}

}  // namespace gantry::host::window
