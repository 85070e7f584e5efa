// SPDX-License-Identifier: Apache-2.0
// Courses as a picture: a panel each, concentrations on a logarithmic scale, with the line of the terminal slope.
//
//   const std::string svg = chart_of({{"1", {1, 2, 4}, {8, 4, 1}, {false, true, true}, 0.69, 2.8}}, "h", "mg/L");
#pragma once

#include <string>
#include <vector>

namespace gantry::pk {

struct ChartedCourse {
  std::string name;
  std::vector<double> time, concentration;
  std::vector<bool> marked;        // which samples make the line
  double rate = 0, intercept = 0;  // log C = intercept - rate t; no line where none is marked
};

// A well-formed SVG document.
std::string chart_of(const std::vector<ChartedCourse> &courses, const std::string &time_unit,
                     const std::string &concentration_unit);

}  // namespace gantry::pk
