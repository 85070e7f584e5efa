// SPDX-License-Identifier: Apache-2.0
// The pixels of a slice: grey by window and level, colours of label maps and of quantities.
//
//   Pixels p = grey_pixels(volume, page, {.slice = 31}, {.centre = 40, .width = 400});
//   Pixels over = layer_pixels(Layer(...), page, 31, image);
//
// Rows from the top, as the page has them. A voxel that is no number is transparent.
#pragma once

#include <core/report/picture.hpp>
#include <core/view/shown_volume.hpp>
#include <core/view/slice_view.hpp>

namespace gantry::core::view {

struct Rgba {
  std::uint8_t red = 0, green = 0, blue = 0, alpha = 0;
  bool operator==(const Rgba &) const = default;
};

struct Pixels {
  std::uint32_t width = 0, height = 0;
  std::vector<Rgba> rgba;
};

struct Window {
  double centre = 0.5, width = 1;  // in the volume's unit
  double lower() const { return centre - width / 2; }
  double upper() const { return centre + width / 2; }
  bool operator==(const Window &) const = default;
};

// floor(255 · (value − lower) / width + 1/2), from 0 to 255. What is not finite is not asked here.
std::uint8_t grey_of(double value, const Window &window);

struct SliceChoice {
  std::uint64_t slice = 0, axis_index = 0, channel = 0;
  bool inverted = false;
};

// Colours as they are, where the volume has them.
Pixels grey_pixels(const ShownVolume &volume, const SliceView &page, const SliceChoice &choice, const Window &window);

// CT in Hounsfield units: soft tissue (40, 400). Else from the 1st to the 99.5th percentile of what has been read.
Window automatic_window(const ShownVolume &volume, std::uint64_t channel);

double value_at(const ShownVolume &volume, std::array<std::uint64_t, 3> voxel, std::uint64_t axis_index,
                std::uint64_t channel);
bool is_ready(const ShownVolume &volume, std::array<std::uint64_t, 3> voxel, std::uint64_t axis_index,
              std::uint64_t channel);

// A small picture of the middle slice as acquired, in its true proportions: for lists. Nothing is drawn around it.
Pixels thumbnail(const ShownVolume &volume, std::uint32_t longer_side = 96);

}  // namespace gantry::core::view
