// SPDX-License-Identifier: Apache-2.0
// One plane of a volume as a page: millimetres from its top left corner, to voxels and back.
//
//   const SliceView page(header, GANTRY_UI_CORONAL);
//   page.width();                                     // mm, across all voxels
//   const auto v = page.voxel(12.5, 80, 31);          // fractional; whole numbers are centres
//   header.geometry.position(v);                      // LPS, mm
//
// Voxel rows and columns are kept, turned and mirrored as view.hpp of core/report has it, never resampled: each has its
// true width, in stacks whose slices are unevenly spaced too.
#pragma once

#include <core/report/pen.hpp>
#include <core/report/view.hpp>
#include <optional>
#include <vector>

namespace gantry::core::view {

class SliceView {
 public:
  // plane: GANTRY_UI_AXIAL …; one that isn't known is as acquired.
  SliceView(const VolumeHeader &header, std::uint32_t plane);

  const report::View &layout() const { return layout_; }  // axes, mirroring, letters
  std::uint64_t columns() const { return layout_.size[0]; }
  std::uint64_t rows() const { return layout_.size[1]; }
  std::uint64_t slices() const { return layout_.size[2]; }
  double width() const { return edges_[0].back(); }  // mm
  double height() const { return edges_[1].back(); }
  // Where each column (0) or row (1) of voxels begins on the page, mm, and where the last ends.
  const std::vector<double> &edges(std::size_t axis) const { return edges_[axis]; }
  bool even(std::size_t axis) const { return even_[axis]; }  // all of one width

  // Outside of the volume too.
  std::array<double, 3> voxel(double x, double y, std::uint64_t slice) const;
  // The voxel at a place; nothing outside of the volume.
  std::optional<std::array<std::uint64_t, 3>> voxel_at(double x, double y, std::uint64_t slice) const;
  report::Point place(std::array<double, 3> voxel) const;     // of its centre on the page, mm
  std::uint64_t slice_of(std::array<double, 3> voxel) const;  // the nearest

 private:
  report::View layout_;
  std::vector<double> centres_[2], edges_[2];
  bool even_[2] = {true, true};
};

// "axial", "coronal", "sagittal": what a plane of gantry.ui/1 is in this volume.
report::Plane plane_of(const VolumeHeader &header, std::uint32_t plane);

}  // namespace gantry::core::view
