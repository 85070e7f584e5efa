// SPDX-License-Identifier: Apache-2.0
// What lies over a picture's grey image: the classes of a label map, or the colours of a quantity.
//
//   GANTRY_TRY(layer, OverlayLayer::make(overlay, image_header, words));
//   layer.draw(canvas, view, box, slice, area);
#pragma once

#include <core/report/canvas.hpp>
#include <core/report/classes.hpp>
#include <core/report/picture.hpp>
#include <core/report/voxels.hpp>
#include <string>
#include <vector>

namespace gantry::core::report {

// The part of a slice that is drawn: columns and rows on the page, counted in voxels.
struct PageBox {
  std::uint64_t x = 0, y = 0, width = 0, height = 0;
};

class OverlayLayer {
 public:
  // Nothing is drawn when the overlay has no object. Errors as in picture.hpp.
  static Result<OverlayLayer> make(const Overlay &overlay, const VolumeHeader &image, const Words &words);

  void draw(Canvas &canvas, const View &view, const PageBox &box, std::uint64_t slice, Area area) const;

  bool empty() const { return overlay_.object == nullptr; }
  bool labels() const { return !empty() && header_.labels; }
  const std::vector<LabelClass> &classes() const { return classes_; }
  ValueRange range() const { return range_; }
  ColourMap colours() const { return overlay_.colours; }
  const VolumeHeader &header() const { return header_; }
  // For each slice of the view, how many voxels are labelled. Empty when this is no label map.
  std::vector<std::uint64_t> labelled(const View &view) const;

 private:
  Result<void> find_range(const VolumeHeader &image);
  bool belongs(const LabelClass &c, const std::array<std::uint64_t, 3> &voxel) const;
  bool drawn(const std::array<std::uint64_t, 3> &voxel) const;
  void outline(Canvas &canvas, const std::vector<bool> &inside, const PageBox &box, Area area, Colour colour) const;

  Overlay overlay_;
  VolumeHeader header_, mask_header_;
  std::vector<LabelClass> classes_;
  ValueRange range_;
};

}  // namespace gantry::core::report
