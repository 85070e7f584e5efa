// SPDX-License-Identifier: Apache-2.0
// Plots as SVG text: selectable, sharp in print, in the colours of the page they stand in (light or dark).
//
//   XyPlot p{.x = {"TE", "ms"}, .y = {"Signal", ""}};
//   p.series = {{"measured", te, signal}, {"fit", te_fine, model, {}, Mark::line}};
//   GANTRY_TRY(figure, draw_plot(p));
//
// Errors: "report.plot" (columns of unequal length, nothing finite to show), "report.memory".
#pragma once

#include <core/report/document.hpp>
#include <core/report/picture.hpp>
#include <core/report/words.hpp>
#include <core/result.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gantry::core::report {

struct PlotAxis {
  std::string quantity = {};
  std::string unit = {};  // UCUM
  bool logarithmic = false;
  std::optional<ValueRange> range = {};  // default: all values, with a margin
};

enum class Mark { points, line, line_and_points };

struct Series {
  std::string name = {};
  std::vector<double> x = {}, y = {};  // not finite, or not above 0 on a logarithmic axis: left out
  std::vector<double> error = {};      // half length of the error bar of each y; empty: none
  Mark mark = Mark::points;
  std::optional<std::size_t> colour = {};  // class_colour(…); default: by its place
};

// The surface between two curves: where a fit lies with 95 % confidence.
struct PlotBand {
  std::string name = {};
  std::vector<double> x = {}, low = {}, high = {};
  std::size_t colour = 0;
};

struct XyPlot {
  PlotAxis x, y;
  std::vector<Series> series = {};
  std::vector<PlotBand> bands = {};    // behind the series
  std::vector<Series> residuals = {};  // in a panel below, on the same x axis; coloured as the series of the same index
  std::string caption = {}, alt = {};
  const Words *words = &english();
};
Result<Figure> draw_plot(const XyPlot &plot);
// The same as a PNG, dark on white, two pixels for each px.
Result<Picture> draw_plot_picture(const XyPlot &plot);

struct Bars {
  std::string name = {};            // in the legend, when there is more than one
  std::vector<double> values = {};  // one per label; not finite: no bar, a dash
  std::vector<double> error = {};   // half length of the error bars; empty: none
};

// Horizontal bars, with their values written at the end: volumes or Dice per class.
struct BarChart {
  std::vector<std::string> labels = {};
  PlotAxis value;  // its range defaults to 0 … the greatest
  std::vector<Bars> bars = {};
  std::vector<std::uint32_t> colours = {};  // 0xRRGGBB per label; empty: one colour per entry of `bars`
  int digits = 3;                           // significant digits of the values
  std::string caption = {}, alt = {};
};
Result<Figure> draw_bars(const BarChart &chart);

struct Marker {
  double value = 0;
  std::string name = {};
};

// Equal bins over the range of x (default: all finite values); values outside it are not counted.
struct Histogram {
  PlotAxis x;
  std::vector<double> values = {};
  std::size_t bins = 0;              // 0: by Freedman and Diaconis (1981), between 5 and 80
  std::vector<Marker> markers = {};  // vertical lines: the median
  std::string caption = {}, alt = {};
  const Words *words = &english();
};
Result<Figure> draw_histogram(const Histogram &histogram);

}  // namespace gantry::core::report
