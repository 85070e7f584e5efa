// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <algorithm>
#include <core/view/outlines.hpp>

using namespace gantry::core::view;

namespace {

constexpr Rgba none{}, red{255, 0, 0, 255}, blue{0, 0, 255, 255};

Pixels pixels(std::uint32_t width, std::vector<Rgba> rgba) {
  return {width, static_cast<std::uint32_t>(rgba.size()) / width, std::move(rgba)};
}

// How far the lines of a colour go in all, in pixels.
std::uint32_t length_of(const std::vector<Outline> &lines, const Rgba &colour) {
  std::uint32_t length = 0;
  for (const Outline &line : lines) length += line.colour == colour ? line.to - line.from : 0;
  return length;
}

}  // namespace

TEST_CASE("A rectangle has four lines, at the border of its own pixels", "[view]") {
  const auto lines = outlines(pixels(4, {none, none, none, none,  //
                                         none, red, red, none,    //
                                         none, red, red, none}));
  REQUIRE(lines.size() == 4);
  const auto has = [&](const Outline &line) { return std::find(lines.begin(), lines.end(), line) != lines.end(); };
  CHECK(has({.upright = false, .at = 1, .from = 1, .to = 3, .after = true, .colour = red}));
  CHECK(has({.upright = false, .at = 3, .from = 1, .to = 3, .after = false, .colour = red}));
  CHECK(has({.upright = true, .at = 1, .from = 1, .to = 3, .after = true, .colour = red}));
  CHECK(has({.upright = true, .at = 3, .from = 1, .to = 3, .after = false, .colour = red}));
}

TEST_CASE("Segments that touch each have a line of their own, and none within", "[view]") {
  const auto lines = outlines(pixels(3, {red, red, blue,  //
                                         red, blue, blue}));
  CHECK(length_of(lines, red) == 8);  // the circumference of either
  CHECK(length_of(lines, blue) == 8);
  CHECK(outlines(pixels(2, {none, none})).empty());
  CHECK(outlines({}).empty());
}
