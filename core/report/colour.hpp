// SPDX-License-Identifier: Apache-2.0
// Colours that people with a colour vision deficiency tell apart: maps for quantities, a set for classes.
//
//   Colour c = map_colour(ColourMap::viridis, 0.5);   // #21918C
//
// Viridis and magma: S. van der Walt and N. Smith, 2015 (CC0). Cividis: J. Nuñez, C. Anderton, R. Renslow, PLOS ONE
// 13(7):e0199239, 2018. Classes: M. Okabe and K. Ito, "Color universal design", 2002.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gantry::core::report {

struct Colour {
  double red = 0, green = 0, blue = 0;  // 0 to 1, sRGB
};

Colour colour_from_rgb(std::uint32_t rgb);  // 0xRRGGBB
std::string hex(Colour colour);             // "#rrggbb"

enum class ColourMap { viridis, magma, cividis, grey };
std::optional<ColourMap> colour_map_named(std::string_view name);  // "viridis"; nothing: there is none of that name

// `fraction` is clamped to 0 … 1. Interpolated between 18 of the 256 published colours: at most 2/255 from each of them.
Colour map_colour(ColourMap map, double fraction);

// Okabe–Ito without black and yellow, those that stand out on white (contrast of 3 or more) first. Goes round.
Colour class_colour(std::size_t index);

}  // namespace gantry::core::report
