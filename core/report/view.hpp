// SPDX-License-Identifier: Apache-2.0
// How the voxels of a volume lie on the page when it is looked at from a standard direction.
//
//   const View view = view_of(header, Plane::axial);
//   view.left;   // "R": the patient's right is on the left of the picture, as radiologists expect
//
// The nearest orthogonal view: voxel rows and columns are kept, turned and mirrored, never resampled.
#pragma once

#include <array>
#include <core/data/volume.hpp>
#include <cstddef>
#include <string>
#include <vector>

namespace gantry::core::report {

enum class Plane { axial, coronal, sagittal };

struct View {
  Plane plane = Plane::axial;
  std::array<std::size_t, 3> axis{0, 1, 2};  // voxel axis along the page to the right, down, and through the slices
  bool mirror_right = false, mirror_down = false;  // the voxel index falls to the right, or downwards
  std::array<std::uint64_t, 3> size{1, 1, 1};      // voxels along those three
  std::array<double, 3> spacing{1, 1, 1};          // mm along those three
  std::string left, right, top, bottom;            // letters of the edges: "R", "L", "A", "P", "S", "I"; oblique: "RA"

  // Voxel index of column x, row y (from the top left) of a slice.
  std::array<std::uint64_t, 3> voxel(std::uint64_t x, std::uint64_t y, std::uint64_t slice) const;
};

View view_of(const VolumeHeader &header, Plane plane);

// The plane in which the slices were acquired: the one that looks along the third voxel axis.
Plane acquired_plane(const VolumeHeader &header);

// Letters of where a direction (LPS) points: the greatest part first, and a second one from 20° off the first axis on.
std::string direction_letters(std::array<double, 3> direction);

// Where the centre of a slice is along the direction of view: "S 31.5 mm", "R 4.0 mm".
std::string slice_position(const VolumeHeader &header, const View &view, std::uint64_t slice);

}  // namespace gantry::core::report
