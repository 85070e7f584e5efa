// SPDX-License-Identifier: Apache-2.0
// What lies over an image: a label map or a map of a quantity, where its own geometry says.
//
//   Layer layer(volume, {.colours = ColourMap::magma}, "Label");
//   const Placement where(image.header, volume->header);
//   Pixels p = layer.pixels(page, where, {.slice = 31});     // at the image's voxels, or finer where the layer is
//   layer.words(*where.voxel({64, 64, 31}), 0);              // {"White matter"}, or {"812 ×10⁻⁶ mm²/s"}
#pragma once

#include <core/report/classes.hpp>
#include <core/view/pixels.hpp>
#include <core/view/voxel_finder.hpp>
#include <optional>
#include <unordered_map>

namespace gantry::core::view {

// From the voxels of an image to those of what lies over it: the same ones where the grids agree, else the nearest.
class Placement {
 public:
  Placement(const VolumeHeader &image, const VolumeHeader &layer);

  bool same_grid() const { return same_; }
  bool possible() const { return possible_; }  // false: both name a frame of reference, and not the same
  std::optional<std::array<std::uint64_t, 3>> voxel(std::array<double, 3> of_image) const;
  // How many times finer the layer is along an axis of the image's voxels, at most 4.
  std::uint32_t finer(std::size_t axis) const { return finer_[axis]; }

 private:
  Geometry image_;
  VolumeHeader layer_;
  VoxelFinder finder_;
  bool same_ = false, possible_ = true;
  std::array<std::uint32_t, 3> finer_{1, 1, 1};
};

struct LayerLook {
  report::ColourMap colours = report::ColourMap::viridis;
  std::optional<report::ValueRange> range = {};  // default: 2nd to 98th percentile of what is not 0
};

class Layer {
 public:
  Layer(ShownVolumePtr volume, const LayerLook &look, const std::string &label_word);

  const VolumeHeader &header() const { return volume_->header; }
  const ShownVolumePtr &volume() const { return volume_; }
  bool labels() const { return volume_->header.labels; }
  const std::vector<report::LabelClass> &classes() const { return classes_; }  // of a label map
  report::ValueRange range() const { return range_; }                          // of a quantity
  report::ColourMap colours() const { return look_.colours; }

  Pixels pixels(const SliceView &page, const Placement &placement, const SliceChoice &choice) const;
  // Names of the structures there, or the value; empty where nothing is drawn.
  std::vector<std::string> words(std::array<std::uint64_t, 3> voxel, std::uint64_t axis_index) const;

 private:
  Rgba colour(std::array<std::uint64_t, 3> voxel, std::uint64_t axis_index) const;
  std::uint64_t axis_of(std::uint64_t image_axis) const;

  ShownVolumePtr volume_;
  LayerLook look_;
  std::vector<report::LabelClass> classes_;
  std::unordered_map<std::int64_t, std::size_t> class_of_;  // by value, of maps that don't overlap
  report::ValueRange range_;
  std::vector<Rgba> table_;  // of 1024 steps of the range
};

}  // namespace gantry::core::view
