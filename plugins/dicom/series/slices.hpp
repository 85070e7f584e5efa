// SPDX-License-Identifier: Apache-2.0
// Slices in line: which frames lie at the same place, and the geometry of the whole.
//
//   Slices slices = in_order(frames, stack);           // slices.frames[k]: the frames at place k, from feet to head …
//   Placement p = place(frames, slices, warnings);     // … along the normal (row x column), whatever the file order
#pragma once

#include "grouping.hpp"

namespace gantry::dicom {

struct Slices {
  std::vector<Members> frames;  // per slice, in canonical order
  bool placed = true;           // false: the order is that of the instance numbers
};

// The frames of a stack by their place along the normal, ascending.
Slices in_order(const std::vector<FrameHeader> &frames, const Members &members, bool placed);

// Spacing along the third axis comes from the places of the slices, never from SliceThickness where there are two.
// Tilted stacks are GANTRY_GEOMETRY_SHEARED, gaps GANTRY_GEOMETRY_UNEVEN (spacing is the median gap then), both with
// the place of each slice; frames without a place are GANTRY_GEOMETRY_ASSUMED. Each of these is said.
Placement place(const std::vector<FrameHeader> &frames, const Slices &slices, std::vector<std::string> &warnings);

}  // namespace gantry::dicom
