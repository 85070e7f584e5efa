// SPDX-License-Identifier: Apache-2.0
// Slices of volumes as pictures: grey image, overlay, orientation letters, scale bar, position, legend or colour bar.
//
//   SliceOptions options{.plane = Plane::coronal};
//   options.overlay.object = labels.get();
//   GANTRY_TRY(picture, draw_slice(*image, options));   // a block of a report
//
// Voxels keep their true proportions. Radiological convention: the patient's right is on the left of the picture.
// Errors: "report.picture" (not a volume, no such slice), "report.space" (the overlay lies elsewhere), "report.memory".
#pragma once

#include <core/data/object.hpp>
#include <core/report/colour.hpp>
#include <core/report/document.hpp>
#include <core/report/view.hpp>
#include <core/report/words.hpp>
#include <optional>

namespace gantry::core::report {

struct ValueRange {
  double lower = 0, upper = 1;
};

// Voxels from `first` to `last`, both included, along the axes of the volume.
struct VoxelBox {
  std::array<std::uint64_t, 3> first{}, last{};
};

// Over the image: a label map (its segments, filled and outlined) or a map of a quantity (colours, with a colour bar).
struct Overlay {
  const Object *object = nullptr;
  std::uint64_t axis_index = 0, channel = 0;  // of a quantity's map
  double alpha = 0.4;  // of the filling of labels; quantities are opaque, so that colours are true
  bool outline = true;
  ColourMap colours = ColourMap::viridis;
  std::optional<ValueRange> range = {};  // of a quantity; default: 2nd to 98th percentile of the voxels that are drawn
  const Object *mask = nullptr;          // a quantity is drawn where the mask is above 0; without one where it is not 0
};

struct SliceOptions {
  Plane plane = Plane::axial;
  std::optional<std::uint64_t> slice = {};    // default: with most labels, else the middle one
  std::uint64_t axis_index = 0, channel = 0;  // along the fourth and fifth axes
  std::optional<ValueRange> window = {};      // default: 1st to 99.5th percentile of the volume
  std::optional<VoxelBox> crop = {};
  Overlay overlay;
  bool smooth = true;        // bilinear between voxels of the image; overlays always show their voxels
  unsigned pixels = 512;     // longer side of one slice, 64 to 4096
  bool annotate = true;      // letters, position, scale bar
  std::string caption = {};  // set before the words about slice and window
  const Words *words = &english();
};

Result<Picture> draw_slice(const Object &image, const SliceOptions &options);

struct MontageOptions {
  SliceOptions slice;  // for every slice; its `slice` is not used
  std::vector<std::uint64_t> slices =
      {};  // default: `count` of them, evenly over the labelled slices or the middle 80 %
  std::size_t count = 6;
  std::size_t columns = 3;
};

Result<Picture> draw_montage(const Object &image, const MontageOptions &options);

// The smallest box around all voxels above `threshold`, widened by `margin` voxels; the whole volume when there are none.
Result<VoxelBox> content_box(const Object &volume, double threshold, std::uint64_t margin);

}  // namespace gantry::core::report
