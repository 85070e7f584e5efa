// SPDX-License-Identifier: Apache-2.0
// What drawings are made with: SVG text, a page of pixels and the window draw the same lines, dots and words.
//
//   void cross(Pen &pen) { pen.line(0, 0, 10, 10, {.width = 2}); pen.text("origin", 12, 12, {}); }
//   Svg svg(100, 100, "a cross");
//   cross(svg);
//
// Places are px from the top left. An ink without a colour is the page's own: dark on white, light on dark.
#pragma once

#include <core/report/colour.hpp>
#include <optional>
#include <span>
#include <string_view>

namespace gantry::core::report {

struct Area {
  double x = 0, y = 0, width = 0, height = 0;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
  bool contains(double px, double py) const { return px >= x && px < right() && py >= y && py < bottom(); }
};

struct Point {
  double x = 0, y = 0;
  bool operator==(const Point &) const = default;
};

enum class Align { left, centre, right };

using Ink = std::optional<Colour>;

struct Dashes {
  double on = 0, off = 0;  // px; 0: a whole line
};

struct Stroke {
  Ink colour = {};
  double width = 1;
  double opacity = 1;
  Dashes dashes = {};
};

struct TextAt {
  Align align = Align::left;
  double size = 14;
  bool bold = false;
  bool turned = false;  // reads upwards, around its own place
  double opacity = 1;
};

class Pen {
 public:
  virtual ~Pen() = default;

  virtual void line(double x0, double y0, double x1, double y1, const Stroke &stroke) = 0;
  virtual void curve(std::span<const Point> points, const Stroke &stroke) = 0;
  // The surface between two curves of as many points.
  virtual void band(std::span<const Point> upper, std::span<const Point> lower, Colour colour, double opacity) = 0;
  virtual void dot(double x, double y, double radius, Colour colour, double opacity) = 0;
  // Without a fill when `opacity` is 0, without a rim when its width is 0.
  virtual void box(Area area, Ink fill, double opacity, const Stroke &rim) = 0;
  // y: the base line.
  virtual void text(std::string_view text, double x, double y, const TextAt &style) = 0;
  virtual double width(std::string_view text, double size, bool bold = false) const = 0;
  // What is drawn until end_clip() is cut off at the area's rim.
  virtual void begin_clip(Area area) = 0;
  virtual void end_clip() = 0;
};

}  // namespace gantry::core::report
