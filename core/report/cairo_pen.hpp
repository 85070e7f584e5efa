// SPDX-License-Identifier: Apache-2.0
// A pen for pages of pixels.
//
//   GANTRY_TRY(canvas, Canvas::create(1440, 800));
//   CairoPen pen(canvas, colour_from_rgb(0x17202a), 2);   // two pixels for each px
//   draw_figure(pen, …);
#pragma once

#include <core/report/canvas.hpp>

namespace gantry::core::report {

class CairoPen : public Pen {
 public:
  // `ink`: the page's own; the canvas must live as long.
  CairoPen(Canvas &canvas, Colour ink, double scale);

  void line(double x0, double y0, double x1, double y1, const Stroke &stroke) override;
  void curve(std::span<const Point> points, const Stroke &stroke) override;
  void band(std::span<const Point> upper, std::span<const Point> lower, Colour colour, double opacity) override;
  void dot(double x, double y, double radius, Colour colour, double opacity) override;
  void box(Area area, Ink fill, double opacity, const Stroke &rim) override;
  void text(std::string_view text, double x, double y, const TextAt &style) override;
  double width(std::string_view text, double size, bool bold = false) const override;
  void begin_clip(Area area) override;
  void end_clip() override;

 private:
  void stroke(const Stroke &stroke);

  Canvas &canvas_;
  Colour ink_;
};

}  // namespace gantry::core::report
