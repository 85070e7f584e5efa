// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/cairo_pen.hpp>
#include <core/report/figure.hpp>
#include <core/report/svg.hpp>
#include <limits>
#include <memory>

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

std::uint32_t rgb(std::size_t colour) {
  const Colour c = class_colour(colour);
  return static_cast<std::uint32_t>(std::lround(c.red * 255)) << 16U |
         static_cast<std::uint32_t>(std::lround(c.green * 255)) << 8U |
         static_cast<std::uint32_t>(std::lround(c.blue * 255));
}

// What the window draws too, as long as the plot lives.
class Shown {
 public:
  static Result<std::unique_ptr<Shown>> of(const XyPlot &plot) {
    GANTRY_CHECK(check(plot.series));
    GANTRY_CHECK(check(plot.residuals));
    for (const auto &b : plot.bands)
      if (b.low.size() != b.x.size() || b.high.size() != b.x.size())
        return fail("report.plot", "the band \"" + b.name + "\" has columns of unequal length", b.name,
                    "give as many ends as x");
    auto shown = std::make_unique<Shown>(plot);
    if (shown->limits_.empty || plot.series.empty())
      return fail("report.plot", "there is nothing to plot: no finite value, or an empty range", "series",
                  "give finite values (above 0 on logarithmic axes)");
    return shown;
  }

  explicit Shown(const XyPlot &plot) : x_(axis_of(plot.x)), y_(axis_of(plot.y)) {
    for (const auto &b : plot.bands)
      series_.push_back({.size = sizeof(gantry_ui_series),
                         .style = GANTRY_UI_BAND,
                         .colour = rgb(b.colour),
                         .residual = 0,
                         .count = b.x.size(),
                         .id = "",
                         .name = b.name.c_str(),
                         .x = b.x.data(),
                         .y = b.high.data(),
                         .y2 = b.low.data(),
                         .error = nullptr});
    for (const auto *list : {&plot.series, &plot.residuals})
      for (std::size_t i = 0; i < list->size(); ++i) add((*list)[i], i, list == &plot.residuals);
    for (const auto &s : series_) pointers_.push_back(&s);
    plot_ = {.size = sizeof plot_,
             .series_count = static_cast<std::uint32_t>(pointers_.size()),
             .series = pointers_.data(),
             .x = &x_,
             .y = &y_,
             .residual = nullptr,
             .title = ""};
    look_.residual = plot.words->residual;
    limits_ = seen_limits(plot_, {}, {}, bins_);
  }
  Shown(const Shown &) = delete;
  Shown &operator=(const Shown &) = delete;

  double height() const { return main_height + 90 + (limits_.residual ? residual_height : 0); }
  void draw(Pen &pen) {
    draw_figure(pen, plot_, lay_out(pen, plot_, limits_, {0, 0, page_width, height()}, look_), {}, look_, bins_);
  }

 private:
  void add(const Series &s, std::size_t place, bool residual) {
    series_.push_back({.size = sizeof(gantry_ui_series),
                       .style = style_of(s.mark),
                       .colour = rgb(s.colour.value_or(place)),
                       .residual = residual ? 1U : 0U,
                       .count = s.x.size(),
                       .id = "",
                       .name = residual ? "" : s.name.c_str(),
                       .x = s.x.data(),
                       .y = s.y.data(),
                       .y2 = nullptr,
                       .error = s.error.empty() ? nullptr : s.error.data()});
  }

  gantry_ui_axis x_, y_;
  std::vector<gantry_ui_series> series_;
  std::vector<const gantry_ui_series *> pointers_;
  gantry_ui_plot plot_{};
  PlotLook look_;
  PlotLimits limits_;
  BinMemory bins_;
};

}  // namespace

Result<Figure> draw_plot(const XyPlot &plot) {
  GANTRY_TRY(shown, Shown::of(plot));
  Svg svg(page_width, shown->height(), plot.alt.empty() ? plot.caption : plot.alt);
  shown->draw(svg);
  return Figure{svg.take(), plot.caption};
}

Result<Picture> draw_plot_picture(const XyPlot &plot) {
  constexpr double scale = 2;
  GANTRY_TRY(shown, Shown::of(plot));
  const double width = page_width * scale, height = shown->height() * scale;
  GANTRY_TRY(canvas, Canvas::create(width, height));
  canvas.rectangle({0, 0, width, height}, colour_from_rgb(0xffffff));
  CairoPen pen(canvas, colour_from_rgb(0x17202a), scale);
  shown->draw(pen);
  GANTRY_TRY(png, canvas.png());
  return Picture{std::move(png), static_cast<unsigned>(width), static_cast<unsigned>(height), plot.caption,
                 plot.alt.empty() ? plot.caption : plot.alt};
}

}  // namespace gantry::core::report
