// SPDX-License-Identifier: Apache-2.0
// Where the segments of a label map end: lines between its pixels, to be drawn as thin on the screen as one likes.
//
//   for (const Outline &line : outlines(layer.pixels(page, placement, choice)))
//     stroke(line.from, line.to, line.colour);
//
// A line belongs to the pixels of its colour, and lies at their border; between two segments each has a line of its own.
#pragma once

#include <core/view/pixels.hpp>

namespace gantry::core::view {

struct Outline {
  bool upright = false;            // along a column's border, else along a row's
  std::uint32_t at = 0;            // that border: 0 is left of the first column, above the first row
  std::uint32_t from = 0, to = 0;  // along it, in pixels
  bool after = false;              // its pixels lie right of, or below, the border
  Rgba colour = {};
  bool operator==(const Outline &) const = default;
};

// As few lines as there are straight parts. What is transparent belongs to no segment.
std::vector<Outline> outlines(const Pixels &pixels);

}  // namespace gantry::core::view
