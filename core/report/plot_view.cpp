// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/plot_view.hpp>
#include <limits>

namespace gantry::core::report {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

struct Spread {
  bool logarithmic = false;
  double least = unbounded, greatest = -unbounded;

  void add(double value) {
    if (!std::isfinite(value) || (logarithmic && value <= 0)) return;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  void add(const double *values, std::uint64_t count) {
    if (values == nullptr) return;
    // Four lanes, so that millions of values are a matter of milliseconds: no lane waits for another's comparison.
    constexpr std::uint64_t lanes = 4;
    const double floor = logarithmic ? 0 : -unbounded;  // excluded
    double low[lanes] = {unbounded, unbounded, unbounded, unbounded};
    double high[lanes] = {-unbounded, -unbounded, -unbounded, -unbounded};
    std::uint64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
      for (std::uint64_t lane = 0; lane < lanes; ++lane) {
        const double v = values[i + lane];
        const bool counts = v > floor && v < unbounded;
        low[lane] = counts && v < low[lane] ? v : low[lane];
        high[lane] = counts && v > high[lane] ? v : high[lane];
      }
    }
    for (; i < count; ++i) add(values[i]);
    for (std::uint64_t lane = 0; lane < lanes; ++lane) {
      least = std::min(least, low[lane]);
      greatest = std::max(greatest, high[lane]);
    }
  }
  bool any() const { return least <= greatest; }
};

// Wider by a margin at each end that isn't fixed.
ValueRange with_margin(const Spread &s, bool at_least, bool at_greatest) {
  constexpr double margin = 0.04;
  if (s.logarithmic) {
    const double factor = s.greatest > s.least ? std::pow(s.greatest / s.least, margin) : 2;
    return {at_least ? s.least / factor : s.least, at_greatest ? s.greatest * factor : s.greatest};
  }
  double extra = (s.greatest - s.least) * margin;
  if (!(extra > 0))
    return {s.least - (s.least == 0 ? 0.5 : std::abs(s.least) * 0.1),
            s.least + (s.least == 0 ? 0.5 : std::abs(s.least) * 0.1)};
  return {at_least ? s.least - extra : s.least, at_greatest ? s.greatest + extra : s.greatest};
}

void spread_x(const gantry_ui_series &s, BinMemory &bins, Spread &x) {
  if (s.style == GANTRY_UI_HISTOGRAM) {
    const Bins &b = bins.of(s);
    if (b.counts.empty()) return;
    x.add(b.range.lower);
    x.add(b.range.upper);
    return;
  }
  if (s.style != GANTRY_UI_BARS) return x.add(s.x, s.count);
  const double half = bar_width(s) / 2;
  for (std::uint64_t i = 0; s.x != nullptr && i < s.count; ++i) {
    x.add(s.x[i] - half);
    x.add(s.x[i] + half);
  }
}

void spread_y(const gantry_ui_series &s, BinMemory &bins, Spread &y) {
  if (s.style == GANTRY_UI_MARKERS) return;
  if (s.style == GANTRY_UI_HISTOGRAM) {
    for (const double count : bins.of(s).counts) y.add(count);
    y.add(0);
    return;
  }
  y.add(s.y, s.count);
  if (s.style == GANTRY_UI_BARS) y.add(0);
  if (s.style == GANTRY_UI_BAND) y.add(s.y2, s.count);
  for (std::uint64_t i = 0; s.error != nullptr && s.y != nullptr && i < s.count; ++i) {
    y.add(s.y[i] - s.error[i]);
    y.add(s.y[i] + s.error[i]);
  }
}

bool usable(ValueRange r, bool logarithmic) {
  return std::isfinite(r.lower) && std::isfinite(r.upper) && r.upper > r.lower && (!logarithmic || r.lower > 0);
}

// The axis's ends count where they are given.
ValueRange limits_of(const Spread &s, const gantry_ui_axis *axis, bool floor_is_zero, bool with_gap) {
  ValueRange range = s.logarithmic ? ValueRange{1, 10} : ValueRange{0, 1};
  if (s.any()) {
    range = with_gap ? with_margin(s, !(floor_is_zero && s.least == 0), !(floor_is_zero && s.greatest == 0))
                     : with_margin(s, false, false);
  }
  if (axis == nullptr) return range;
  ValueRange own = range;
  if (std::isfinite(axis->minimum)) own.lower = axis->minimum;
  if (std::isfinite(axis->maximum)) own.upper = axis->maximum;
  return usable(own, s.logarithmic) ? own : range;
}

double axis_value(double value, bool logarithmic) { return logarithmic ? std::log10(value) : value; }

// From the axis's own measure; `before` when it has run out of numbers.
ValueRange back(double lower, double upper, bool logarithmic, ValueRange before) {
  const double least = 1e-11 * std::max({std::abs(lower), std::abs(upper), 1e-300});
  if (!(upper - lower > least)) return before;
  const ValueRange range =
      logarithmic ? ValueRange{std::pow(10.0, lower), std::pow(10.0, upper)} : ValueRange{lower, upper};
  return usable(range, logarithmic) ? range : before;
}

}  // namespace

bool is_hidden(const gantry_ui_series &series, const Hidden &hidden) {
  return series.id != nullptr && hidden.contains(std::string_view(series.id));
}

bool is_logarithmic(const gantry_ui_axis *axis) { return axis != nullptr && (axis->flags & GANTRY_UI_AXIS_LOG) != 0; }

double bar_width(const gantry_ui_series &series) {
  double step = std::numeric_limits<double>::infinity();
  for (std::uint64_t i = 1; series.x != nullptr && i < series.count; ++i) {
    const double gap = std::abs(series.x[i] - series.x[i - 1]);
    if (gap > 0) step = std::min(step, gap);
  }
  return std::isfinite(step) ? 0.8 * step : 0.8;
}

PlotLimits seen_limits(const gantry_ui_plot &plot, const Hidden &hidden, const PlotView &view, BinMemory &bins) {
  Spread x{is_logarithmic(plot.x)};
  Spread y{is_logarithmic(plot.y)};
  Spread residual{is_logarithmic(plot.residual)};
  bool on_zero = true;  // bars and histograms alone: they stand on the axis
  bool pane = false;
  for (std::uint32_t i = 0; i < plot.series_count; ++i) {
    const gantry_ui_series &s = *plot.series[i];
    pane = pane || s.residual != 0;
    if (is_hidden(s, hidden)) continue;
    spread_x(s, bins, x);
    spread_y(s, bins, s.residual != 0 ? residual : y);
    if (s.residual == 0 && s.style != GANTRY_UI_MARKERS)
      on_zero = on_zero && (s.style == GANTRY_UI_BARS || s.style == GANTRY_UI_HISTOGRAM);
  }
  PlotLimits limits;
  limits.empty = !x.any() || (!y.any() && !residual.any());
  limits.x = view.x.value_or(limits_of(x, plot.x, false, !on_zero));
  limits.y = view.y.value_or(limits_of(y, plot.y, on_zero, true));
  if (pane) {
    if (!residual.logarithmic && residual.any()) {
      // The pane is low: a little more room, that dots at the rim are whole.
      const double most = 1.04 * std::max(std::abs(residual.least), std::abs(residual.greatest));
      residual.least = -most;
      residual.greatest = most;
    }
    limits.residual = view.residual.value_or(limits_of(residual, plot.residual, false, true));
  }
  return limits;
}

ValueRange zoomed(ValueRange seen, bool logarithmic, double at, double factor) {
  const double middle = axis_value(at, logarithmic);
  const double lower = axis_value(seen.lower, logarithmic);
  const double upper = axis_value(seen.upper, logarithmic);
  if (!std::isfinite(middle)) return seen;
  return back(middle + (lower - middle) * factor, middle + (upper - middle) * factor, logarithmic, seen);
}

ValueRange moved(ValueRange seen, bool logarithmic, double fraction) {
  const double lower = axis_value(seen.lower, logarithmic);
  const double upper = axis_value(seen.upper, logarithmic);
  const double by = fraction * (upper - lower);
  return back(lower + by, upper + by, logarithmic, seen);
}

}  // namespace gantry::core::report
