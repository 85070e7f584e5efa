// SPDX-License-Identifier: Apache-2.0
// What part of a plot's data is seen: all of it at first, less or more as somebody zooms and pans.
//
//   PlotView view;                                     // all
//   view.x = zoomed(limits.x, false, 40, 0.8);         // closer, around 40
//   const PlotLimits seen = seen_limits(plot, hidden, view, bins);
#pragma once

#include <core/report/bins.hpp>
#include <core/report/picture.hpp>
#include <gantry/ui_plot.h>
#include <optional>
#include <set>
#include <string>

namespace gantry::core::report {

using Hidden = std::set<std::string, std::less<>>;  // ids of series

struct PlotView {
  std::optional<ValueRange> x, y, residual;  // nothing: as the axis or the data have it
  bool whole() const { return !x && !y && !residual; }
};

struct PlotLimits {
  ValueRange x, y;
  std::optional<ValueRange> residual;  // nothing: there is no such pane
  bool empty = true;                   // there is no value to show
};

// The axes' own ends, or those of the data that are shown: with a margin of 4 %, error bars within, 0 within where bars
// stand on it, in the middle for residuals; then what the view says.
PlotLimits seen_limits(const gantry_ui_plot &plot, const Hidden &hidden, const PlotView &view, BinMemory &bins);

// `factor` below 1: closer; `at` stays where it is. Unchanged where numbers would run out.
ValueRange zoomed(ValueRange seen, bool logarithmic, double at, double factor);
// By a part of its own length; above 0: towards greater values.
ValueRange moved(ValueRange seen, bool logarithmic, double fraction);

bool is_hidden(const gantry_ui_series &series, const Hidden &hidden);
bool is_logarithmic(const gantry_ui_axis *axis);
double bar_width(const gantry_ui_series &series);  // in units of x: 0.8 of the smallest step between neighbours

}  // namespace gantry::core::report
