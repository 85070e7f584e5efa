// SPDX-License-Identifier: Apache-2.0
#include <host/window/theme/fonts.hpp>

#include <host/window/theme/icons.hpp>

#include <array>
#include <cmath>
#include <filesystem>
#include <imgui.h>
#include <imgui_freetype.h>
#include <string>

namespace gantry::host::window {
namespace {

constexpr const char *inter = "/usr/share/fonts/opentype/inter/Inter-Regular.otf";
constexpr const char *inter_medium = "/usr/share/fonts/opentype/inter/Inter-Medium.otf";
constexpr const char *inter_strong = "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf";
constexpr const char *fixed_width = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf";
constexpr const char *awesome = "/usr/share/fonts/truetype/font-awesome/fontawesome-webfont.ttf";

struct Needed {
  const char *file, *package;
};
constexpr Needed needed[] = {{inter, "fonts-inter"},
                             {inter_medium, "fonts-inter"},
                             {inter_strong, "fonts-inter"},
                             {fixed_width, "fonts-dejavu-core"},
                             {awesome, "fonts-font-awesome"}};

// Latin with its extensions A, Greek, punctuation, super- and subscripts, arrows, mathematics; pairs of first and last.
constexpr ImWchar letters[] = {0x0020, 0x017F, 0x0218, 0x021B, 0x0370, 0x03FF, 0x2010, 0x2027, 0x2030, 0x203A,
                               0x2070, 0x209C, 0x20AC, 0x20AC, 0x2113, 0x2113, 0x2122, 0x2122, 0x2190, 0x2199,
                               0x2200, 0x2265, 0x22C5, 0x22C5, 0x25A0, 0x25CF, 0xFFFD, 0xFFFD, 0};

// Pairs again, one for each icon. ImGui reads it while the atlas is built.
const ImWchar *icon_ranges() {
  static const auto ranges = [] {
    std::vector<ImWchar> result;
    for (const auto &icon : icons()) result.insert(result.end(), {icon.code, icon.code});
    result.push_back(0);
    return result;
  }();
  return ranges.data();
}

// ImGui counts a font's size from its ascender to its descender: 1.21 of Inter's em, 1.164 of DejaVu Sans Mono's.
constexpr float inter_height = 1.21F;
constexpr float mono_height = 1.164F;

ImFont *add(ImFontAtlas &atlas, const char *file, float pixels, bool with_icons) {
  ImFontConfig config;
  config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  ImFont *const font = atlas.AddFontFromFileTTF(file, std::round(pixels), &config, letters);
  if (with_icons && font != nullptr) {
    ImFontConfig icon;
    icon.MergeMode = true;
    icon.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    icon.GlyphOffset.y = std::round(pixels * 0.06F);
    atlas.AddFontFromFileTTF(awesome, std::round(pixels * 0.9F), &icon, icon_ranges());
  }
  return font;
}

}  // namespace

core::Result<Fonts> build_fonts(ImFontAtlas &atlas, float scale) {
  for (const auto &[file, package] : needed) {
    if (!std::filesystem::exists(file)) {
      return core::fail("window.fonts", std::string("the font ") + file + " is not installed", "",
                        std::string("install the package ") + package);
    }
  }
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.TexDesiredWidth = scale > 1.5F ? 2048 : 1024;
  const float body = 14 * scale;  // CSS pixels
  constexpr float step = 1.2F;
  Fonts fonts;
  fonts.em = std::round(16 * scale);
  fonts.body = add(atlas, inter, body * inter_height, true);
  fonts.strong = add(atlas, inter_strong, body * inter_height, true);
  fonts.small = add(atlas, inter_medium, body / step * inter_height, true);
  fonts.heading = add(atlas, inter_strong, body * step * inter_height, true);
  fonts.title = add(atlas, inter_strong, body * step * step * inter_height, false);
  fonts.formula = add(atlas, inter, body * step * inter_height, false);
  fonts.fixed = add(atlas, fixed_width, body * 0.95F * mono_height, false);
  fonts.corners = reserve_corners(atlas, fonts.em);
  if (!atlas.Build()) {
    return core::fail("window.fonts", "the fonts can't be read", "",
                      "install fonts-inter and fonts-font-awesome again");
  }
  paint_corners(atlas, fonts.corners);
  return fonts;
}

}  // namespace gantry::host::window
