// SPDX-License-Identifier: Apache-2.0
// Each style of series on a pen.
#include <algorithm>
#include <cmath>
#include <core/report/figure.hpp>
#include <core/report/reduce.hpp>

namespace gantry::core::report {
namespace {

struct Drawing {
  Pen &pen;
  const gantry_ui_series &s;
  Colour colour;
  const Scale &x, &y;
  Area area;
  double unit;

  double bottom() const {  // where bars stand: 0, or the lower end of a logarithmic axis
    return y.shows(0) ? y(0) : area.bottom();
  }
};

void draw_curves(const Drawing &d, const std::vector<Run> &runs) {
  for (const Run &run : runs) d.pen.curve(run, {.colour = d.colour, .width = line_width * d.unit});
}

void draw_errors(const Drawing &d, const std::vector<std::pair<Point, std::uint64_t>> &dots) {
  if (d.s.error == nullptr) return;
  const double cap = 4 * d.unit;
  const Stroke stroke{.colour = d.colour, .width = 1.25 * d.unit};
  for (const auto &[place, i] : dots) {
    const double error = d.s.error[i];
    if (!std::isfinite(error)) continue;
    const double top = d.y(d.s.y[i] + error);
    const double low = d.y.shows(d.s.y[i] - error) ? d.y(d.s.y[i] - error) : d.area.bottom() + 1e4;
    d.pen.line(place.x, top, place.x, low, stroke);
    d.pen.line(place.x - cap, top, place.x + cap, top, stroke);
    d.pen.line(place.x - cap, low, place.x + cap, low, stroke);
  }
}

void draw_dots(const Drawing &d, bool marks) {
  const double radius = dot_radius * d.unit;
  // Error bars reach in from points above and below the area.
  const Area tall{d.area.x, d.area.y - 4 * d.area.height, d.area.width, 9 * d.area.height};
  if (d.s.error != nullptr) draw_errors(d, dot_places(d.s, d.x, d.y, d.s.count <= 5000 ? tall : d.area, radius));
  if (!marks) return;
  for (const auto &[place, i] : dot_places(d.s, d.x, d.y, d.area, radius))
    d.pen.dot(place.x, place.y, radius, d.colour, 1);
}

void draw_bar(const Drawing &d, double from, double to, double value) {
  const double left = d.x(from);
  const double right = d.x(to);
  if (right < d.area.x || left > d.area.right() || !d.y.shows(value)) return;
  const double top = d.y(value);
  const double bottom = d.bottom();
  d.pen.box({left, std::min(top, bottom), std::max(right - left, 1.0), std::abs(bottom - top)}, d.colour, 0.85,
            {.width = right - left > 4 * d.unit ? 0.75 * d.unit : 0, .opacity = 0.5});
}

void draw_bars(const Drawing &d) {
  if (d.s.x == nullptr || d.s.y == nullptr) return;
  const double half = bar_width(d.s) / 2;
  // More bars than columns of pixels: the highest of each column hides the others.
  double column = -1e300;
  double highest = 0;
  std::uint64_t at = 0;
  for (std::uint64_t i = 0; i < d.s.count; ++i) {
    if (!d.x.shows(d.s.x[i]) || !std::isfinite(d.s.y[i])) continue;
    const double place = std::floor(d.x.exact(d.s.x[i]));
    if (place == column && std::abs(d.s.y[i]) <= highest) continue;
    if (place != column && column > -1e300) draw_bar(d, d.s.x[at] - half, d.s.x[at] + half, d.s.y[at]);
    column = place;
    highest = std::abs(d.s.y[i]);
    at = i;
  }
  if (column > -1e300) draw_bar(d, d.s.x[at] - half, d.s.x[at] + half, d.s.y[at]);
  draw_dots(d, false);
}

void draw_markers(const Drawing &d) {
  double before = -1e300;
  for (std::uint64_t i = 0; d.s.x != nullptr && i < d.s.count; ++i) {
    if (!d.x.shows(d.s.x[i])) continue;
    const double at = d.x(d.s.x[i]);
    if (at < d.area.x || at > d.area.right() || std::abs(at - before) < 0.5) continue;
    before = at;
    d.pen.line(at, d.area.y, at, d.area.bottom(),
               {.colour = d.colour, .width = 2 * d.unit, .dashes = {6 * d.unit, 3 * d.unit}});
  }
}

}  // namespace

void draw_series(Pen &pen, const gantry_ui_series &series, Colour colour, const Scale &x, const Scale &y, Area area,
                 double unit, BinMemory &bins) {
  const Drawing d{pen, series, colour, x, y, area, unit};
  switch (series.style) {
    case GANTRY_UI_LINE:
    case GANTRY_UI_LINE_POINTS: draw_curves(d, line_runs(series, x, y, area)); break;
    case GANTRY_UI_STEPS: draw_curves(d, step_runs(series, x, y, area)); break;
    case GANTRY_UI_BAND:
      for (const BandRun &run : band_runs(series, x, y, area)) pen.band(run.upper, run.lower, colour, 0.22);
      return;
    case GANTRY_UI_BARS: return draw_bars(d);
    case GANTRY_UI_HISTOGRAM: {
      const Bins &b = bins.of(series);
      for (std::size_t i = 0; i < b.counts.size(); ++i) {
        if (b.counts[i] > 0) draw_bar(d, b.edge(i), b.edge(i + 1), b.counts[i]);
      }
      return;
    }
    case GANTRY_UI_MARKERS: return draw_markers(d);
    default: break;
  }
  draw_dots(d, series.style == GANTRY_UI_POINTS || series.style == GANTRY_UI_LINE_POINTS);
}

}  // namespace gantry::core::report
