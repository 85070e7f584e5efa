// SPDX-License-Identifier: Apache-2.0
// A small chart as SVG, for tools that show what they measured: curves and marks in one panel or some, above each other.
//
//   Panel loop{"Pressure and volume", "volume, mL", "pressure, mmHg"};
//   loop.add({"", volume, pressure});
//   chart.write("image/svg+xml", "loop.svg", svg({loop}));
//
// No date, no name, no path stands in it: the same data give the same bytes.
#pragma once

#include <string>
#include <vector>

namespace gantry::waveforms {

enum class Stroke { line, dashed, marks };

struct Trace {
  std::string name;  // in the legend; "": not there
  std::vector<double> x, y;
  Stroke stroke = Stroke::line;
};

struct Panel {
  std::string title, x_label, y_label;
  std::vector<Trace> traces = {};
  Panel &add(Trace trace) {
    traces.push_back(std::move(trace));
    return *this;
  }
};

// 640 points wide, 360 high for each panel. Points that are no number break a curve.
std::string svg(const std::vector<Panel> &panels);

}  // namespace gantry::waveforms
