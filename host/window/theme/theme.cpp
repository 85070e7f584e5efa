// SPDX-License-Identifier: Apache-2.0
#include <host/window/theme/theme.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::host::window {
namespace {

constexpr Theme themes[] = {
    {.name = ThemeName::dark,
     .id = "dark",
     .background = 0x12151a,
     .surface = 0x1a1e25,
     .raised = 0x262c36,
     .field = 0x111419,
     .hover = 0x303845,
     .held = 0x3a4453,
     .selection = 0x1d4166,
     .ink = 0xe8ecf1,
     .dim = 0xa9b4c0,
     .line = 0x2e353f,
     .edge = 0x76828f,
     .accent = 0x66b3ff,
     .on_accent = 0x06182a,
     .done = 0x63cf8d,
     .info = 0x74b9ff,
     .warning = 0xf0b849,
     .error = 0xff8f85,
     .on_error = 0x2a0503,
     .series = {0x56b4e9, 0xe69f00, 0x00a67a, 0xe0602a, 0xd58bb5, 0xf0e442, 0xc9d1da},
     .disabled = 0.5F},
    {.name = ThemeName::light,
     .id = "light",
     .background = 0xf1f4f7,
     .surface = 0xffffff,
     .raised = 0xe9edf2,
     .field = 0xffffff,
     .hover = 0xdde4ec,
     .held = 0xcfd9e3,
     .selection = 0xcfe4fb,
     .ink = 0x17202a,
     .dim = 0x4b5764,
     .line = 0xd6dde5,
     .edge = 0x74818e,
     .accent = 0x0a5fb8,
     .on_accent = 0xffffff,
     .done = 0x14713d,
     .info = 0x0a5fb8,
     .warning = 0x835500,
     .error = 0xb3261e,
     .on_error = 0xffffff,
     .series = {0x0072b2, 0xb86e00, 0x00805a, 0xc23b00, 0x8f3d73, 0x9024f0, 0x3d4651},
     .disabled = 0.55F},
    {.name = ThemeName::contrast,
     .id = "contrast",
     .background = 0x000000,
     .surface = 0x000000,
     .raised = 0x14171c,
     .field = 0x000000,
     .hover = 0x27313f,
     .held = 0x34445a,
     .selection = 0x003a75,
     .ink = 0xffffff,
     .dim = 0xe2e6ea,
     .line = 0x9aa3ad,
     .edge = 0xffffff,
     .accent = 0xffd633,
     .on_accent = 0x000000,
     .done = 0x7dff9b,
     .info = 0x9ad4ff,
     .warning = 0xffd633,
     .error = 0xffa79f,
     .on_error = 0x000000,
     .series = {0x56b4e9, 0xffb000, 0x00c290, 0xff7043, 0xf0a6d0, 0xf0e442, 0xffffff},
     .disabled = 0.65F},
};

double linear(Rgb channel) {
  const double c = static_cast<double>(channel & 0xff) / 255;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Rgb c) { return 0.2126 * linear(c >> 16) + 0.7152 * linear(c >> 8) + 0.0722 * linear(c); }

}  // namespace

const Theme &theme(ThemeName name) { return themes[static_cast<int>(name)]; }

std::optional<ThemeName> theme_named(std::string_view id) {
  for (const auto &t : themes) {
    if (t.id == id) return t.name;
  }
  return std::nullopt;
}

double contrast(Rgb a, Rgb b) {
  const double one = luminance(a) + 0.05;
  const double other = luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

Rgb mixed(Rgb colour, Rgb ground, double cover) {
  Rgb result = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double part = cover * ((colour >> shift) & 0xff) + (1 - cover) * ((ground >> shift) & 0xff);
    result |= static_cast<Rgb>(std::lround(part)) << shift;
  }
  return result;
}

std::vector<ColourPair> used_pairs(const Theme &t) {
  constexpr double text = 4.5;
  constexpr double control = 3;
  std::vector<ColourPair> pairs = {
      {"ink on background", t.ink, t.background, text},
      {"ink on surface", t.ink, t.surface, text},
      {"ink on raised", t.ink, t.raised, text},
      {"ink on field", t.ink, t.field, text},
      {"ink on hover", t.ink, t.hover, text},
      {"ink on held", t.ink, t.held, text},
      {"ink on selection", t.ink, t.selection, text},
      {"dim on background", t.dim, t.background, text},
      {"dim on surface", t.dim, t.surface, text},
      {"dim on raised", t.dim, t.raised, text},
      {"dim on field", t.dim, t.field, text},
      {"dim on hover", t.dim, t.hover, text},
      {"dim on selection", t.dim, t.selection, text},
      {"accent as text on surface", t.accent, t.surface, text},
      {"accent as text on raised", t.accent, t.raised, text},
      {"on_accent on accent", t.on_accent, t.accent, text},
      {"on_error on error", t.on_error, t.error, text},
      {"edge on background", t.edge, t.background, control},
      {"edge on surface", t.edge, t.surface, control},
      {"edge on raised", t.edge, t.raised, control},
      {"edge on field", t.edge, t.field, control},
      {"accent on background", t.accent, t.background, control},
      {"accent on field", t.accent, t.field, control},
      {"accent on hover", t.accent, t.hover, control},
      {"accent on selection", t.accent, t.selection, control},
  };
  const std::pair<std::string_view, Rgb> severities[] = {
      {"done", t.done}, {"info", t.info}, {"warning", t.warning}, {"error", t.error}};
  for (const auto &[name, colour] : severities) {
    for (const Rgb ground : {t.background, t.surface, t.raised, t.field}) pairs.push_back({name, colour, ground, text});
  }
  for (const Rgb ground : {t.background, t.surface, t.raised, t.field})
    pairs.push_back({"disabled ink", mixed(t.ink, ground, static_cast<double>(t.disabled)), ground, control});
  for (const Rgb colour : t.series) {
    for (const Rgb ground : {t.surface, t.field}) pairs.push_back({"series", colour, ground, control});
  }
  return pairs;
}

}  // namespace gantry::host::window
