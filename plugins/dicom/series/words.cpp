// SPDX-License-Identifier: Apache-2.0
#include "words.hpp"

#include <charconv>
#include <cmath>

namespace gantry::dicom {

std::string number(double value) {
  if (!std::isfinite(value)) return "unknown";
  const double rounded = std::abs(value) < 1e12 ? std::round(value * 1000) / 1000 + 0.0 : value;
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, rounded).ptr;
  return {text, end};
}

std::string joined(const std::vector<std::string> &parts, const char *separator) {
  std::string out;
  for (const auto &part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

std::string counted(std::uint64_t count, const char *one, const char *many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string listed(const std::vector<double> &values, std::size_t limit) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < values.size() && i < limit; ++i) parts.push_back(number(values[i]));
  std::string out = joined(parts);
  if (values.size() > limit) out += " and " + std::to_string(values.size() - limit) + " more";
  return out;
}

}  // namespace gantry::dicom
