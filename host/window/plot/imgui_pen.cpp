// SPDX-License-Identifier: Apache-2.0
#include <host/window/plot/imgui_pen.hpp>

#include <algorithm>
#include <cmath>
#include <host/window/theme/style.hpp>
#include <imgui_internal.h>
#include <vector>

namespace gantry::host::window {
namespace {

using namespace core::report;

ImVec2 at(Point p) { return {static_cast<float>(p.x), static_cast<float>(p.y)}; }

}  // namespace

// From ascender to descender a font of ImGui is 1.21 times its em (Inter).
double text_size(const ImFont &font) { return static_cast<double>(font.FontSize) / 1.21; }

ImU32 ImGuiPen::paint(const Ink &ink, double opacity) const {
  if (!ink) return colour(ink_, static_cast<float>(opacity));
  return ImGui::GetColorU32(ImVec4(static_cast<float>(ink->red), static_cast<float>(ink->green),
                                   static_cast<float>(ink->blue), static_cast<float>(opacity)));
}

ImFont *ImGuiPen::font_of(double size, bool bold) const {
  if (bold) return fonts_.strong;
  return size < text_size(*fonts_.body) * 0.96 ? fonts_.small : fonts_.body;
}

// Upright and level lines stand on whole pixels, so that they are sharp.
void ImGuiPen::line(double x0, double y0, double x1, double y1, const Stroke &stroke) {
  const bool upright = x0 == x1;
  if (!upright && y0 != y1) {
    const ImVec2 ends[] = {at({x0, y0}), at({x1, y1})};
    return list_.AddPolyline(ends, 2, paint(stroke.colour, stroke.opacity), 0, static_cast<float>(stroke.width));
  }
  const double thick = std::max(1.0, std::round(stroke.width));
  const double across = std::round((upright ? x0 : y0) - thick / 2);
  const auto [from, to] = std::minmax(upright ? y0 : x0, upright ? y1 : x1);
  const ImU32 ink = paint(stroke.colour, stroke.opacity);
  const double on = stroke.dashes.on > 0 ? stroke.dashes.on : to - from + 1;
  const double step = stroke.dashes.on > 0 ? stroke.dashes.on + stroke.dashes.off : to - from + 1;
  for (double p = from; p < to; p += step) {
    const double end = std::min(p + on, to);
    const ImVec2 a = upright ? at({across, std::round(p)}) : at({std::round(p), across});
    const ImVec2 b = upright ? at({across + thick, std::round(end)}) : at({std::round(end), across + thick});
    list_.AddRectFilled(a, b, ink);
  }
}

void ImGuiPen::curve(std::span<const Point> points, const Stroke &stroke) {
  const ImU32 ink = paint(stroke.colour, stroke.opacity);
  // In parts, since a draw list's indices have 16 bits, and since ImGui's joints vanish where a line turns back on itself,
  // as the lines of long signals do in every column of pixels. Each part begins where the one before ended.
  constexpr std::size_t part = 8000;
  std::vector<ImVec2> places;
  const auto flush = [&] {
    if (places.size() > 1)
      list_.AddPolyline(places.data(), static_cast<int>(places.size()), ink, 0, static_cast<float>(stroke.width));
    if (places.size() > 1) places.erase(places.begin(), places.end() - 1);
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    places.push_back(at(points[i]));
    if (i == 0 || i + 1 == points.size()) continue;
    const Point before{points[i].x - points[i - 1].x, points[i].y - points[i - 1].y};
    const Point after{points[i + 1].x - points[i].x, points[i + 1].y - points[i].y};
    const double turn = before.x * after.x + before.y * after.y;
    if (turn < 0 || places.size() >= part) flush();
  }
  flush();
}

void ImGuiPen::band(std::span<const Point> upper, std::span<const Point> lower, Colour colour, double opacity) {
  const ImU32 ink = paint(colour, opacity);
  const ImVec2 white = list_._Data->TexUvWhitePixel;
  constexpr std::size_t part = 8000;
  for (std::size_t from = 0; from + 1 < upper.size(); from += part - 1) {
    const std::size_t count = std::min(part, upper.size() - from);
    list_.PrimReserve(static_cast<int>(6 * (count - 1)), static_cast<int>(2 * count));
    const unsigned first = list_._VtxCurrentIdx;
    for (std::size_t i = 0; i < count; ++i) {
      list_.PrimWriteVtx(at(upper[from + i]), white, ink);
      list_.PrimWriteVtx(at(lower[from + i]), white, ink);
    }
    for (std::size_t i = 0; i + 1 < count; ++i) {
      const auto corner = first + static_cast<unsigned>(2 * i);
      for (const unsigned k : {0U, 1U, 3U, 0U, 3U, 2U}) list_.PrimWriteIdx(static_cast<ImDrawIdx>(corner + k));
    }
  }
}

void ImGuiPen::dot(double x, double y, double radius, Colour colour, double opacity) {
  constexpr int many = 500;  // from there on nobody sees that they are smoothed less, and most of them lie under others
  const ImU32 ink = paint(colour, opacity);
  if (++dots_ <= many) return list_.AddCircleFilled(at({x, y}), static_cast<float>(radius), ink);
  if (!crowded(x, y, radius, ink)) put_disc(list_, fonts_.corners, at({x, y}), static_cast<float>(radius), ink);
}

// One of that colour was drawn less than half its width away.
bool ImGuiPen::crowded(double x, double y, double radius, ImU32 ink) {
  const ImVec2 from = list_.GetClipRectMin();
  const ImVec2 to = list_.GetClipRectMax();
  const double cell = std::max(radius, 1.0);
  const auto columns = static_cast<std::size_t>(std::max(0.0F, to.x - from.x) / static_cast<float>(cell)) + 1;
  const auto rows = static_cast<std::size_t>(std::max(0.0F, to.y - from.y) / static_cast<float>(cell)) + 1;
  if (ink != crowd_ink_ || crowd_.size() != columns * rows) {
    crowd_ink_ = ink;
    crowd_.assign(columns * rows, false);
  }
  const double column = std::floor((x - static_cast<double>(from.x)) / cell);
  const double row = std::floor((y - static_cast<double>(from.y)) / cell);
  if (!(column >= 0 && row >= 0 && column < static_cast<double>(columns) && row < static_cast<double>(rows)))
    return false;
  const std::size_t at = static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column);
  const bool taken = crowd_[at];
  crowd_[at] = true;
  return taken;
}

void ImGuiPen::box(Area area, Ink fill, double opacity, const Stroke &rim) {
  const ImVec2 a = at({std::round(area.x), std::round(area.y)});
  const ImVec2 b = at({std::max(std::round(area.right()), std::round(area.x) + 1), std::round(area.bottom())});
  if (opacity > 0) list_.AddRectFilled(a, b, paint(fill, opacity));
  if (rim.width > 0) {
    list_.AddRect(a, b, paint(rim.colour, rim.opacity), 0, 0,
                  std::max(1.0F, std::round(static_cast<float>(rim.width))));
  }
}

void ImGuiPen::text(std::string_view text, double x, double y, const TextAt &style) {
  ImFont *const font = font_of(style.size, style.bold);
  const double length = width(text, style.size, style.bold);
  const double shift = style.align == Align::left ? 0 : style.align == Align::right ? length : length / 2;
  const ImU32 ink = paint({}, style.opacity);
  const auto base = static_cast<double>(font->Ascent);
  if (!style.turned) {
    const ImVec2 corner = at({std::round(x - shift), std::round(y - base)});
    return list_.AddText(font, font->FontSize, corner, ink, text.data(), text.data() + text.size());
  }
  // Set level at the origin, without being clipped, then turned round it: texels stay on pixels.
  const int first = list_.VtxBuffer.Size;
  constexpr float all = 1e6F;
  font->RenderText(&list_, font->FontSize, {0, 0}, ink, {-all, -all, all, all}, text.data(), text.data() + text.size());
  const auto left = static_cast<float>(std::round(x - base));
  const auto bottom = static_cast<float>(std::round(y + shift));
  for (int i = first; i < list_.VtxBuffer.Size; ++i) {
    ImVec2 &p = list_.VtxBuffer[i].pos;
    p = {left + p.y, bottom - p.x};
  }
}

double ImGuiPen::width(std::string_view text, double size, bool bold) const {
  const ImFont *const font = font_of(size, bold);
  return static_cast<double>(font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x);
}

void ImGuiPen::begin_clip(Area area) {
  list_.PushClipRect(at({std::floor(area.x), std::floor(area.y)}),
                     at({std::ceil(area.right()), std::ceil(area.bottom())}), true);
}

void ImGuiPen::end_clip() { list_.PopClipRect(); }

}  // namespace gantry::host::window
