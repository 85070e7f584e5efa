// SPDX-License-Identifier: Apache-2.0
// Where a line through the patient goes through the voxels of a volume: the parts of it along which voxels follow from
// pixels by one affine map.
//
//   const VolumeGrid grid(*volume, 0, 0);
//   grid.spans(plane.position(0, y), plane.spacing * plane.orientation.right, plane.width, spans);
//   // pixel x of a span lies at voxel at + (x − begin) · step
//
// A voxel reaches halfway to its neighbours; beyond the outermost centres its value goes on for half a voxel. In stacks
// whose slices have positions of their own, everything between two slices lies on the line between them. Slices further
// apart than 1.5 times the stack's distance (Geometry::spacing[2]) have a gap between them, in which there is nothing:
// voxels then reach half that distance from their slices. Nor is there anything where slices have not been read yet.
#pragma once

#include <core/view/shown_volume.hpp>
#include <core/view/voxel_finder.hpp>

namespace gantry::core::view {

// Pixels `begin` to `end` (not included) of a line.
struct Span {
  std::uint32_t begin = 0, end = 0;
  Vector at{}, step{};   // the voxel, fractional, at `begin`, and from pixel to pixel
  Vector low{}, high{};  // between which voxels are to be kept: the outermost centres, or one slice beside a gap
};

class VolumeGrid {
 public:
  VolumeGrid(const ShownVolume &volume, std::uint64_t axis_index, std::uint64_t channel);

  // Of `count` pixels from `start` in steps of `step`, both in mm; replaces what `spans` holds, in order. None where the
  // volume is not.
  void spans(const Vector &start, const Vector &step, std::uint32_t count, std::vector<Span> &spans) const;
  // The same for one position: its voxel, fractional, within the centres; nothing outside of the volume and in gaps.
  std::optional<Vector> voxel(const Vector &position) const;
  // Whether a direction goes along one axis of the voxels everywhere.
  bool along_axis(const Vector &direction) const;
  // mm along a direction (unit length) in which no voxel axis goes on by more than one voxel.
  double finest_step(const Vector &direction) const;

 private:
  struct Stretch {
    double from, to;  // mm along the normal: from ≤ height < to
    VoxelMap map;
    double low, high;  // slices between which voxels are kept
  };
  void add(double from, double to, const VoxelMap &map, double low, double high);
  void add_between(const GridPiece &piece, std::size_t lower, bool lower_there, bool upper_there);
  bool clip(const Stretch &stretch, double height, double rise, std::uint32_t count, Span &span, const Vector &start,
            const Vector &step) const;

  VoxelFinder finder_;
  Vector size_{};
  double slice_distance_ = 1;
  std::vector<Stretch> stretches_;  // ascending, apart
};

}  // namespace gantry::core::view
