// SPDX-License-Identifier: Apache-2.0
// When GE's echo-planar slices were taken: from the order in the protocol, (0025,101B).
//
//   header.clocks.slice = ge_slice_time(view);     // s; NaN when it is not known
#pragma once

#include "functional_groups.hpp"

namespace gantry::dicom {

// s from the start of its volume, when slices are evenly spread over RepetitionTime (2D echo-planar, one band): one
// after the other, or the odd ones first and then the even ones (SLICEORDER 0 and 1).
double ge_slice_time(const FrameView &view);

}  // namespace gantry::dicom
