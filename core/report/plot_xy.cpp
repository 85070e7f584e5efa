// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/scale.hpp>
#include <core/report/text.hpp>

namespace gantry::core::report {
namespace {

constexpr double page_width = 720, main_height = 340, residual_height = 110, panel_gap = 16, right_margin = 20;
constexpr double legend_line = 22;

Result<void> check(const std::vector<Series> &list) {
  for (const auto &s : list) {
    if (s.x.size() != s.y.size() || (!s.error.empty() && s.error.size() != s.y.size())) {
      return fail("report.plot", "the series \"" + s.name + "\" has columns of unequal length", s.name,
                  "give as many y (and errors) as x");
    }
  }
  return done();
}

// The ends of the error bars count for the range of an axis.
std::vector<double> reach(const Series &s, double sign) {
  std::vector<double> ends = s.y;
  for (std::size_t i = 0; i < s.error.size(); ++i) ends[i] += sign * s.error[i];
  return ends;
}

std::optional<ValueRange> range_of(const std::vector<Series> &list, bool logarithmic) {
  std::vector<std::vector<double>> ends;
  for (const auto &s : list) {
    ends.push_back(reach(s, 1));
    ends.push_back(reach(s, -1));
  }
  std::vector<const std::vector<double> *> columns;
  for (const auto &e : ends) columns.push_back(&e);
  return spread(columns, logarithmic);
}

void draw_series(Svg &svg, const Series &s, std::size_t index, const Scale &x, const Scale &y) {
  const std::string colour = hex(class_colour(index));
  std::vector<std::pair<double, double>> run;  // an unbroken part of the line
  for (std::size_t i = 0; i < s.x.size(); ++i) {
    if (!x.shows(s.x[i]) || !y.shows(s.y[i])) {
      if (s.mark != Mark::points) svg.curve(run, {.colour = colour, .width = 2.25});
      run.clear();
      continue;
    }
    run.emplace_back(x(s.x[i]), y(s.y[i]));
    if (i < s.error.size() && std::isfinite(s.error[i])) {
      const double top = y(s.y[i] + s.error[i]);
      const double low = y.shows(s.y[i] - s.error[i]) ? y(s.y[i] - s.error[i]) : y(s.y[i]) + 1e4;
      const Stroke stroke{.colour = colour, .width = 1.25};
      const double at = run.back().first;
      svg.line(at, top, at, low, stroke);
      svg.line(at - 4, top, at + 4, top, stroke);
      svg.line(at - 4, low, at + 4, low, stroke);
    }
    if (s.mark != Mark::line) svg.dot(run.back().first, run.back().second, 3.5, colour);
  }
  if (s.mark != Mark::points) svg.curve(run, {.colour = colour, .width = 2.25});
}

// A row of names above the plot, broken where it is full. Returns its height.
double draw_legend(Svg *svg, const std::vector<Series> &list, double left) {
  double x = left;
  double y = 16;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const double width = 30 + text_width(list[i].name, 14) + 18;
    if (x > left && x + width > page_width) {
      x = left;
      y += legend_line;
    }
    if (svg != nullptr) {
      const std::string colour = hex(class_colour(i));
      if (list[i].mark != Mark::points) svg->line(x, y - 5, x + 22, y - 5, {.colour = colour, .width = 2.25});
      if (list[i].mark != Mark::line) svg->dot(x + 11, y - 5, 3.5, colour);
      svg->text(list[i].name, x + 30, y, {});
    }
    x += width;
  }
  return y + 10;
}

}  // namespace

Result<Figure> draw_plot(const XyPlot &plot) {
  GANTRY_CHECK(check(plot.series));
  GANTRY_CHECK(check(plot.residuals));
  std::vector<const std::vector<double> *> all_x;
  for (const auto &s : plot.series) all_x.push_back(&s.x);
  const auto x_range = plot.x.range ? plot.x.range : spread(all_x, plot.x.logarithmic);
  const auto y_range = plot.y.range ? plot.y.range : range_of(plot.series, plot.y.logarithmic);
  if (!x_range || !y_range || !(x_range->upper > x_range->lower) || !(y_range->upper > y_range->lower) ||
      (plot.x.logarithmic && x_range->lower <= 0) || (plot.y.logarithmic && y_range->lower <= 0)) {
    return fail("report.plot", "there is nothing to plot: no finite value, or an empty range", "series",
                "give finite values (above 0 on logarithmic axes)");
  }
  PlotAxis residual_axis{.quantity = plot.words->residual, .unit = plot.y.unit, .logarithmic = false, .range = {}};
  auto residual_range = range_of(plot.residuals, false);
  if (residual_range) {  // zero in the middle
    const double most = std::max(std::abs(residual_range->lower), std::abs(residual_range->upper));
    residual_range = ValueRange{-most, most};
  }

  const double legend = draw_legend(nullptr, plot.series, 70);
  const double top = legend + 4;
  const Scale y(plot.y, *y_range, top + main_height, top, 6);
  const double residual_top = top + main_height + panel_gap;
  const Scale residual(residual_axis, residual_range.value_or(ValueRange{-1, 1}), residual_top + residual_height,
                       residual_top, 3);
  double labels = widest(y.ticks().text, 13);
  if (residual_range) labels = std::max(labels, widest(residual.ticks().text, 13));
  const double left = 34 + labels;
  const Scale x(plot.x, *x_range, left, page_width - right_margin, 7);
  const double width = page_width - right_margin - left;
  const double bottom = residual_range ? residual_top + residual_height : top + main_height;

  Svg svg(page_width, bottom + 54, plot.alt.empty() ? plot.caption : plot.alt);
  draw_legend(&svg, plot.series, left);
  const Area main{left, top, width, main_height};
  draw_axes(svg, main, x, y, !residual_range, 16, y.title());
  svg.begin_clip(main);
  for (std::size_t i = 0; i < plot.series.size(); ++i) draw_series(svg, plot.series[i], i, x, y);
  svg.end_clip();
  if (residual_range) {
    const Area below{left, residual_top, width, residual_height};
    draw_axes(svg, below, x, residual, true, 16, residual.title());
    svg.line(left, residual(0), left + width, residual(0), {.width = 1.25, .opacity = 0.7, .dashes = "5 4"});
    svg.begin_clip(below);
    for (std::size_t i = 0; i < plot.residuals.size(); ++i) draw_series(svg, plot.residuals[i], i, x, residual);
    svg.end_clip();
  }
  return Figure{svg.take(), plot.caption};
}

}  // namespace gantry::core::report
