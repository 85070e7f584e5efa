// SPDX-License-Identifier: Apache-2.0
// An axis of a plot: from values to places on the page, with ticks, and drawn with its title.
//
//   Scale x(plot.x, {0, 100}, 60, 600);
//   double place = x(50);
#pragma once

#include <core/report/plot.hpp>
#include <core/report/svg.hpp>
#include <core/report/ticks.hpp>
#include <string>

namespace gantry::core::report {

class Scale {
 public:
  // `from`, `to`: places of the range's ends on the page, px.
  Scale(const PlotAxis &axis, ValueRange range, double from, double to, int ticks);

  double operator()(double value) const;
  bool shows(double value) const;  // finite, and above 0 on a logarithmic axis
  const Ticks &ticks() const { return ticks_; }
  std::string title() const;  // "ADC (10⁻³ mm²/s)"

 private:
  PlotAxis axis_;
  double lower_, upper_, from_, to_;
  Ticks ticks_;
};

// The finite values' range (those above 0 when logarithmic), with a margin of 4 % at both ends. Nothing: no value.
std::optional<ValueRange> spread(const std::vector<const std::vector<double> *> &columns, bool logarithmic,
                                 double margin = 0.04);

inline const Stroke grid_stroke{.width = 1, .opacity = 0.14};
inline const Stroke frame_stroke{.width = 1, .opacity = 0.55};

// Frame, grid, ticks and titles. `left_title`: of the vertical axis; no texts below when `bottom` is false.
void draw_axes(Svg &svg, Area area, const Scale &x, const Scale &y, bool bottom, double left_title_x,
               const std::string &y_title);

double widest(const std::vector<std::string> &texts, double size);

}  // namespace gantry::core::report
