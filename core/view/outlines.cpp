// SPDX-License-Identifier: Apache-2.0
#include <core/view/outlines.hpp>

namespace gantry::core::view {
namespace {

// One border between two rows or columns of pixels, `length` long; `before` and `after` give the pixels at its sides.
template <class Before, class After>
void follow(std::vector<Outline> &lines, Outline border, std::uint32_t length, Before before, After after) {
  for (const bool side : {false, true}) {
    border.after = side;
    Outline *open = nullptr;
    for (std::uint32_t i = 0; i < length; ++i) {
      const Rgba own = side ? after(i) : before(i), other = side ? before(i) : after(i);
      const bool ends = own.alpha != 0 && own != other;
      if (ends && open != nullptr && open->colour == own) {
        open->to = i + 1;
        continue;
      }
      open = nullptr;
      if (!ends) continue;
      border.from = i;
      border.to = i + 1;
      border.colour = own;
      open = &lines.emplace_back(border);
    }
  }
}

}  // namespace

std::vector<Outline> outlines(const Pixels &pixels) {
  std::vector<Outline> lines;
  const auto pixel = [&](std::uint64_t x, std::uint64_t y) {
    return x < pixels.width && y < pixels.height ? pixels.rgba[y * pixels.width + x] : Rgba{};
  };
  constexpr auto outside = ~std::uint64_t{0};
  for (std::uint32_t y = 0; y <= pixels.height; ++y) {
    const std::uint64_t above = y == 0 ? outside : y - 1;
    follow(
        lines, {.upright = false, .at = y}, pixels.width, [&](std::uint32_t i) { return pixel(i, above); },
        [&](std::uint32_t i) { return pixel(i, y); });
  }
  for (std::uint32_t x = 0; x <= pixels.width; ++x) {
    const std::uint64_t left = x == 0 ? outside : x - 1;
    follow(
        lines, {.upright = true, .at = x}, pixels.height, [&](std::uint32_t i) { return pixel(left, i); },
        [&](std::uint32_t i) { return pixel(x, i); });
  }
  return lines;
}

}  // namespace gantry::core::view
