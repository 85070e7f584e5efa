// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/colour.hpp>

namespace gantry::core::report {
namespace {

// Every 15th of the 256 colours as published.
using Anchors = std::array<std::uint32_t, 18>;
constexpr Anchors viridis{0x440154, 0x481769, 0x472A7A, 0x433D84, 0x3D4E8A, 0x355E8D, 0x2E6D8E, 0x297B8E, 0x23898E,
                          0x1F978B, 0x21A585, 0x2EB37C, 0x46C06F, 0x65CB5E, 0x89D548, 0xB0DD2F, 0xD8E219, 0xFDE725};
constexpr Anchors magma{0x000004, 0x090720, 0x1A1042, 0x311165, 0x4A1079, 0x621980, 0x792282, 0x912B81, 0xAA337D,
                        0xC23B75, 0xD9466B, 0xEC5860, 0xF7725C, 0xFC8E64, 0xFEAA74, 0xFEC68A, 0xFDE2A3, 0xFCFDBF};
constexpr Anchors cividis{0x00224E, 0x002D68, 0x163770, 0x2E416D, 0x3F4C6C, 0x4E566C, 0x5C616E, 0x696B71, 0x767676,
                          0x838179, 0x928C78, 0xA09875, 0xAFA471, 0xBFB06B, 0xCFBD62, 0xDFCA57, 0xF0D846, 0xFEE838};
constexpr std::array<std::uint32_t, 6> okabe_ito{0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9};

Colour between(const Anchors &anchors, double fraction) {
  const double at = fraction * static_cast<double>(anchors.size() - 1);
  const std::size_t lower = std::min(static_cast<std::size_t>(at), anchors.size() - 2);
  const double part = at - static_cast<double>(lower);
  const Colour a = colour_from_rgb(anchors[lower]);
  const Colour b = colour_from_rgb(anchors[lower + 1]);
  return {std::lerp(a.red, b.red, part), std::lerp(a.green, b.green, part), std::lerp(a.blue, b.blue, part)};
}

}  // namespace

Colour colour_from_rgb(std::uint32_t rgb) {
  return {static_cast<double>(rgb >> 16U & 255U) / 255, static_cast<double>(rgb >> 8U & 255U) / 255,
          static_cast<double>(rgb & 255U) / 255};
}

std::string hex(Colour colour) {
  static constexpr char figures[] = "0123456789abcdef";
  std::string text = "#";
  for (const double part : {colour.red, colour.green, colour.blue}) {
    const auto value = static_cast<unsigned>(std::lround(std::clamp(part, 0.0, 1.0) * 255));
    text += figures[value >> 4U];
    text += figures[value & 15U];
  }
  return text;
}

std::optional<ColourMap> colour_map_named(std::string_view name) {
  static constexpr std::pair<std::string_view, ColourMap> names[] = {{"viridis", ColourMap::viridis},
                                                                     {"magma", ColourMap::magma},
                                                                     {"cividis", ColourMap::cividis},
                                                                     {"grey", ColourMap::grey},
                                                                     {"gray", ColourMap::grey}};
  for (const auto &[known, map] : names) {
    if (known == name) return map;
  }
  return std::nullopt;
}

Colour map_colour(ColourMap map, double fraction) {
  fraction = fraction > 0 ? std::min(fraction, 1.0) : 0;  // NaN becomes 0
  switch (map) {
    case ColourMap::viridis: return between(viridis, fraction);
    case ColourMap::magma: return between(magma, fraction);
    case ColourMap::cividis: return between(cividis, fraction);
    case ColourMap::grey: break;
  }
  return {fraction, fraction, fraction};
}

Colour class_colour(std::size_t index) { return colour_from_rgb(okabe_ito[index % okabe_ito.size()]); }

}  // namespace gantry::core::report
