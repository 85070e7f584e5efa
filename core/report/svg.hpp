// SPDX-License-Identifier: Apache-2.0
// SVG text, element by element, always well formed and escaped. Ink is the page's own colour (currentColor).
//
//   Svg svg(640, 400, "T2* decay");
//   svg.line(0, 0, 10, 10, {.width = 1});
//   std::string text = svg.take();
#pragma once

#include <core/report/canvas.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::core::report {

struct Stroke {
  std::string colour = "currentColor";
  double width = 1;
  double opacity = 1;
  std::string dashes = {};  // "4 3"; "" for a whole line
};

struct TextAt {
  Align align = Align::left;
  double size = 14;
  bool bold = false;
  bool turned = false;  // reads upwards, around its own place
};

class Svg {
 public:
  Svg(double width, double height, std::string_view alt);

  void line(double x0, double y0, double x1, double y1, const Stroke &stroke);
  void curve(const std::vector<std::pair<double, double>> &points, const Stroke &stroke);
  void dot(double x, double y, double radius, const std::string &colour);
  void box(Area area, const std::string &colour, double opacity, const Stroke &rim);
  // y: the base line.
  void text(std::string_view text, double x, double y, const TextAt &style);
  // What is drawn until end_clip() is cut off at the area's rim; places stay those of the whole drawing.
  void begin_clip(Area area);
  void end_clip();
  std::string take();

 private:
  std::string svg_;
};

// How wide a text will be at most, in px, by its number of characters: SVG text is set by the reader's fonts.
double text_width(std::string_view text, double size);

}  // namespace gantry::core::report
