// SPDX-License-Identifier: Apache-2.0
// What is seen in a plot, as a file: SVG and PNG as on the screen, CSV with the values.
//
//   const ShownPlot shown{&plot, view, hidden, look};
//   std::string svg = plot_svg(shown, 960, 540);
//   std::string csv = plot_csv(shown);
//
// The picture has the limits, and all files have the series, that are seen.
#pragma once

#include <core/report/figure.hpp>

namespace gantry::core::report {

struct ShownPlot {
  const gantry_ui_plot *plot = nullptr;
  PlotView view;
  Hidden hidden;
  PlotLook look;
};

std::string plot_svg(const ShownPlot &shown, double width, double height);

// On `paper` in `ink`, with `scale` pixels for each px. Error "report.memory".
Result<std::vector<std::byte>> plot_png(const ShownPlot &shown, double width, double height, Colour paper, Colour ink,
                                        double scale = 2);

// One column of x where all series have the same, else one for each; a histogram as its bins. RFC 4180; with a decimal
// comma the columns are parted by ';', as spreadsheets of that language expect. `separator`: another one, tab to paste.
std::string plot_csv(const ShownPlot &shown, char separator = '\0');

// "T2_decay.svg": the title, without what file systems refuse.
std::string plot_file_name(const gantry_ui_plot &plot, std::string_view extension);

}  // namespace gantry::core::report
