// SPDX-License-Identifier: Apache-2.0
// The colours of the window by what they are for: dark, light and high contrast.
//
//   const Theme &dark = theme(ThemeName::dark);
//   dark.ink;                                  // 0xe8ecf1
//   contrast(dark.ink, dark.surface);          // 14.0: WCAG 2.1, from 1 to 21
//
// Every pair that the window draws is in used_pairs(), with the contrast that WCAG 2.1 AA asks for: 4.5 for text
// (1.4.3), 3 for what shows where a control is or what state it is in (1.4.11). What can't be used is exempt there; here
// its text has 3, so that it can be read what could be done.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace gantry::host::window {

using Rgb = std::uint32_t;  // 0xRRGGBB, sRGB

enum class ThemeName { dark, light, contrast };

struct Theme {
  ThemeName name;
  std::string_view id;  // "dark"
  // Grounds: behind everything, panes, what stands out (buttons, menus, dialogs), what is typed in; under the pointer,
  // under a press, chosen rows.
  Rgb background, surface, raised, field, hover, held, selection;
  Rgb ink, dim;           // text, and text of lesser importance
  Rgb line, edge;         // between things (decoration), and around controls
  Rgb accent, on_accent;  // what goes on, has the focus or is switched on
  Rgb done, info, warning, error, on_error;
  std::array<Rgb, 7> series;  // of plots, in this order; told apart by people with any colour vision
  float disabled;             // how much is left of the colours of what can't be used
};

const Theme &theme(ThemeName name);
std::optional<ThemeName> theme_named(std::string_view id);
inline constexpr ThemeName all_themes[] = {ThemeName::dark, ThemeName::light, ThemeName::contrast};

// Ratio of relative luminances (WCAG 2.1, "contrast ratio").
double contrast(Rgb a, Rgb b);
// A colour that covers so much of the ground, from 0 to 1.
Rgb mixed(Rgb colour, Rgb ground, double cover);

struct ColourPair {
  std::string_view what;  // "dim on hover"
  Rgb ink, ground;
  double least;  // contrast
};

std::vector<ColourPair> used_pairs(const Theme &theme);

}  // namespace gantry::host::window
