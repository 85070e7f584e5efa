// SPDX-License-Identifier: Apache-2.0
#include "imagej.hpp"

#include "text.hpp"

#include <cmath>
#include <map>
#include <string>

namespace gantry::pictures {
namespace {

double mm_of(const std::string &unit) {
  static const std::map<std::string, double> lengths{
      {"nm", 1e-6},      {"um", 1e-3}, {"\xc2\xb5m", 1e-3}, {"\xb5m", 1e-3}, {"\\u00b5m", 1e-3}, {"micron", 1e-3},
      {"microns", 1e-3}, {"mm", 1},    {"millimeter", 1},   {"cm", 10},      {"m", 1000},        {"inch", 25.4}};
  const auto found = lengths.find(lower(unit));
  return found == lengths.end() ? 0 : found->second;
}

}  // namespace

ImageJ imagej_of(std::string_view description) {
  ImageJ out;
  if (description.substr(0, 7) != "ImageJ=") return out;
  out.present = true;
  while (const auto line = next_line(description)) {
    const std::size_t split = line->find('=');
    if (split == std::string_view::npos) continue;
    const std::string_view name = line->substr(0, split), value = trimmed(line->substr(split + 1));
    const std::int64_t whole = whole_number(value).value_or(0);
    const auto count = static_cast<std::uint64_t>(whole >= 1 && whole < (1 << 24) ? whole : 1);
    const double real = number(value).value_or(0);
    if (name == "images") out.images = count;
    if (name == "channels") out.channels = count;
    if (name == "slices") out.slices = count;
    if (name == "frames") out.frames = count;
    if (name == "unit") out.mm_per_unit = mm_of(std::string(value));
    if (name == "spacing" && std::isfinite(real)) out.spacing = std::abs(real);
    if (name == "finterval" && std::isfinite(real) && real > 0) out.frame_seconds = real;
  }
  return out;
}

}  // namespace gantry::pictures
