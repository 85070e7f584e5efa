// SPDX-License-Identifier: Apache-2.0
// From millimetres to voxels: the way back of Geometry::position().
//
//   const VoxelFinder find(header.geometry);
//   const auto voxel = find.voxel({-12.5, 40, 31});     // whole numbers are the centres of voxels
#pragma once

#include <array>
#include <core/data/volume.hpp>
#include <optional>
#include <vector>

namespace gantry::core::view {

class VoxelFinder {
 public:
  explicit VoxelFinder(const Geometry &geometry);

  // Fractional, and outside of the volume too. Slices with positions of their own: between two neighbours as
  // Geometry::position() goes; nothing when these don't follow each other along one direction, or the geometry is flat.
  std::optional<std::array<double, 3>> voxel(std::array<double, 3> position) const;

 private:
  Geometry geometry_;
  std::array<double, 9>
      inverse_{};  // of the steps from voxel to voxel; of uneven stacks its third column is the normal
  std::array<double, 3> normal_{};
  std::vector<double> heights_;  // of the slices along the normal, ascending or descending
  bool usable_ = true;
};

// The voxel that a fractional one falls into; nothing when it is outside of the volume.
std::optional<std::array<std::uint64_t, 3>> nearest_voxel(std::array<double, 3> voxel, const VolumeHeader &header);

}  // namespace gantry::core::view
