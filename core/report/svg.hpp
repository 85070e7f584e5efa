// SPDX-License-Identifier: Apache-2.0
// SVG text, element by element, always well formed and escaped. Ink is the page's own colour (currentColor).
//
//   Svg svg(640, 400, "T2* decay");
//   svg.line(0, 0, 10, 10, {.width = 1});
//   std::string text = svg.take();
#pragma once

#include <core/report/pen.hpp>
#include <string>
#include <string_view>

namespace gantry::core::report {

class Svg : public Pen {
 public:
  Svg(double width, double height, std::string_view alt);

  void line(double x0, double y0, double x1, double y1, const Stroke &stroke) override;
  void curve(std::span<const Point> points, const Stroke &stroke) override;
  void band(std::span<const Point> upper, std::span<const Point> lower, Colour colour, double opacity) override;
  void dot(double x, double y, double radius, Colour colour, double opacity = 1) override;
  void box(Area area, Ink fill, double opacity, const Stroke &rim) override;
  void text(std::string_view text, double x, double y, const TextAt &style) override;
  // How wide a text will be at most, by its number of characters: SVG text is set by the reader's fonts.
  double width(std::string_view text, double size, bool bold = false) const override;
  void begin_clip(Area area) override;
  void end_clip() override;
  std::string take();

 private:
  std::string svg_;
};

}  // namespace gantry::core::report
