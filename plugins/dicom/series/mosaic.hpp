// SPDX-License-Identifier: Apache-2.0
// Many slices in one picture: Siemens' mosaic and UIH's VFRAME.
//
//   for (FrameHeader &tile : unfolded(view, header)) …       // one per slice, each with its place and time
#pragma once

#include "frame.hpp"
#include "functional_groups.hpp"

namespace gantry::dicom {

// The slices of a mosaic; `header` alone when it is none. A picture that says it is a mosaic, but not how, stays whole,
// with a warning.
std::vector<FrameHeader> unfolded(const FrameView &view, const FrameHeader &header);

}  // namespace gantry::dicom
