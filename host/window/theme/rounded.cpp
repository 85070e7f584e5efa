// SPDX-License-Identifier: Apache-2.0
#include <host/window/theme/rounded.hpp>

#include <GL/gl.h>
#include <algorithm>
#include <cmath>
#include <cstdint>

namespace gantry::host::window {
namespace {

constexpr float least_cleared = 128 * 128;  // pixels; a callback parts a list into two draw calls

ImVec2 whole(ImVec2 p) { return {std::round(p.x), std::round(p.y)}; }

// The share of a pixel that lies between two circles, whose centre is as far from both edges as the outer one reaches.
float covered(int x, int y, float inner, float outer) {
  constexpr int samples = 8;
  int in = 0;
  for (int i = 0; i < samples * samples; ++i) {
    const auto at = [](int pixel, int sample) {
      return static_cast<float>(pixel) + (static_cast<float>(sample) + 0.5F) / samples;
    };
    const float distance = std::hypot(outer - at(x, i % samples), outer - at(y, i / samples));
    in += distance >= inner && distance <= outer ? 1 : 0;
  }
  return static_cast<float>(in) / (samples * samples);
}

// A ring, or as much of it as the rectangle holds.
ImVec4 paint(ImFontAtlas &atlas, int rectangle, float inner, float outer) {
  unsigned char *pixels = nullptr;
  int width = 0;
  int height = 0;
  atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
  const ImFontAtlasCustomRect &at = *atlas.GetCustomRectByIndex(rectangle);
  for (int y = 0; y < at.Height; ++y) {
    for (int x = 0; x < at.Width; ++x)
      pixels[(at.Y + y) * width + at.X + x] =
          static_cast<unsigned char>(std::lround(255 * covered(x, y, inner, outer)));
  }
  ImVec2 from;
  ImVec2 to;
  atlas.CalcCustomRectUV(&at, &from, &to);
  return {from.x, from.y, to.x, to.y};
}

const Corner *corner_of(const Corners &made, ImVec2 min, ImVec2 max, float rounding) {
  const auto least = 2 * rounding;
  if (max.x - min.x < least || max.y - min.y < least) return nullptr;
  const auto *const found = std::find_if(made.of.begin(), made.of.end(), [rounding](const Corner &c) {
    return c.radius > 0 && static_cast<float>(c.radius) == rounding;
  });
  return found == made.of.end() ? nullptr : found;
}

// Needs four rectangles reserved.
void corners(ImDrawList &list, ImVec2 min, ImVec2 max, float r, const ImVec4 &uv, ImU32 ink) {
  const ImVec2 from(uv.x, uv.y);
  const ImVec2 to(uv.z, uv.w);
  list.PrimRectUV(min, {min.x + r, min.y + r}, from, to, ink);
  list.PrimRectUV({max.x - r, min.y}, {max.x, min.y + r}, {to.x, from.y}, {from.x, to.y}, ink);
  list.PrimRectUV({min.x, max.y - r}, {min.x + r, max.y}, {from.x, to.y}, {to.x, from.y}, ink);
  list.PrimRectUV({max.x - r, max.y - r}, max, to, from, ink);
}

void clear(const ImDrawList * /*list*/, const ImDrawCmd *command) {
  const ImVec4 &clip = command->ClipRect;
  const float high = ImGui::GetIO().DisplaySize.y;
  const auto width = static_cast<GLsizei>(clip.z - clip.x);
  const auto height = static_cast<GLsizei>(clip.w - clip.y);
  if (width <= 0 || height <= 0) return;
  const ImVec4 ink =
      ImGui::ColorConvertU32ToFloat4(static_cast<ImU32>(reinterpret_cast<std::uintptr_t>(command->UserCallbackData)));
  glScissor(static_cast<GLint>(clip.x), static_cast<GLint>(high - clip.w), width, height);
  glClearColor(ink.x, ink.y, ink.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

void fill(ImDrawList &list, ImVec2 min, ImVec2 max, ImU32 ink) {
  const bool opaque = (ink & IM_COL32_A_MASK) == IM_COL32_A_MASK;
  if (!opaque || (max.x - min.x) * (max.y - min.y) < least_cleared) return list.AddRectFilled(min, max, ink);
  list.PushClipRect(min, max, true);
  list.AddCallback(clear, reinterpret_cast<void *>(static_cast<std::uintptr_t>(ink)));
  list.PopClipRect();
}

}  // namespace

Corners reserve_corners(ImFontAtlas &atlas, float em) {
  Corners made;
  made.of[0].radius = static_cast<int>(std::round(em * 0.25F));
  made.of[1].radius = static_cast<int>(std::round(em * 0.375F));
  made.disc = atlas.AddCustomRectRegular(2 * made.of[0].radius, 2 * made.of[0].radius);  // near the size of dots
  for (Corner &c : made.of) {
    c.fill = atlas.AddCustomRectRegular(c.radius, c.radius);
    c.rim = atlas.AddCustomRectRegular(c.radius, c.radius);
  }
  return made;
}

void paint_corners(ImFontAtlas &atlas, Corners &corners) {
  corners.disc_at = paint(atlas, corners.disc, 0, static_cast<float>(corners.of[0].radius));
  for (Corner &c : corners.of) {
    const auto outer = static_cast<float>(c.radius);
    c.fill_at = paint(atlas, c.fill, 0, outer);
    c.rim_at = paint(atlas, c.rim, outer - 1, outer);
  }
}

bool outside(const ImDrawList &list, ImVec2 min, ImVec2 max) {
  const ImVec2 from = list.GetClipRectMin();
  const ImVec2 to = list.GetClipRectMax();
  return max.x <= from.x || max.y <= from.y || min.x >= to.x || min.y >= to.y;
}

void fill_rounded(ImDrawList &list, const Corners &made, ImVec2 min, ImVec2 max, ImU32 ink, float rounding) {
  if (outside(list, min, max) || (ink & IM_COL32_A_MASK) == 0) return;
  min = whole(min), max = whole(max);
  const Corner *const c = corner_of(made, min, max, rounding);
  if (c == nullptr) return list.AddRectFilled(min, max, ink, rounding);
  fill(list, {min.x, min.y + rounding}, {max.x, max.y - rounding}, ink);
  list.PrimReserve(6 * 6, 6 * 4);
  list.PrimRect({min.x + rounding, min.y}, {max.x - rounding, min.y + rounding}, ink);
  list.PrimRect({min.x + rounding, max.y - rounding}, {max.x - rounding, max.y}, ink);
  corners(list, min, max, rounding, c->fill_at, ink);
}

void put_disc(ImDrawList &list, const Corners &made, ImVec2 centre, float radius, ImU32 ink) {
  const ImVec4 &uv = made.disc_at;
  list.PrimReserve(6, 4);
  list.PrimRectUV({centre.x - radius, centre.y - radius}, {centre.x + radius, centre.y + radius}, {uv.x, uv.y},
                  {uv.z, uv.w}, ink);
}

void rim_rounded(ImDrawList &list, const Corners &made, ImVec2 min, ImVec2 max, ImU32 ink, float rounding) {
  if (outside(list, min, max) || (ink & IM_COL32_A_MASK) == 0) return;
  min = whole(min), max = whole(max);
  const Corner *const c = corner_of(made, min, max, rounding);
  if (c == nullptr) return list.AddRect(min, max, ink, rounding);
  list.PrimReserve(8 * 6, 8 * 4);
  list.PrimRect({min.x + rounding, min.y}, {max.x - rounding, min.y + 1}, ink);
  list.PrimRect({min.x + rounding, max.y - 1}, {max.x - rounding, max.y}, ink);
  list.PrimRect({min.x, min.y + rounding}, {min.x + 1, max.y - rounding}, ink);
  list.PrimRect({max.x - 1, min.y + rounding}, {max.x, max.y - rounding}, ink);
  corners(list, min, max, rounding, c->rim_at, ink);
}

}  // namespace gantry::host::window
