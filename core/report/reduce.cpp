// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/reduce.hpp>
#include <limits>

namespace gantry::core::report {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// The column of pixels that a value falls into, by its ends in the series' own numbers, so that the values within it need
// but a comparison. All that is left of the area is one column, and all that is right of it.
struct Column {
  double lower = 1, upper = 0;
  bool has(double value) const { return value >= lower && value < upper; }
};

Column column_of(double value, const Scale &x, Area area) {
  const double place = x.exact(value);
  const double left = std::floor(area.x) - 1;
  const double right = std::ceil(area.right()) + 1;
  if (place < left) return {-infinity, x.value(left)};
  if (place >= right) return {x.value(right), infinity};
  const double pixel = std::floor(place);
  Column column{x.value(pixel), x.value(pixel + 1)};
  if (!column.has(value)) column = {value, std::nextafter(value, infinity)};  // lost in rounding
  return column;
}

struct Extremes {
  std::uint64_t first = 0, last = 0, least = 0, greatest = 0;
};

// What an axis can show, as two comparisons; a NaN fails both.
struct Showable {
  double upper = std::numeric_limits<double>::max();
  double lower;
  explicit Showable(const Scale &scale)
      : lower(scale.logarithmic() ? std::numeric_limits<double>::denorm_min() : -upper) {}
  bool operator()(double value) const { return value >= lower && value <= upper; }
};

// Calls flush(extremes) for each group of neighbours within a column, and gap() where a value can't be shown.
template <class Flush, class Gap>
void each_column(const gantry_ui_series &s, const Scale &x, const Scale &y, Area area, Flush flush, Gap gap) {
  const Showable x_shows(x);
  const Showable y_shows(y);
  const double *const xs = s.x;
  const double *const ys = s.y;
  for (std::uint64_t i = 0; i < s.count;) {
    if (!x_shows(xs[i]) || !y_shows(ys[i])) {
      gap();
      ++i;
      continue;
    }
    const Column column = column_of(xs[i], x, area);
    Extremes e{i, i, i, i};
    double least = ys[i];
    double greatest = least;
    for (++i; i < s.count && column.has(xs[i]) && y_shows(ys[i]); ++i) {
      if (ys[i] < least) {
        least = ys[i];
        e.least = i;
      } else if (ys[i] > greatest) {
        greatest = ys[i];
        e.greatest = i;
      }
    }
    e.last = i - 1;
    flush(e);
  }
}

std::vector<Run> reduced(const gantry_ui_series &s, const Scale &x, const Scale &y, Area area) {
  std::vector<Run> runs(1);
  if (s.x == nullptr || s.y == nullptr) return {};
  each_column(
      s, x, y, area,
      [&](const Extremes &e) {
        std::uint64_t order[] = {e.first, std::min(e.least, e.greatest), std::max(e.least, e.greatest), e.last};
        for (std::size_t k = 0; k < 4; ++k) {
          if (k == 0 || order[k] != order[k - 1])
            runs.back().push_back({x.exact(s.x[order[k]]), y.exact(s.y[order[k]])});
        }
      },
      [&] {
        if (!runs.back().empty()) runs.emplace_back();
      });
  return runs;
}

// The part of a segment within the area (Liang and Barsky 1984); false when there is none.
bool clip(Area area, Point &a, Point &b) {
  double from = 0;
  double to = 1;
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double p[] = {-dx, dx, -dy, dy};
  const double q[] = {a.x - area.x, area.right() - a.x, a.y - area.y, area.bottom() - a.y};
  for (int side = 0; side < 4; ++side) {
    if (p[side] == 0) {
      if (q[side] < 0) return false;
      continue;
    }
    const double t = q[side] / p[side];
    if (p[side] < 0) from = std::max(from, t);
    else to = std::min(to, t);
  }
  if (from > to) return false;
  const Point start = a;
  if (from > 0) a = {start.x + from * dx, start.y + from * dy};
  if (to < 1) b = {start.x + to * dx, start.y + to * dy};
  return true;
}

std::vector<Run> clipped(const std::vector<Run> &runs, Area area) {
  constexpr double beyond = 8;  // px: the ends of thick lines
  const Area wide{area.x - beyond, area.y - beyond, area.width + 2 * beyond, area.height + 2 * beyond};
  std::vector<Run> result;
  for (const Run &run : runs) {
    if (run.size() == 1 && wide.contains(run[0].x, run[0].y)) result.push_back(run);
    bool going_on = false;
    for (std::size_t i = 1; i < run.size(); ++i) {
      Point a = run[i - 1];
      Point b = run[i];
      if (!clip(wide, a, b)) {
        going_on = false;
        continue;
      }
      if (!going_on || result.back().back() != a) result.push_back({a});
      result.back().push_back(b);
      going_on = b == run[i];
    }
  }
  return result;
}

}  // namespace

std::vector<Run> line_runs(const gantry_ui_series &series, const Scale &x, const Scale &y, Area area) {
  return clipped(reduced(series, x, y, area), area);
}

std::vector<Run> step_runs(const gantry_ui_series &series, const Scale &x, const Scale &y, Area area) {
  std::vector<Run> runs = reduced(series, x, y, area);
  for (Run &run : runs) {
    Run steps;
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (i > 0) steps.push_back({run[i].x, run[i - 1].y});
      steps.push_back(run[i]);
    }
    run = std::move(steps);
  }
  return clipped(runs, area);
}

std::vector<BandRun> band_runs(const gantry_ui_series &s, const Scale &x, const Scale &y, Area area) {
  std::vector<BandRun> runs(1);
  if (s.x == nullptr || s.y == nullptr || s.y2 == nullptr) return {};
  Column column;
  double least = infinity;
  double greatest = -infinity;
  double left = 0;
  const auto vertical = [&](double value) {
    return std::clamp(y.exact(value), area.y - 20 * area.height, area.bottom() + 20 * area.height);
  };
  const auto flush = [&] {
    if (!(least <= greatest)) return;
    const double at = std::clamp(x.exact(left), area.x - 1e6, area.right() + 1e6);
    runs.back().upper.push_back({at, vertical(greatest)});
    runs.back().lower.push_back({at, vertical(least)});
    least = infinity;
    greatest = -infinity;
  };
  for (std::uint64_t i = 0; i < s.count; ++i) {
    const bool shown = x.shows(s.x[i]) && y.shows(s.y[i]) && y.shows(s.y2[i]);
    if (!shown || !column.has(s.x[i])) {
      flush();
      column = {};
      if (!shown) {
        if (!runs.back().upper.empty()) runs.emplace_back();
        continue;
      }
      column = column_of(s.x[i], x, area);
      left = s.x[i];
    }
    if (std::isinf(column.lower)) {  // left of the area: only the last one matters, since the band goes on from there
      left = s.x[i];
      least = infinity;
      greatest = -infinity;
    }
    if (std::isinf(column.upper) && least <= greatest) continue;  // right of it: only the first one
    least = std::min({least, s.y[i], s.y2[i]});
    greatest = std::max({greatest, s.y[i], s.y2[i]});
  }
  flush();
  return runs;
}

std::vector<std::pair<Point, std::uint64_t>> dot_places(const gantry_ui_series &s, const Scale &x, const Scale &y,
                                                        Area area, double margin) {
  std::vector<std::pair<Point, std::uint64_t>> result;
  if (s.x == nullptr || s.y == nullptr) return result;
  const Area wide{std::floor(area.x - margin), std::floor(area.y - margin), std::ceil(area.width + 2 * margin) + 1,
                  std::ceil(area.height + 2 * margin) + 1};
  const auto columns = static_cast<std::size_t>(wide.width);
  std::vector<bool> taken(columns * static_cast<std::size_t>(wide.height), false);
  const bool few = s.count <= 5000;  // all of them, at their own places
  const ValueRange reach_x{x.value(wide.x), x.value(wide.right())};
  const ValueRange reach_y{y.value(wide.bottom()), y.value(wide.y)};
  for (std::uint64_t i = 0; i < s.count; ++i) {
    if (!(s.x[i] >= reach_x.lower && s.x[i] < reach_x.upper && s.y[i] > reach_y.lower && s.y[i] <= reach_y.upper))
      continue;
    const Point place{x.exact(s.x[i]), y.exact(s.y[i])};
    if (!wide.contains(place.x, place.y)) continue;
    if (!few) {
      const std::size_t cell =
          static_cast<std::size_t>(place.y - wide.y) * columns + static_cast<std::size_t>(place.x - wide.x);
      if (taken[cell]) continue;
      taken[cell] = true;
    }
    result.emplace_back(place, i);
  }
  return result;
}

}  // namespace gantry::core::report
