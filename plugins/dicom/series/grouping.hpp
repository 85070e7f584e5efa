// SPDX-License-Identifier: Apache-2.0
// Which frames may be one volume: what one series holds is parted by what no volume can mix.
//
//   for (Stack &stack : stacks(frames, order, refused)) …    // parallel planes of one kind, ready to be put in line
#pragma once

#include "series.hpp"

namespace gantry::dicom {

// Indices into the frames given to sort().
using Members = std::vector<std::uint32_t>;

// Frames of one kind in parallel planes, in canonical order.
struct Stack {
  Members members;
  Members copies;       // the same instance given twice: left out, but named as the volume's files
  bool placed = false;  // they say where they lie
  std::vector<std::string> warnings;
};

// Series, acquisition, instance, frame, tile: the order of everything that follows, whatever order the files came in.
Members canonical_order(const std::vector<FrameHeader> &frames);

// Parts them by series, kind of image, complex component, matrix, frame of reference, orientation (within 0.06 degrees)
// and pixel spacing, stack, and place in the plane. Frames whose orientation is no pair of directions are refused.
std::vector<Stack> stacks(const std::vector<FrameHeader> &frames, const Members &order, const SamePixels &same_pixels,
                          std::vector<Refusal> &refused);

// How far two places may be apart and yet be the same, mm: a twentieth of a pixel, between 0.001 and 0.05.
double place_tolerance(const FrameHeader &frame);

// ImageType without what only numbers echoes.
std::string image_kind(const FrameHeader &frame);

}  // namespace gantry::dicom
