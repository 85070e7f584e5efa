// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/figure.hpp>
#include <core/report/svg.hpp>
#include <limits>

namespace gantry::core::report {
namespace {

constexpr double page_width = 720, main_height = 340, residual_height = 126;

Result<void> check(const std::vector<Series> &list) {
  for (const auto &s : list) {
    if (s.x.size() != s.y.size() || (!s.error.empty() && s.error.size() != s.y.size())) {
      return fail("report.plot", "the series \"" + s.name + "\" has columns of unequal length", s.name,
                  "give as many y (and errors) as x");
    }
  }
  return done();
}

gantry_ui_axis axis_of(const PlotAxis &axis) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return {sizeof(gantry_ui_axis), axis.logarithmic ? GANTRY_UI_AXIS_LOG : 0, axis.quantity.c_str(),
          axis.unit.c_str(),      axis.range ? axis.range->lower : nan,      axis.range ? axis.range->upper : nan};
}

std::uint32_t style_of(Mark mark) {
  return mark == Mark::points ? GANTRY_UI_POINTS : mark == Mark::line ? GANTRY_UI_LINE : GANTRY_UI_LINE_POINTS;
}

// What the window draws too, as long as the plot lives.
struct AsSeries {
  std::vector<gantry_ui_series> series;
  std::vector<const gantry_ui_series *> pointers;

  explicit AsSeries(const XyPlot &plot) {
    for (const auto *list : {&plot.series, &plot.residuals}) {
      for (std::size_t i = 0; i < list->size(); ++i) {
        const Series &s = (*list)[i];
        const Colour c = class_colour(i);
        gantry_ui_series &out = series.emplace_back();
        out = {.size = sizeof out,
               .style = style_of(s.mark),
               .colour = static_cast<std::uint32_t>(std::lround(c.red * 255)) << 16U |
                         static_cast<std::uint32_t>(std::lround(c.green * 255)) << 8U |
                         static_cast<std::uint32_t>(std::lround(c.blue * 255)),
               .residual = list == &plot.residuals ? 1U : 0U,
               .count = s.x.size(),
               .id = "",
               .name = list == &plot.residuals ? "" : s.name.c_str(),
               .x = s.x.data(),
               .y = s.y.data(),
               .y2 = nullptr,
               .error = s.error.empty() ? nullptr : s.error.data()};
      }
    }
    for (const auto &s : series) pointers.push_back(&s);
  }
};

}  // namespace

Result<Figure> draw_plot(const XyPlot &plot) {
  GANTRY_CHECK(check(plot.series));
  GANTRY_CHECK(check(plot.residuals));
  const AsSeries series(plot);
  const gantry_ui_axis x = axis_of(plot.x);
  const gantry_ui_axis y = axis_of(plot.y);
  const gantry_ui_plot shown{.size = sizeof shown,
                             .series_count = static_cast<std::uint32_t>(series.pointers.size()),
                             .series = series.pointers.data(),
                             .x = &x,
                             .y = &y,
                             .residual = nullptr,
                             .title = ""};
  BinMemory bins;
  const PlotLimits limits = seen_limits(shown, {}, {}, bins);
  if (limits.empty || plot.series.empty()) {
    return fail("report.plot", "there is nothing to plot: no finite value, or an empty range", "series",
                "give finite values (above 0 on logarithmic axes)");
  }
  PlotLook look;
  look.residual = plot.words->residual;
  const double height = main_height + 90 + (limits.residual ? residual_height : 0);
  Svg svg(page_width, height, plot.alt.empty() ? plot.caption : plot.alt);
  draw_figure(svg, shown, lay_out(svg, shown, limits, {0, 0, page_width, height}, look), {}, look, bins);
  return Figure{svg.take(), plot.caption};
}

}  // namespace gantry::core::report
