// SPDX-License-Identifier: Apache-2.0
// What several frames at one place are: points of the fourth axis, told apart by what their headers say was varied,
// else by when they came.
//
//   Points points = points_of(frames, slices, same_pixels);
//   points.frames[point][slice];            // a frame or no_frame
//   points.spare;                           // frames that belong to no complete point: another volume
#pragma once

#include "slices.hpp"

namespace gantry::dicom {

// Quantities that are set together by a sequence's design: b with its direction; the echo time alone.
struct Design {
  const char *axis;  // "diffusion", "echo"
  std::vector<Quantity> quantities;
};
const std::vector<Design> &designs();

struct Points {
  std::vector<Members> frames;         // [point][slice]
  std::vector<std::uint32_t> rank;     // of each point: which of several frames alike in all but time, from 0
  std::vector<const Design *> varied;  // in order of their weight
  bool numbered = false;               // the headers number the times or phases
  Members slices;                      // which of the given slices the points have, ascending
  Members spare;
  Members copies;  // frames with the pixels of another one at its place
  std::vector<std::string> warnings;
};

Points points_of(const std::vector<FrameHeader> &frames, const Slices &slices, const SamePixels &same_pixels);

}  // namespace gantry::dicom
