// SPDX-License-Identifier: Apache-2.0
// Painting with a round brush: a sphere in the patient, or a disc on the plane that is looked at.
//
//   Stroke stroke(canvas, 2);
//   const Brush brush{.radius = 5, .disc = plane.orientation.normal()};
//   sweep(stroke, brush, from, to);                     // for each move of the hand, mm
//
// A voxel is painted when its centre lies within the brush on its way from one position to the other; of a disc, when the
// plane goes through the voxel and its centre, seen along the normal, lies within. With label 0 it is an eraser. With a
// threshold, voxels alone whose value in the image lies between two numbers.
#pragma once

#include <core/view/paint/stroke.hpp>
#include <core/view/vector.hpp>

namespace gantry::core::view {

// What voxels must be like in the image that is painted on; of the canvas' shape.
struct Threshold {
  ShownVolumePtr image;
  double lower = 0, upper = 0;  // both included
  std::uint64_t axis_index = 0, channel = 0;
  bool accepts(std::uint64_t index) const;
};

struct Brush {
  double radius = 5;                // mm, > 0
  std::optional<Vector> disc = {};  // normal of its plane, unit length; nothing: a sphere
  std::optional<Threshold> threshold = {};
};

void sweep(Stroke &stroke, const Brush &brush, const Vector &from, const Vector &to);

}  // namespace gantry::core::view
