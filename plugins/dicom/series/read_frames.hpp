// SPDX-License-Identifier: Apache-2.0
// What a file's frames say of themselves, from single-frame, multi-frame, enhanced, legacy converted and mosaic
// objects.
//
//   std::vector<FrameHeader> frames = frame_headers(Dataset::open(bytes), file_index);
#pragma once

#include "../dataset.hpp"
#include "frame.hpp"

namespace gantry::dicom {

// One header per frame, or per tile of a mosaic, in the order of the file; a mosaic's tiles share `frame`. Throws Error
// "dicom.frames" when the object claims more frames than its pixel data or its functional groups can be.
std::vector<FrameHeader> frame_headers(const Dataset &dataset, std::uint32_t file);

}  // namespace gantry::dicom
