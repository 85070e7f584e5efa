// SPDX-License-Identifier: Apache-2.0
#include <core/report/cairo_pen.hpp>
#include <numbers>
#include <string>

namespace gantry::core::report {

CairoPen::CairoPen(Canvas &canvas, Colour ink, double scale) : canvas_(canvas), ink_(ink) {
  cairo_scale(canvas.cairo(), scale, scale);
}

void CairoPen::stroke(const Stroke &stroke) {
  cairo_t *const c = canvas_.cairo();
  canvas_.colour(stroke.colour.value_or(ink_), stroke.opacity);
  cairo_set_line_width(c, stroke.width);
  cairo_set_line_join(c, CAIRO_LINE_JOIN_ROUND);
  const double dashes[] = {stroke.dashes.on, stroke.dashes.off};
  cairo_set_dash(c, dashes, stroke.dashes.on > 0 ? 2 : 0, 0);
  cairo_stroke(c);
}

void CairoPen::line(double x0, double y0, double x1, double y1, const Stroke &style) {
  cairo_move_to(canvas_.cairo(), x0, y0);
  cairo_line_to(canvas_.cairo(), x1, y1);
  stroke(style);
}

void CairoPen::curve(std::span<const Point> points, const Stroke &style) {
  if (points.size() < 2) return;
  for (const auto &[x, y] : points) cairo_line_to(canvas_.cairo(), x, y);
  stroke(style);
}

void CairoPen::band(std::span<const Point> upper, std::span<const Point> lower, Colour colour, double opacity) {
  if (upper.size() < 2) return;
  for (const auto &[x, y] : upper) cairo_line_to(canvas_.cairo(), x, y);
  for (auto p = lower.rbegin(); p != lower.rend(); ++p) cairo_line_to(canvas_.cairo(), p->x, p->y);
  canvas_.colour(colour, opacity);
  cairo_fill(canvas_.cairo());
}

void CairoPen::dot(double x, double y, double radius, Colour colour, double opacity) {
  cairo_arc(canvas_.cairo(), x, y, radius, 0, 2 * std::numbers::pi);
  canvas_.colour(colour, opacity);
  cairo_fill(canvas_.cairo());
}

void CairoPen::box(Area area, Ink fill, double opacity, const Stroke &rim) {
  cairo_rectangle(canvas_.cairo(), area.x, area.y, area.width, area.height);
  canvas_.colour(fill.value_or(ink_), opacity);
  cairo_fill_preserve(canvas_.cairo());
  if (rim.width > 0) stroke(rim);
  else cairo_new_path(canvas_.cairo());
}

void CairoPen::text(std::string_view text, double x, double y, const TextAt &style) {
  cairo_t *const c = canvas_.cairo();
  cairo_save(c);
  cairo_translate(c, x, y);
  if (style.turned) cairo_rotate(c, -std::numbers::pi / 2);
  // Canvas wants the middle of the line, a third of the size above its base.
  canvas_.text(
      std::string(text), 0, -style.size * 0.36,
      {.size = style.size, .align = style.align, .bold = style.bold, .colour = ink_, .opacity = style.opacity});
  cairo_restore(c);
}

double CairoPen::width(std::string_view text, double size, bool bold) const {
  return canvas_.extent(std::string(text), {.size = size, .bold = bold}).width;
}

void CairoPen::begin_clip(Area area) {
  cairo_save(canvas_.cairo());
  cairo_rectangle(canvas_.cairo(), area.x, area.y, area.width, area.height);
  cairo_clip(canvas_.cairo());
}

void CairoPen::end_clip() { cairo_restore(canvas_.cairo()); }

}  // namespace gantry::core::report
