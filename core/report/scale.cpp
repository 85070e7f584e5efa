// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/scale.hpp>
#include <core/report/text.hpp>

namespace gantry::core::report {

Scale::Scale(const PlotAxis &axis, ValueRange range, double from, double to, int ticks, char decimal)
    : axis_(axis), lower_(range.lower), upper_(range.upper), from_(from), to_(to) {
  ticks_ = axis.logarithmic ? log_ticks(lower_, upper_) : nice_ticks(lower_, upper_, ticks);
  for (auto &text : ticks_.text) std::replace(text.begin(), text.end(), '.', decimal);
  if (axis.logarithmic) {
    lower_ = std::log10(lower_);
    upper_ = std::log10(upper_);
  }
}

bool Scale::shows(double value) const { return std::isfinite(value) && (!axis_.logarithmic || value > 0); }

double Scale::operator()(double value) const {
  const double at = axis_.logarithmic ? std::log10(value) : value;
  // Far outside is as good as just outside, and keeps numbers printable.
  return from_ + std::clamp((at - lower_) / (upper_ - lower_), -50.0, 50.0) * (to_ - from_);
}

double Scale::exact(double value) const {
  const double at = axis_.logarithmic ? std::log10(value) : value;
  return from_ + (at - lower_) / (upper_ - lower_) * (to_ - from_);
}

double Scale::value(double place) const {
  const double at = lower_ + (place - from_) / (to_ - from_) * (upper_ - lower_);
  return axis_.logarithmic ? std::pow(10.0, at) : at;
}

std::vector<double> Scale::between() const {
  std::vector<double> marks;
  if (!axis_.logarithmic || upper_ - lower_ > 7) return marks;
  for (double decade = std::floor(lower_); decade <= upper_; ++decade) {
    for (int n = 2; n < 10; ++n) {
      const double value = n * std::pow(10.0, decade);
      if (std::log10(value) >= lower_ && std::log10(value) <= upper_) marks.push_back(value);
    }
  }
  return marks;
}

std::string Scale::title() const {
  const std::string unit = unit_text(axis_.unit);
  const std::string gap = ticks_.factor.empty() || unit.empty() ? "" : " ";
  const std::string inside = ticks_.factor + gap + unit;
  return inside.empty() ? axis_.quantity : axis_.quantity + " (" + inside + ")";
}

double widest(const Pen &pen, const std::vector<std::string> &texts, double size) {
  double width = 0;
  for (const auto &text : texts) width = std::max(width, pen.width(text, size));
  return width;
}

void draw_axes(Pen &pen, Area area, const Scale &x, const Scale &y, bool bottom, double left_title_x,
               const std::string &y_title, const TextSizes &sizes) {
  const double low = area.bottom();
  const double step = sizes.small / 13;
  for (const double mark : x.between()) pen.line(x(mark), low, x(mark), low + 3 * step, frame_stroke);
  for (const double mark : y.between()) pen.line(area.x - 3 * step, y(mark), area.x, y(mark), frame_stroke);
  for (std::size_t i = 0; i < x.ticks().at.size(); ++i) {
    const double at = x(x.ticks().at[i]);
    pen.line(at, area.y, at, low, grid_stroke);
    pen.line(at, low, at, low + 5 * step, frame_stroke);
    if (bottom) pen.text(x.ticks().text[i], at, low + 20 * step, {.align = Align::centre, .size = sizes.small});
  }
  for (std::size_t i = 0; i < y.ticks().at.size(); ++i) {
    const double at = y(y.ticks().at[i]);
    pen.line(area.x, at, area.right(), at, grid_stroke);
    pen.line(area.x - 5 * step, at, area.x, at, frame_stroke);
    pen.text(y.ticks().text[i], area.x - 9 * step, at + 4.5 * step, {.align = Align::right, .size = sizes.small});
  }
  pen.box(area, {}, 0, frame_stroke);
  if (bottom)
    pen.text(x.title(), area.x + area.width / 2, low + 44 * step, {.align = Align::centre, .size = sizes.body});
  pen.text(y_title, left_title_x, area.y + area.height / 2,
           {.align = Align::centre, .size = sizes.body, .turned = true});
}

}  // namespace gantry::core::report
