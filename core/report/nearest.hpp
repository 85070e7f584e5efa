// SPDX-License-Identifier: Apache-2.0
// What the pointer is at in a plot.
//
//   if (const auto found = nearest_point(plot, layout, hidden, mouse.x, mouse.y, 14, bins))
//     words = point_words(plot, *found, layout, look, bins);   // {"TE", "40 ms"}, {"Signal", "312 ± 8"}
#pragma once

#include <core/report/figure.hpp>
#include <utility>

namespace gantry::core::report {

struct Nearest {
  std::uint32_t series = 0;
  std::uint64_t point = 0;  // of a histogram: the bin
  Point place;              // px
  double distance = 0;      // px; 0 within a bar
};

// Of the series that are shown, within `reach` px.
std::optional<Nearest> nearest_point(const gantry_ui_plot &plot, const PlotLayout &layout, const Hidden &hidden,
                                     double px, double py, double reach, BinMemory &bins);

// Names and values as they are read beside the point.
std::vector<std::pair<std::string, std::string>> point_words(const gantry_ui_plot &plot, const Nearest &nearest,
                                                             const PlotLayout &layout, const PlotLook &look,
                                                             BinMemory &bins);

}  // namespace gantry::core::report
