// SPDX-License-Identifier: Apache-2.0
// Lengths and angles between positions in the patient (LPS, mm).
//
//   distance(a, b);                                     // mm
//   angle(hip, knee, ankle);                            // degrees at the knee
//   cobb_angle({upper_left, upper_right}, {lower_left, lower_right});
#pragma once

#include <core/view/vector.hpp>
#include <span>

namespace gantry::core::view {

double distance(const Vector &a, const Vector &b);   // mm
double path_length(std::span<const Vector> points);  // mm, from the first to the last
// Between the directions from `vertex` to both ends, 0 to 180 degrees; NaN when an end lies at the vertex.
double angle(const Vector &a, const Vector &vertex, const Vector &b);

struct Line {
  Vector from{}, to{};
};
// Between lines along two end plates, 0 to 180 degrees (J. Cobb, "Outline for the study of scoliosis", 1948). Whichever
// way each line was drawn, both are taken to run towards the same side of the way from one line's middle to the other's;
// lines that are drawn along that way enclose their acute angle. NaN when a line has no length.
double cobb_angle(const Line &upper, const Line &lower);

}  // namespace gantry::core::view
