// SPDX-License-Identifier: Apache-2.0
// An axis of a plot: from values to places on the page, with ticks, and drawn with its title.
//
//   Scale x(plot.x, {0, 100}, 60, 600);
//   double place = x(50);
#pragma once

#include <core/report/plot.hpp>
#include <core/report/pen.hpp>
#include <core/report/ticks.hpp>
#include <string>
#include <vector>

namespace gantry::core::report {

class Scale {
 public:
  // `from`, `to`: places of the range's ends on the page, px.
  // `decimal`: sign of the ticks' texts.
  Scale(const PlotAxis &axis, ValueRange range, double from, double to, int ticks, char decimal = '.');

  double operator()(double value) const;
  double exact(double value) const;  // far outside too; not for printing
  double value(double place) const;  // the other way round
  bool logarithmic() const { return axis_.logarithmic; }
  double from() const { return from_; }
  double to() const { return to_; }
  // Small marks between the ticks of a logarithmic axis: 2 to 9 times each power of ten. Empty when there are too many.
  std::vector<double> between() const;
  bool shows(double value) const;  // finite, and above 0 on a logarithmic axis
  const Ticks &ticks() const { return ticks_; }
  std::string title() const;  // "ADC (10⁻³ mm²/s)"

 private:
  PlotAxis axis_;
  double lower_, upper_, from_, to_;
  Ticks ticks_;
};

inline const Stroke grid_stroke{.width = 1, .opacity = 0.14};
inline const Stroke frame_stroke{.width = 1, .opacity = 0.55};

struct TextSizes {
  double small = 13, body = 14;  // px; of numbers and of titles
};

// Frame, grid, ticks and titles. `left_title`: of the vertical axis; no texts below when `bottom` is false.
void draw_axes(Pen &pen, Area area, const Scale &x, const Scale &y, bool bottom, double left_title_x,
               const std::string &y_title, const TextSizes &sizes = {});

double widest(const Pen &pen, const std::vector<std::string> &texts, double size);

}  // namespace gantry::core::report
