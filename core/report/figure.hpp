// SPDX-License-Identifier: Apache-2.0
// A plot of gantry.ui/1 on any pen: where its parts are, and how they are drawn. The window, SVG and PNG share it.
//
//   BinMemory bins;
//   const PlotLimits limits = seen_limits(plot, hidden, view, bins);
//   const PlotLayout layout = lay_out(pen, plot, limits, {0, 0, 720, 400}, look);
//   draw_figure(pen, plot, layout, hidden, look, bins);
#pragma once

#include <core/report/plot_view.hpp>
#include <core/report/scale.hpp>
#include <string>
#include <vector>

namespace gantry::core::report {

struct PlotLook {
  TextSizes text;
  std::vector<Colour> colours;  // of series without one of their own; goes round
  char decimal = '.';
  std::string count = "Count", residual = "Residual", nothing = "Nothing to show";
  bool title = true;
  double beside_title = 0;  // px at its right that something else takes
};

struct LegendPlace {
  Area area;
  std::uint32_t series = 0;
};

struct PlotLayout {
  Area whole, main, residual_area;
  Scale x, y;
  std::optional<Scale> residual;  // nothing: there is no such pane
  std::vector<LegendPlace> legend;
  double title_base = 0;  // y of the title's base line; 0: no title
  double title_at = 0;    // its x
  std::string title;      // as far as there is room for it
  bool empty = true;

  const Scale &y_of(const gantry_ui_series &series) const { return series.residual != 0 && residual ? *residual : y; }
  Area area_of(const gantry_ui_series &series) const { return series.residual != 0 && residual ? residual_area : main; }
};

PlotLayout lay_out(const Pen &pen, const gantry_ui_plot &plot, const PlotLimits &limits, Area whole,
                   const PlotLook &look);

void draw_figure(Pen &pen, const gantry_ui_plot &plot, const PlotLayout &layout, const Hidden &hidden,
                 const PlotLook &look, BinMemory &bins);

// The series' own colour or the theme's next.
Colour series_colour(const gantry_ui_plot &plot, std::uint32_t series, const PlotLook &look);
inline constexpr double line_width = 2.25, dot_radius = 3.5;  // px where small text has 13

// One series, within an area; of figure_series.cpp.
void draw_series(Pen &pen, const gantry_ui_series &series, Colour colour, const Scale &x, const Scale &y, Area area,
                 double unit, BinMemory &bins);

}  // namespace gantry::core::report
