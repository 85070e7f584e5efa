// SPDX-License-Identifier: Apache-2.0
// A label map that is being painted: one segment or none for each voxel of an image.
//
//   LabelCanvas canvas(image.header);                   // empty, where the image is
//   canvas.segments().push_back({.value = 1, .name = "Tumour", .colour = 0xD55E00});
//   draw({.volume = canvas.shown(), .look = LabelLook{}});
//
// From one thread. Its voxels change through strokes (stroke.hpp) and changes alone, so that all can be undone.
#pragma once

#include <core/view/paint/change.hpp>
#include <core/view/shown_volume.hpp>
#include <memory>

namespace gantry::core::view {

class LabelCanvas {
 public:
  // With the shape (x, y, z) and geometry of an image.
  explicit LabelCanvas(const VolumeHeader &image);
  // Goes on with a label map. Error "paint.labels" when it has overlapping segments, several volumes, or labels other
  // than whole numbers from 0 to 65535.
  static Result<LabelCanvas> of(const ShownVolume &labels);

  const VolumeHeader &header() const { return header_; }
  std::vector<Segment> &segments() { return header_.segments; }
  std::span<const Label> voxels() const { return *voxels_; }
  std::uint64_t index(std::uint64_t i, std::uint64_t j, std::uint64_t k) const {
    return i + header_.shape[0] * (j + header_.shape[1] * k);
  }
  std::uint64_t count(Label label) const;  // voxels
  double volume_mm3(Label label) const;    // each voxel by its own height, in uneven stacks too

  // For views, without a copy: another revision whenever voxels have changed.
  ShownVolumePtr shown() const;
  // BLAKE2b of shape and voxels, hex: equal maps have equal ones.
  std::string hash() const;
  // As it is stored: an object of kind volume.
  Result<ObjectPtr> object() const;

  // Does a change, or takes it back. Error "paint.change", and nothing done, when a voxel is not what the change says it
  // was.
  Result<void> apply(const Change &change);
  Result<void> take_back(const Change &change);

 private:
  friend class Stroke;
  void fill(std::uint64_t first, std::uint64_t count, Label label);

  VolumeHeader header_;
  std::shared_ptr<std::vector<Label>> voxels_;
  std::uint64_t changes_ = 0;
  mutable ShownVolumePtr shown_;
  mutable std::uint64_t shown_changes_ = 0;
};

}  // namespace gantry::core::view
