// SPDX-License-Identifier: Apache-2.0
#include "tag_balance.hpp"
#include <catch2/catch.hpp>
#include <cmath>
#include <core/report/nearest.hpp>
#include <core/report/reduce.hpp>
#include <core/report/svg.hpp>
#include <limits>
#include <random>

using namespace gantry::core::report;

namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

struct Sample {
  std::vector<double> x, y, y2, error;
  gantry_ui_series series{};

  Sample(std::uint32_t style, const char *id, std::vector<double> xs, std::vector<double> ys)
      : x(std::move(xs)), y(std::move(ys)) {
    series.size = sizeof series;
    series.style = style;
    series.id = id;
    series.name = id;
  }
  const gantry_ui_series *get() {
    series.count = std::max(x.size(), y.size());
    series.x = x.empty() ? nullptr : x.data();
    series.y = y.data();
    series.y2 = y2.empty() ? nullptr : y2.data();
    series.error = error.empty() ? nullptr : error.data();
    return &series;
  }
};

struct Shown {
  std::vector<const gantry_ui_series *> list;
  gantry_ui_axis x{sizeof(gantry_ui_axis), 0, "TE", "ms", no_value, no_value},
      y{sizeof(gantry_ui_axis), 0, "Signal", "", no_value, no_value};
  gantry_ui_plot plot{};
  BinMemory bins;
  PlotLook look;
  Hidden hidden;

  explicit Shown(std::vector<const gantry_ui_series *> given) : list(std::move(given)) {
    plot.size = sizeof plot;
    plot.series_count = static_cast<std::uint32_t>(list.size());
    plot.series = list.data();
    plot.x = &x;
    plot.y = &y;
    plot.title = "Decay";
    look.colours = {colour_from_rgb(0x0072b2), colour_from_rgb(0xd55e00)};
  }
  PlotLimits limits(const PlotView &view = {}) { return seen_limits(plot, hidden, view, bins); }
  PlotLayout layout(const PlotView &view = {}) {
    return lay_out(Svg(1, 1, ""), plot, limits(view), {0, 0, 720, 400}, look);
  }
};

int count(const std::string &text, const std::string &part) {
  int n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("What is seen at first is all of the data and its error bars, with a margin of 4 %") {
  Sample s(GANTRY_UI_POINTS, "a", {0, 10, no_value, 100}, {1, 5, 7, 2});
  s.error = {0.5, 0.5, 0.5, 4};
  Shown shown({s.get()});
  const PlotLimits l = shown.limits();
  CHECK_FALSE(l.empty);
  CHECK(l.x.lower == Approx(-4));
  CHECK(l.x.upper == Approx(104));
  CHECK(l.y.lower == Approx(-2 - 0.04 * 9.5));  // 2 − 4 … 7 + 0.5
  CHECK(l.y.upper == Approx(7.5 + 0.04 * 9.5));
  shown.x.minimum = 0;
  CHECK(shown.limits().x.lower == 0);
  shown.hidden = {"a"};
  CHECK(shown.limits().empty);
}

TEST_CASE("On a logarithmic axis values at or below 0 don't count") {
  Sample s(GANTRY_UI_LINE, "a", {1, 2, 3, 4}, {0, -3, 1, 1000});
  Shown shown({s.get()});
  shown.y.flags = GANTRY_UI_AXIS_LOG;
  const PlotLimits l = shown.limits();
  CHECK(l.y.lower == Approx(std::pow(1000, -0.04)));
  CHECK(l.y.upper == Approx(1000 * std::pow(1000, 0.04)));
}

TEST_CASE("Bars stand on 0, residuals have it in the middle") {
  Sample bars(GANTRY_UI_BARS, "b", {1, 2, 3}, {2, 3, 5});
  Sample residual(GANTRY_UI_POINTS, "r", {1, 2, 3}, {-1, 4, 2});
  residual.series.residual = 1;
  Shown shown({bars.get(), residual.get()});
  const PlotLimits l = shown.limits();
  CHECK(l.y.lower == 0);
  CHECK(l.x.lower == Approx(0.6));  // half of a bar of 0.8
  REQUIRE(l.residual);
  CHECK(l.residual->lower == Approx(-l.residual->upper));
  CHECK(l.residual->upper == Approx(1.08 * 1.04 * 4));
}

TEST_CASE("Zooming keeps the value under the pointer where it is, and can be taken back") {
  for (const bool logarithmic : {false, true}) {
    const ValueRange before{1, 1000};
    const ValueRange closer = zoomed(before, logarithmic, 50, 0.5);
    const Scale a({.logarithmic = logarithmic}, before, 0, 600, 5);
    const Scale b({.logarithmic = logarithmic}, closer, 0, 600, 5);
    CHECK(b(50) == Approx(a(50)));
    CHECK(closer.upper < before.upper);
    const ValueRange again = zoomed(closer, logarithmic, 50, 2);
    CHECK(again.lower == Approx(before.lower));
    CHECK(again.upper == Approx(before.upper));
    const ValueRange further = moved(moved(before, logarithmic, 0.25), logarithmic, -0.25);
    CHECK(further.lower == Approx(before.lower));
  }
  ValueRange range{1, 2};
  for (int i = 0; i < 500; ++i) range = zoomed(range, false, 1.5, 0.5);
  CHECK(range.upper > range.lower);  // stops where numbers run out
}

TEST_CASE("A value's place and a place's value are each other's way back") {
  for (const bool logarithmic : {false, true}) {
    const Scale s({.logarithmic = logarithmic}, {0.5, 800}, 60, 640, 5);
    for (const double v : {0.5, 1.0, 33.0, 799.0}) CHECK(s.value(s(v)) == Approx(v));
  }
}

TEST_CASE("A million values are drawn as a few for each column, and the line's outline is the same") {
  std::mt19937 random(3);
  std::vector<double> x(1'000'000);
  std::vector<double> y(x.size());
  double level = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<double>(i);
    y[i] = level += std::normal_distribution<>()(random);
  }
  y[123'456] = 5e3;  // a spike of one value must show
  Sample s(GANTRY_UI_LINE, "a", x, y);
  Shown shown({s.get()});
  const PlotLayout layout = shown.layout();
  const auto runs = line_runs(s.series, layout.x, layout.y, layout.main);
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].size() <= 4 * static_cast<std::size_t>(layout.main.width + 3));
  const auto columns = static_cast<std::size_t>(layout.main.width) + 1;
  std::vector<double> least(columns, 1e9), greatest(columns, -1e9), drawn_least(columns, 1e9),
      drawn_greatest(columns, -1e9);
  const auto mark = [&](std::vector<double> &low, std::vector<double> &high, double px, double py) {
    const auto c = static_cast<std::size_t>(std::floor(px) - std::floor(layout.main.x));
    low[c] = std::min(low[c], py);
    high[c] = std::max(high[c], py);
  };
  for (std::size_t i = 0; i < x.size(); ++i) mark(least, greatest, layout.x.exact(x[i]), layout.y.exact(y[i]));
  for (const Point &p : runs[0]) mark(drawn_least, drawn_greatest, p.x, p.y);
  CHECK(drawn_least == least);
  CHECK(drawn_greatest == greatest);
}

TEST_CASE("Seen closely, a line that begins and ends far outside has its true slope") {
  Sample s(GANTRY_UI_LINE, "a", {0, 1000}, {0, 1000});
  Shown shown({s.get()});
  const PlotView close{ValueRange{500, 500.1}, ValueRange{500, 500.1}, {}};
  const PlotLayout layout = shown.layout(close);
  const auto runs = line_runs(s.series, layout.x, layout.y, layout.main);
  REQUIRE(runs.size() == 1);
  REQUIRE(runs[0].size() == 2);
  for (const Point &p : runs[0]) {
    CHECK(p.x > layout.main.x - 20);
    CHECK(p.x < layout.main.right() + 20);
    CHECK(layout.y.value(p.y) == Approx(layout.x.value(p.x)).epsilon(1e-9));
  }
}

TEST_CASE("Gaps break a line; steps hold each value until the next") {
  Sample s(GANTRY_UI_LINE, "a", {0, 1, 2, 3, 4}, {0, 1, no_value, 3, 4});
  Shown shown({s.get()});
  const PlotLayout layout = shown.layout();
  CHECK(line_runs(s.series, layout.x, layout.y, layout.main).size() == 2);
  const auto steps = step_runs(s.series, layout.x, layout.y, layout.main);
  REQUIRE(steps.size() == 2);
  REQUIRE(steps[0].size() == 3);
  CHECK(steps[0][1] == Point{layout.x.exact(1), layout.y.exact(0)});
}

TEST_CASE("The nearest point is found, in the residuals' pane too, and read with its unit and error") {
  Sample s(GANTRY_UI_POINTS, "measured", {10, 20, 30}, {900, 500, 200});
  s.error = {20, 20, 20};
  Sample r(GANTRY_UI_POINTS, "r", {10, 20, 30}, {3, -2, 1});
  r.series.residual = 1;
  Shown shown({s.get(), r.get()});
  const PlotLayout layout = shown.layout();
  const auto at = nearest_point(shown.plot, layout, {}, layout.x(20) + 4, layout.y(500) - 3, 14, shown.bins);
  REQUIRE(at);
  CHECK(at->series == 0);
  CHECK(at->point == 1);
  CHECK(at->distance == Approx(5));
  const auto words = point_words(shown.plot, *at, layout, shown.look, shown.bins);
  REQUIRE(words.size() == 2);
  CHECK(words[0] == std::pair<std::string, std::string>("TE", "20 ms"));
  CHECK(words[1] == std::pair<std::string, std::string>("Signal", "500 ± 20"));
  CHECK_FALSE(nearest_point(shown.plot, layout, {}, layout.x(20) + 40, layout.y(500), 14, shown.bins));
  CHECK_FALSE(nearest_point(shown.plot, layout, {"measured"}, layout.x(20), layout.y(500), 14, shown.bins));
  const auto below = nearest_point(shown.plot, layout, {}, layout.x(30), (*layout.residual)(1), 14, shown.bins);
  REQUIRE(below);
  CHECK(below->series == 1);
  CHECK(below->point == 2);
}

TEST_CASE("A histogram's bar is hit anywhere within it, and says its bin") {
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) values.push_back(i % 100);
  Sample s(GANTRY_UI_HISTOGRAM, "T2*", {}, values);
  Shown shown({s.get()});
  const PlotLayout layout = shown.layout();
  const Bins &bins = shown.bins.of(s.series);
  // Freedman and Diaconis: quartiles 25 and 75 of 1000 values: a width of 10, 99/10 bins.
  REQUIRE(bins.counts.size() == 10);
  const auto at = nearest_point(shown.plot, layout, {}, layout.x(bins.edge(3)) + 2, layout.y(10), 14, shown.bins);
  REQUIRE(at);
  CHECK(at->point == 3);
  const auto words = point_words(shown.plot, *at, layout, shown.look, shown.bins);
  CHECK(words[0].second == "29.7 – 39.6 ms");
  CHECK(words[1] == std::pair<std::string, std::string>("Count", "100"));
  s.y.assign(10, 1.0);
  s.get();
  CHECK(shown.bins.of(s.series).counts == std::vector<double>{10});  // counted anew
}

TEST_CASE("Every style is drawn as its own shape; what is hidden stays in the legend only") {
  Sample line(GANTRY_UI_LINE_POINTS, "line", {1, 2, 3}, {1, 3, 2});
  Sample band(GANTRY_UI_BAND, "band", {1, 2, 3}, {0, 2, 1});
  band.y2 = {2, 4, 3};
  Sample bars(GANTRY_UI_BARS, "bars", {1, 2, 3}, {1, 1, 2});
  Sample marks(GANTRY_UI_MARKERS, "marks", {2}, {0});
  Shown shown({line.get(), band.get(), bars.get(), marks.get()});
  const auto drawn = [&] {
    Svg svg(720, 400, "");
    draw_figure(svg, shown.plot, shown.layout(), shown.hidden, shown.look, shown.bins);
    return svg.take();
  };
  const std::string all = drawn();
  CHECK(tag_fault(all).empty());
  CHECK(count(all, "<polyline") == 1);
  CHECK(count(all, "<circle") == 3 + 1);
  CHECK(count(all, "<polygon") == 1);
  CHECK(count(all, "stroke-dasharray") == 1 + 1);
  CHECK(count(all, ">Decay</text>") == 1);
  CHECK(all.find("nan") == std::string::npos);
  shown.hidden = {"line", "band"};
  const std::string fewer = drawn();
  CHECK(count(fewer, "<polygon") == 0);
  CHECK(count(fewer, "<circle") == 1);
  CHECK(count(fewer, ">line</text>") == 1);
}

TEST_CASE("A title ends before what stands beside it, moves left where that helps, and is cut where nothing does") {
  Sample s(GANTRY_UI_POINTS, "a", {1, 2}, {1, 2});
  Shown shown({s.get()});
  const Svg pen(1, 1, "");
  shown.plot.title = "Volume through one heartbeat";
  const double words = pen.width(shown.plot.title, shown.look.text.body, true);
  shown.look.beside_title = 40;
  const auto in = [&](double width) {
    return lay_out(pen, shown.plot, shown.limits(), {10, 0, width, 300}, shown.look);
  };
  const PlotLayout wide = in(720);
  CHECK(wide.title == shown.plot.title);
  CHECK(wide.title_at == wide.main.x);
  const PlotLayout less = in(words + 50);  // too little above the plot itself
  CHECK(less.title == shown.plot.title);
  CHECK(less.title_at < less.main.x);
  CHECK(less.title_at + words == Approx(10 + words + 50 - 40));
  const PlotLayout narrow = in(150);
  CHECK(narrow.title_at == 10);
  CHECK(narrow.title.starts_with("Volume"));
  CHECK(narrow.title.ends_with("…"));
  CHECK(narrow.title_at + pen.width(narrow.title, shown.look.text.body, true) <= 10 + 150 - 40);
}

TEST_CASE("A name in the legend that is wider than the plot is cut before its edge") {
  Sample s(GANTRY_UI_POINTS, "a", {1, 2}, {1, 2});
  s.series.name = "the left ventricle of the first observer";
  Shown shown({s.get()});
  Svg pen(200, 200, "");
  const PlotLayout layout = lay_out(pen, shown.plot, shown.limits(), {0, 0, 200, 200}, shown.look);
  REQUIRE(layout.legend.size() == 1);
  CHECK(layout.legend.front().area.right() <= 200);
  draw_figure(pen, shown.plot, layout, {}, shown.look, shown.bins);
  const std::string drawn = pen.take();
  CHECK(drawn.find("…") != std::string::npos);
  CHECK(drawn.find("first observer") == std::string::npos);
}
