// SPDX-License-Identifier: Apache-2.0
// Series of any length as no more than the page can show: what is drawn is the same, pixel for pixel.
//
//   for (const auto &run : line_runs(series, x, y, area)) pen.curve(run, stroke);   // 10⁶ values: a few thousand points
//   for (const auto &[place, index] : dot_places(series, x, y, area, 4)) pen.dot(place.x, place.y, 4, colour, 1);
#pragma once

#include <core/report/scale.hpp>
#include <cstdint>
#include <gantry/ui_plot.h>
#include <utility>
#include <vector>

namespace gantry::core::report {

using Run = std::vector<Point>;  // an unbroken part of a line, px

// Of neighbours within one column of pixels only the first, lowest, highest and last remain; what lies outside of `area` is
// cut off. A value that can't be shown breaks the line.
std::vector<Run> line_runs(const gantry_ui_series &series, const Scale &x, const Scale &y, Area area);
// The same, as steps: each value holds until the next.
std::vector<Run> step_runs(const gantry_ui_series &series, const Scale &x, const Scale &y, Area area);

struct BandRun {
  Run upper, lower;  // as many points each
};
std::vector<BandRun> band_runs(const gantry_ui_series &series, const Scale &x, const Scale &y, Area area);

// One point for each pixel that has any, and where it is in the series. `margin`: px around the area that count too.
std::vector<std::pair<Point, std::uint64_t>> dot_places(const gantry_ui_series &series, const Scale &x, const Scale &y,
                                                        Area area, double margin);

}  // namespace gantry::core::report
