// SPDX-License-Identifier: Apache-2.0
// Regions that are drawn on a plane in the patient, and which voxels lie within.
//
//   const Region region{.origin = plane.origin, .orientation = plane.orientation, .shape = Ellipse{{40, 30}, {12, 8}}};
//   region_area(region);                                       // mm²
//   const auto voxels = voxels_within(volume->header, region);   // of one slice, row or column
//
// A point on the edge is within on the lower side in x and y alone, so that of two regions that touch one has it; an
// ellipse has its edge.
#pragma once

#include <core/view/patient_plane.hpp>
#include <optional>
#include <variant>
#include <vector>

namespace gantry::core::view {

using PlanePoint = std::array<double, 2>;  // mm from the region's origin, to the right and down

struct Ellipse {
  PlanePoint middle{}, radii{};  // semi-axes, mm, > 0
  double turn = 0;               // of the first semi-axis from `right` towards `down`, radians
};
struct Rectangle {
  PlanePoint first{}, second{};  // opposite corners
};
// A polygon, or a line drawn by hand: closed from its last point to its first. Where it crosses itself, what it goes
// around an even number of times is outside.
struct Polygon {
  std::vector<PlanePoint> points;
};

struct Region {
  Vector origin{};  // LPS, mm
  Orientation orientation{};
  std::variant<Ellipse, Rectangle, Polygon> shape{};

  Vector position(const PlanePoint &p) const { return origin + p[0] * orientation.right + p[1] * orientation.down; }
};

bool within(const Region &region, const PlanePoint &point);
double region_area(const Region &region);  // mm², of the shape itself; of polygons by their corners (Gauss)
struct PlaneBox {
  PlanePoint low{}, high{};
};
PlaneBox region_box(const Region &region);  // around the shape

// The voxel axis that neither direction of the region goes along, so that it lies within one layer of voxels; nothing
// when its plane is oblique to the voxels.
std::optional<std::size_t> layer_axis(const VolumeHeader &header, const Region &region);
// The voxels of that layer whose centres, seen along the normal, lie within the shape; nothing when there is no layer, or
// it is not the volume's.
std::optional<std::vector<std::array<std::uint64_t, 3>>> voxels_within(const VolumeHeader &header,
                                                                       const Region &region);

}  // namespace gantry::core::view
