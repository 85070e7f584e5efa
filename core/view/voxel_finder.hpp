// SPDX-License-Identifier: Apache-2.0
// From millimetres to voxels: the way back of Geometry::position().
//
//   const VoxelFinder find(header.geometry);
//   const auto voxel = find.voxel({-12.5, 40, 31});     // whole numbers are the centres of voxels
#pragma once

#include <array>
#include <core/data/volume.hpp>
#include <core/view/vector.hpp>
#include <optional>
#include <vector>

namespace gantry::core::view {

// The map from positions to fractional voxels: row-major 3 × 4, voxel = map · (x, y, z, 1).
using VoxelMap = std::array<double, 12>;
Vector apply(const VoxelMap &map, const Vector &position);
Vector apply_to_step(const VoxelMap &map, const Vector &step);  // of a displacement

// A part of the space in which one map holds: between two neighbouring slices of a stack with positions of its own, and
// beyond the first and the last; all of it where slices are evenly stacked.
struct GridPiece {
  double from = 0, to = 0;  // mm along the slices' normal: from ≤ height < to
  VoxelMap map{};
};

class VoxelFinder {
 public:
  explicit VoxelFinder(const Geometry &geometry);

  // Fractional, and outside of the volume too. Slices with positions of their own: between two neighbours as
  // Geometry::position() goes; nothing when these don't follow each other along one direction, or the geometry is flat.
  std::optional<Vector> voxel(const Vector &position) const;

  const Vector &normal() const { return normal_; }                  // of the slices, unit length
  const std::vector<GridPiece> &pieces() const { return pieces_; }  // by height, ascending; none where nothing is found

 private:
  void add_even(const Geometry &geometry);
  void add_slices(const Geometry &geometry);

  Vector normal_{};
  std::vector<GridPiece> pieces_;
};

// The voxel that a fractional one falls into; nothing when it is outside of the volume.
std::optional<std::array<std::uint64_t, 3>> nearest_voxel(std::array<double, 3> voxel, const VolumeHeader &header);

}  // namespace gantry::core::view
