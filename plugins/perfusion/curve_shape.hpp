// SPDX-License-Identifier: Apache-2.0
// What a dynamic series says without a model: area under the curve, steepest rise, peak and when it is reached.
//
//   const Shape s = shape_of(seconds, curve, 5, 60);   // five points before the injection, area over 60 s
#pragma once

#include <gantry/cpp/tool.hpp>

#include <vector>

namespace perfusion {

struct Shape {
  double area = 0;     // unit * s, above the baseline, from the arrival on (Evelhoch 1999, J Magn Reson Imaging 10:254)
  double slope = 0;    // unit / s, the steepest between neighbouring points
  double peak = 0;     // above the baseline
  double to_peak = 0;  // s, from the last point of the baseline
  double washout = 0;  // unit / s, from the peak to the last point; below 0 where it falls
};
// baseline: how many points are before the agent, at least 1 and fewer than all.
Shape shape_of(const std::vector<double> &seconds, const std::vector<double> &values, std::size_t baseline,
               double over);

struct CurveShape : gantry::Tool {
  static constexpr const char *
      id = "curve_shape",
     *label = "Shape of the enhancement curve", *category = "perfusion",
     *source = "Evelhoch 1999, J Magn Reson Imaging 10:254 (IAUC); Kuhl et al. 1999, Radiology 211:101 (course)",
     *help =
         "Initial area under the curve, steepest rise, peak, time to peak and washout of each voxel, above the mean of "
         "the points before the agent came. Of signals or of concentrations; only the latter can be compared between "
         "scanners and settings.";
  gantry::VolumeInput series{"series", "Dynamic series", "signal or concentration; its fourth axis has a column time"};
  gantry::Integer baseline{"baseline", "Baseline", "how many images are before the agent", "1", 3, {1, 10000}};
  gantry::Number over{"over", "Area over", "how long the area goes on after the baseline", "s", 60, {0.1, 100000}};
  gantry::VolumeOutput area{"IAUC", "Initial area under the curve", "above the baseline", "", {1e-6, 1e-5, 0}};
  gantry::VolumeOutput slope{
      "max_slope", "Steepest rise", "between neighbouring images, for each s", "", {1e-6, 1e-5, 0}};
  gantry::VolumeOutput peak{"peak", "Peak", "above the baseline", "", {1e-6, 1e-5, 0}};
  gantry::VolumeOutput to_peak{"TTP", "Time to peak", "from the last image before the agent", "s", {1e-6, 1e-5, 0}};
  gantry::VolumeOutput washout{"washout", "Washout", "from the peak to the end, for each s", "", {1e-6, 1e-5, 0}};

  void run(gantry::Job &job);
};

}  // namespace perfusion
