// SPDX-License-Identifier: Apache-2.0
// B1 from two images whose flip angles are one and two times the same.
//
//   PluginBench(relaxometry_entry).input("single", a).input("double", b).set("angle", 60.0).run("double_angle_b1")
#pragma once

#include <gantry/cpp/tool.hpp>

namespace relaxometry {

// Actual over wanted flip angle; NaN where the two signals can't come from such angles.
double double_angle(double single, double twice, double angle);  // angle: radians

struct DoubleAngle : gantry::Tool {
  static constexpr const char
      *id = "double_angle_b1",
      *label = "B1 by the double angle", *category = "relaxometry",
      *source = "Insko and Bolinger 1993, J Magn Reson A 103:82; Stollberger and Wach 1996, Magn Reson Med 35:246",
      *help =
          "The relative B1 field out of two images with flip angles a and 2 a, without saturation (TR at least five "
          "times T1): B1 = acos(S(2a) / (2 S(a))) / a. Give the map as the constant B1 of t1_vfa. Where the signals "
          "can't come from such angles (noise, air) the map is NaN.";
  gantry::VolumeInput single{"single", "Flip angle a", "magnitude image of the single angle"};
  gantry::VolumeInput twice{"double", "Flip angle 2 a", "magnitude image of the double angle"};
  gantry::Number angle{"angle", "Angle a", "the single flip angle that was asked for", "deg", 60, {1, 90}};
  gantry::VolumeOutput b1{"B1", "B1", "actual over wanted flip angle", "1", {0, 1e-6, 0}};

  void run(gantry::Job &job);
};

}  // namespace relaxometry
