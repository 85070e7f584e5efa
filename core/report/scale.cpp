// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/scale.hpp>
#include <core/report/text.hpp>

namespace gantry::core::report {

Scale::Scale(const PlotAxis &axis, ValueRange range, double from, double to, int ticks)
    : axis_(axis), lower_(range.lower), upper_(range.upper), from_(from), to_(to) {
  ticks_ = axis.logarithmic ? log_ticks(lower_, upper_) : nice_ticks(lower_, upper_, ticks);
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

std::string Scale::title() const {
  const std::string unit = unit_text(axis_.unit);
  const std::string gap = ticks_.factor.empty() || unit.empty() ? "" : " ";
  const std::string inside = ticks_.factor + gap + unit;
  return inside.empty() ? axis_.quantity : axis_.quantity + " (" + inside + ")";
}

std::optional<ValueRange> spread(const std::vector<const std::vector<double> *> &columns, bool logarithmic,
                                 double margin) {
  std::optional<ValueRange> range;
  for (const auto *column : columns) {
    for (const double value : *column) {
      if (!std::isfinite(value) || (logarithmic && value <= 0)) continue;
      if (!range) range = ValueRange{value, value};
      range->lower = std::min(range->lower, value);
      range->upper = std::max(range->upper, value);
    }
  }
  if (!range) return range;
  if (logarithmic) {
    const double factor = range->upper > range->lower ? std::pow(range->upper / range->lower, margin) : 2;
    return ValueRange{range->lower / factor, range->upper * factor};
  }
  double extra = (range->upper - range->lower) * margin;
  if (!(extra > 0)) extra = range->lower == 0 ? 0.5 : std::abs(range->lower) * 0.1;
  return ValueRange{range->lower - extra, range->upper + extra};
}

double widest(const std::vector<std::string> &texts, double size) {
  double width = 0;
  for (const auto &text : texts) width = std::max(width, text_width(text, size));
  return width;
}

void draw_axes(Svg &svg, Area area, const Scale &x, const Scale &y, bool bottom, double left_title_x,
               const std::string &y_title) {
  const double low = area.y + area.height;
  for (std::size_t i = 0; i < x.ticks().at.size(); ++i) {
    const double at = x(x.ticks().at[i]);
    svg.line(at, area.y, at, low, grid_stroke);
    svg.line(at, low, at, low + 5, frame_stroke);
    if (bottom) svg.text(x.ticks().text[i], at, low + 20, {.align = Align::centre, .size = 13});
  }
  for (std::size_t i = 0; i < y.ticks().at.size(); ++i) {
    const double at = y(y.ticks().at[i]);
    svg.line(area.x, at, area.x + area.width, at, grid_stroke);
    svg.line(area.x - 5, at, area.x, at, frame_stroke);
    svg.text(y.ticks().text[i], area.x - 9, at + 4.5, {.align = Align::right, .size = 13});
  }
  svg.box(area, "none", 1, frame_stroke);
  if (bottom) svg.text(x.title(), area.x + area.width / 2, low + 44, {.align = Align::centre});
  svg.text(y_title, left_title_x, area.y + area.height / 2, {.align = Align::centre, .turned = true});
}

}  // namespace gantry::core::report
