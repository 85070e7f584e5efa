// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <host/window/theme/fonts.hpp>
#include <host/window/theme/icons.hpp>
#include <imgui.h>
#include <set>

using namespace gantry::host::window;

namespace {

ImWchar code_of(const std::string &utf8) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(utf8[i])); };
  REQUIRE(utf8.size() == 3);
  return static_cast<ImWchar>(((at(0) & 15) << 12) | ((at(1) & 63) << 6) | (at(2) & 63));
}

}  // namespace

TEST_CASE("The fonts hold what Dutch and measuring need, and every icon by name") {
  ImFontAtlas atlas;
  const auto built = build_fonts(atlas, 1);
  REQUIRE(built);
  const Fonts &f = built.value();
  for (const ImFont *font : {f.body, f.strong, f.title, f.heading, f.small, f.fixed}) {
    for (const char16_t c : u"aZ09ëïéèöüĳĲāŁž€µ²³¹⁻⁰⁴⁹−×·±≤≥≈χσρ→•…–“”’") {
      if (c == 0) continue;
      INFO("U+" << std::hex << static_cast<unsigned>(c));
      CHECK(font->FindGlyphNoFallback(c) != nullptr);
    }
  }
  std::set<std::string> names;
  for (const auto &icon : icons()) {
    INFO(icon.name);
    CHECK(names.insert(icon.name).second);
    CHECK(code_of(icon_text(icon.name)) == icon.code);
    for (const ImFont *font : {f.body, f.strong, f.small, f.heading})
      CHECK(font->FindGlyphNoFallback(icon.code) != nullptr);
  }
  for (const char *name :
       {"play", "stop", "folder", "check-circle", "info-circle", "exclamation-triangle", "exclamation-circle"}) {
    CHECK_FALSE(icon_text(name).empty());
  }
  CHECK(icon_text("no-such-icon").empty());
}

TEST_CASE("At twice the scale everything is twice as large") {
  ImFontAtlas atlas;
  const auto one = build_fonts(atlas, 1);
  REQUIRE(one);
  const float body = one.value().body->FontSize;
  const float em = one.value().em;
  const auto two = build_fonts(atlas, 2);
  REQUIRE(two);
  CHECK(two.value().body->FontSize == Approx(2 * body).margin(1));
  CHECK(two.value().em == 2 * em);
  CHECK(em == 16);
}
