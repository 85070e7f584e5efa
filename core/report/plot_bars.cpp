// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/bins.hpp>
#include <core/report/scale.hpp>
#include <core/report/svg.hpp>
#include <core/report/text.hpp>

namespace gantry::core::report {
namespace {

constexpr double page_width = 720, bar_height = 20, group_gap = 14, histogram_height = 280;

Result<void> check(const BarChart &chart) {
  for (const auto &bars : chart.bars) {
    if (bars.values.size() != chart.labels.size() || (!bars.error.empty() && bars.error.size() != bars.values.size())) {
      return fail("report.plot", "the bars \"" + bars.name + "\" are not as many as the labels", bars.name,
                  "give one value (and error) per label");
    }
  }
  if (chart.labels.empty() || chart.bars.empty()) {
    return fail("report.plot", "there are no bars to draw", "bars", "give at least one label and one value");
  }
  return done();
}

ValueRange bar_range(const BarChart &chart) {
  if (chart.value.range) return *chart.value.range;
  ValueRange range{0, 0};
  for (const auto &bars : chart.bars) {
    for (std::size_t i = 0; i < bars.values.size(); ++i) {
      if (!std::isfinite(bars.values[i])) continue;
      const double error = i < bars.error.size() && std::isfinite(bars.error[i]) ? bars.error[i] : 0;
      range.lower = std::min(range.lower, bars.values[i] - (bars.values[i] < 0 ? error : 0));
      range.upper = std::max(range.upper, bars.values[i] + error);
    }
  }
  if (!(range.upper > range.lower)) range.upper = 1;
  return range;
}

std::string shortened(const std::string &text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (++characters == most) return text.substr(0, i) + "…";
  }
  return text;
}

void draw_bar(Svg &svg, const BarChart &chart, std::size_t bars, std::size_t label, const Scale &x, double y) {
  const double value = chart.bars[bars].values[label];
  const Colour colour =
      chart.colours.empty() ? class_colour(bars) : colour_from_rgb(chart.colours[label % chart.colours.size()]);
  const double zero = x(std::max(0.0, chart.value.range ? chart.value.range->lower : 0.0));
  const double end = std::isfinite(value) ? x(value) : zero;
  // A rim in ink: pale colours keep their edge on a white page.
  svg.box({std::min(zero, end), y, std::abs(end - zero), bar_height - 4}, colour, 1, {.width = 0.75, .opacity = 0.6});
  double reach = end;
  const auto &error = chart.bars[bars].error;
  if (label < error.size() && std::isfinite(value) && std::isfinite(error[label])) {
    const double middle = y + (bar_height - 4) / 2;
    const double low = x(value - error[label]);
    reach = x(value + error[label]);
    svg.line(low, middle, reach, middle, {.width = 1.5});
    svg.line(low, middle - 4, low, middle + 4, {.width = 1.5});
    svg.line(reach, middle - 4, reach, middle + 4, {.width = 1.5});
  }
  svg.text(number_text(value, chart.digits), std::max(zero, reach) + 7, y + 13, {.size = 13});
}

}  // namespace

Result<Figure> draw_bars(const BarChart &chart) {
  GANTRY_CHECK(check(chart));
  std::vector<std::string> labels;
  for (const auto &label : chart.labels) labels.push_back(shortened(label, 28));
  const Svg ruler(1, 1, "");
  const double left = std::min(260.0, 16 + widest(ruler, labels, 14));
  const bool legend = chart.bars.size() > 1;
  const double top = legend ? 34 : 8;
  const double group = static_cast<double>(chart.bars.size()) * bar_height + group_gap;
  const double height = group * static_cast<double>(labels.size());
  const Scale x(chart.value, bar_range(chart), left, page_width - 80, 6);  // room for the values

  Svg svg(page_width, top + height + 54, chart.alt.empty() ? chart.caption : chart.alt);
  double legend_x = left;
  for (std::size_t b = 0; legend && b < chart.bars.size(); ++b) {
    svg.box({legend_x, 6, 14, 14}, class_colour(b), 1, {.width = 0.75, .opacity = 0.6});
    svg.text(chart.bars[b].name, legend_x + 21, 18, {});
    legend_x += 21 + svg.width(chart.bars[b].name, 14) + 18;
  }
  for (std::size_t i = 0; i < x.ticks().at.size(); ++i) {
    const double at = x(x.ticks().at[i]);
    svg.line(at, top, at, top + height, grid_stroke);
    svg.text(x.ticks().text[i], at, top + height + 20, {.align = Align::centre, .size = 13});
  }
  for (std::size_t l = 0; l < labels.size(); ++l) {
    const double y = top + static_cast<double>(l) * group + group_gap / 2;
    svg.text(labels[l], left - 10, y + (group - group_gap) / 2 + 3, {.align = Align::right});
    for (std::size_t b = 0; b < chart.bars.size(); ++b)
      draw_bar(svg, chart, b, l, x, y + static_cast<double>(b) * bar_height);
  }
  svg.line(x(0), top, x(0), top + height, frame_stroke);
  svg.text(x.title(), (left + page_width - 80) / 2, top + height + 44, {.align = Align::centre});
  return Figure{svg.take(), chart.caption};
}

Result<Figure> draw_histogram(const Histogram &histogram) {
  const Bins bins = count_in_bins(histogram.values, histogram.x.range, histogram.bins);
  if (bins.counts.empty() || !(bins.range.upper > bins.range.lower)) {
    return fail("report.plot", "the histogram has no finite value within its range", "values",
                "give finite values, or a wider range");
  }
  const auto &counts = bins.counts;
  const double top = histogram.markers.empty() ? 10 : 30;
  const double most = *std::max_element(counts.begin(), counts.end()) * 1.05;
  const PlotAxis count_axis{.quantity = histogram.words->count, .unit = "", .logarithmic = false, .range = {}};
  PlotAxis value_axis = histogram.x;
  value_axis.logarithmic = false;
  const Scale y(count_axis, {0, most}, top + histogram_height, top, 5);
  const double left = 34 + widest(Svg(1, 1, ""), y.ticks().text, 13);
  const Scale x(value_axis, bins.range, left, page_width - 20, 7);
  const Area area{left, top, page_width - 20 - left, histogram_height};
  Svg svg(page_width, top + histogram_height + 54, histogram.alt.empty() ? histogram.caption : histogram.alt);
  draw_axes(svg, area, x, y, true, 16, y.title());
  for (std::size_t b = 0; b < counts.size(); ++b) {
    if (counts[b] == 0) continue;
    const double from = x(bins.edge(b));
    const double to = x(bins.edge(b + 1));
    svg.box({from, y(counts[b]), to - from, y(0) - y(counts[b])}, class_colour(0), 0.85,
            {.width = 0.5, .opacity = 0.5});
  }
  for (std::size_t m = 0; m < histogram.markers.size(); ++m) {
    const double at = x(histogram.markers[m].value);
    if (at < area.x || at > area.x + area.width) continue;
    svg.line(at, top, at, top + histogram_height, {.colour = class_colour(1), .width = 2, .dashes = {6, 3}});
    const Align align = at > area.x + area.width * 0.75   ? Align::right
                        : at < area.x + area.width * 0.25 ? Align::left
                                                          : Align::centre;
    svg.text(histogram.markers[m].name, at, top - 10, {.align = align, .size = 13});
  }
  return Figure{svg.take(), histogram.caption};
}

}  // namespace gantry::core::report
