// SPDX-License-Identifier: Apache-2.0
#include "tag_balance.hpp"
#include <catch2/catch.hpp>
#include <cmath>
#include <core/report/plot.hpp>
#include <core/report/scale.hpp>

using namespace gantry::core::report;

namespace {

XyPlot decay() {
  XyPlot plot;
  plot.x = {"TE", "ms"};
  plot.y = {"Signal", "", true};
  Series points{"measured <b>", {}, {}, {}, Mark::points};
  Series line{"fit", {}, {}, {}, Mark::line};
  Series residual{"", {}, {}, {}, Mark::points};
  for (int i = 1; i <= 12; ++i) {
    points.x.push_back(5.0 * i);
    points.y.push_back(1000 * std::exp(-i / 6.0));
    points.error.push_back(20);
    residual.x.push_back(5.0 * i);
    residual.y.push_back(i % 2 == 0 ? 3 : -4);
  }
  line.x = points.x;
  line.y = points.y;
  plot.series = {points, line};
  plot.residuals = {residual};
  plot.caption = "Decay";
  plot.alt = "signal \"falls\" with TE";
  return plot;
}

int count(const std::string &text, const std::string &part) {
  int n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("A plot is well-formed SVG with its texts as text, escaped") {
  const auto figure = draw_plot(decay());
  REQUIRE(figure);
  const std::string &svg = figure.value().svg;
  CHECK(tag_fault(svg).empty());
  CHECK(svg.find("measured &lt;b&gt;") != std::string::npos);
  CHECK(svg.find("aria-label=\"signal &quot;falls&quot; with TE\"") != std::string::npos);
  CHECK(svg.find(">TE (ms)</text>") != std::string::npos);
  CHECK(svg.find(">Residual</text>") != std::string::npos);
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(count(svg, "<circle") == 12 + 12 + 1);  // data, residuals, legend
  CHECK(count(svg, "<polyline") == 1);
  CHECK(svg.find("id=") == std::string::npos);  // ids would clash between the plots of one page
}

TEST_CASE("A scale puts the ends of its range at the ends of its place, decades evenly on a logarithmic axis") {
  const Scale linear({"x", "ms"}, {0, 100}, 50, 650, 5);
  CHECK(linear(0) == 50);
  CHECK(linear(25) == 200);
  CHECK(linear(100) == 650);
  CHECK(linear.title() == "x (ms)");
  const Scale logarithmic({"x", "", true}, {1, 1000}, 300, 0, 5);
  CHECK(logarithmic(10) == Approx(200));
  CHECK(logarithmic(100) == Approx(100));
  CHECK_FALSE(logarithmic.shows(0));
  const Scale small({"ADC", "mm2/s"}, {0, 3e-3}, 0, 100, 5);
  CHECK(small.title() == "ADC (×10⁻³ mm²/s)");
}

TEST_CASE("Values that are not finite, or not above 0 on a logarithmic axis, are left out and break the line") {
  XyPlot plot;
  const double nan = std::nan("");
  plot.y.logarithmic = true;
  plot.series = {{"s", {1, 2, 3, 4, 5}, {1, 10, nan, 5, 7}, {}, Mark::line_and_points}};
  auto figure = draw_plot(plot);
  REQUIRE(figure);
  CHECK(count(figure.value().svg, "<circle") == 4 + 1);
  CHECK(count(figure.value().svg, "<polyline") == 2);
  plot.series[0].y = {0, -1, nan, 0, 0};
  CHECK(draw_plot(plot).error().code == "report.plot");
}

TEST_CASE("Columns of unequal length are refused") {
  XyPlot plot;
  plot.series = {{"s", {1, 2}, {1}, {}, Mark::points}};
  CHECK(draw_plot(plot).error().code == "report.plot");
  BarChart bars{.labels = {"a", "b"}, .value = {}, .bars = {{"x", {1}, {}}}};
  CHECK(draw_bars(bars).error().code == "report.plot");
}

TEST_CASE("Bars are as long as their values, written at their ends") {
  BarChart chart{
      .labels = {"White & grey", "none"}, .value = {"Volume", "mL"}, .bars = {{"", {500, std::nan("")}, {}}}};
  chart.value.range = ValueRange{0, 1000};
  const auto figure = draw_bars(chart);
  REQUIRE(figure);
  const std::string &svg = figure.value().svg;
  CHECK(tag_fault(svg).empty());
  CHECK(svg.find(">White &amp; grey</text>") != std::string::npos);
  CHECK(svg.find(">500</text>") != std::string::npos);
  CHECK(svg.find(">–</text>") != std::string::npos);
  CHECK(svg.find(">Volume (mL)</text>") != std::string::npos);
}

TEST_CASE("A histogram counts every value of its range once, the upper end included") {
  Histogram h;
  h.x = {"T2*", "ms"};
  h.values = {0, 0.5, 1, 1.5, 2, 9, std::nan("")};
  h.x.range = ValueRange{0, 2};
  h.bins = 2;
  h.markers = {{1, "median <1>"}};
  const auto figure = draw_histogram(h);  // 0, 0.5 | 1, 1.5, 2
  REQUIRE(figure);
  const std::string &svg = figure.value().svg;
  CHECK(tag_fault(svg).empty());
  CHECK(svg.find("median &lt;1&gt;") != std::string::npos);
  // Heights 2 : 3 of 280 px, the highest being 1/1.05 of the panel.
  CHECK(svg.find("height=\"266.67\"") != std::string::npos);
  CHECK(svg.find("height=\"177.78\"") != std::string::npos);
  h.values = {std::nan("")};
  CHECK(draw_histogram(h).error().code == "report.plot");
}
