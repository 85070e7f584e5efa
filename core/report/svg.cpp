// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <core/report/svg.hpp>
#include <core/report/text.hpp>
#include <vector>

namespace gantry::core::report {
namespace {

// A length with at most two decimals.
std::string px(double value) {
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 2);
  std::string text(buffer.data(), end.ptr);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string attribute(std::string_view name, std::string_view value) {
  std::string text(" ");
  return text.append(name).append("=\"").append(escaped(value)).append("\"");
}

std::string paint(const Ink &ink) { return ink ? hex(*ink) : "currentColor"; }

std::string attributes(const Stroke &stroke) {
  std::string text = attribute("stroke", paint(stroke.colour)) + attribute("stroke-width", px(stroke.width));
  if (stroke.opacity < 1) text += attribute("stroke-opacity", px(stroke.opacity));
  if (stroke.dashes.on > 0) text += attribute("stroke-dasharray", px(stroke.dashes.on) + " " + px(stroke.dashes.off));
  return text;
}

std::string list_of(std::span<const Point> points) {
  std::string list;
  for (const auto &[x, y] : points) list.append(list.empty() ? "" : " ").append(px(x)).append(",").append(px(y));
  return list;
}

std::string attributes(Area area) {
  return attribute("x", px(area.x)) + attribute("y", px(area.y)) + attribute("width", px(area.width)) +
         attribute("height", px(area.height));
}

}  // namespace

Svg::Svg(double width, double height, std::string_view alt) {
  svg_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"" + attribute("width", px(width)) +
         attribute("height", px(height)) + attribute("viewBox", "0 0 " + px(width) + " " + px(height)) +
         attribute("aria-label", alt) +
         " font-family=\"system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', sans-serif\" "
         "fill=\"currentColor\">\n";
}

void Svg::line(double x0, double y0, double x1, double y1, const Stroke &stroke) {
  svg_ += "<line" + attribute("x1", px(x0)) + attribute("y1", px(y0)) + attribute("x2", px(x1)) +
          attribute("y2", px(y1)) + attributes(stroke) + "/>\n";
}

void Svg::curve(std::span<const Point> points, const Stroke &stroke) {
  if (points.size() < 2) return;
  svg_ += "<polyline fill=\"none\" stroke-linejoin=\"round\"" + attribute("points", list_of(points)) +
          attributes(stroke) + "/>\n";
}

void Svg::band(std::span<const Point> upper, std::span<const Point> lower, Colour colour, double opacity) {
  if (upper.size() < 2) return;
  std::vector<Point> rim(upper.begin(), upper.end());
  rim.insert(rim.end(), lower.rbegin(), lower.rend());
  svg_ += "<polygon" + attribute("points", list_of(rim)) + attribute("fill", hex(colour)) +
          attribute("fill-opacity", px(opacity)) + "/>\n";
}

void Svg::dot(double x, double y, double radius, Colour colour, double opacity) {
  svg_ += "<circle" + attribute("cx", px(x)) + attribute("cy", px(y)) + attribute("r", px(radius)) +
          attribute("fill", hex(colour));
  if (opacity < 1) svg_ += attribute("fill-opacity", px(opacity));
  svg_ += "/>\n";
}

void Svg::box(Area area, Ink fill, double opacity, const Stroke &rim) {
  svg_ += "<rect" + attributes(area) + attribute("fill", opacity > 0 ? paint(fill) : "none");
  if (opacity > 0 && opacity < 1) svg_ += attribute("fill-opacity", px(opacity));
  if (rim.width > 0) svg_ += attributes(rim);
  svg_ += "/>\n";
}

void Svg::text(std::string_view text, double x, double y, const TextAt &style) {
  svg_ += "<text" + attribute("x", px(x)) + attribute("y", px(y)) + attribute("font-size", px(style.size));
  if (style.align != Align::left) svg_ += attribute("text-anchor", style.align == Align::right ? "end" : "middle");
  if (style.bold) svg_ += attribute("font-weight", "600");
  if (style.opacity < 1) svg_ += attribute("fill-opacity", px(style.opacity));
  if (style.turned)
    svg_ += attribute("transform", std::string("rotate(-90 ").append(px(x)).append(" ").append(px(y)).append(")"));
  svg_.append(">").append(escaped(text)).append("</text>\n");
}

double Svg::width(std::string_view text, double size, bool bold) const {
  const auto characters =
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return static_cast<double>(characters) * size * (bold ? 0.63 : 0.6);
}

// A nested svg cuts its contents at its rim, and needs no id, which would clash with other plots on the page.
void Svg::begin_clip(Area area) {
  svg_ += "<svg overflow=\"hidden\"" + attributes(area) +
          attribute("viewBox", px(area.x) + " " + px(area.y) + " " + px(area.width) + " " + px(area.height)) + ">\n";
}

void Svg::end_clip() { svg_ += "</svg>\n"; }

std::string Svg::take() {
  svg_ += "</svg>";
  return std::move(svg_);
}

}  // namespace gantry::core::report
