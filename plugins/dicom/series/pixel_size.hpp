// SPDX-License-Identifier: Apache-2.0
// How large a pixel is, and where that is known.
//
//   read_pixel_size(view, header);      // header.pixel_spacing, mm; header.spacing_note where it is not in the patient
#pragma once

#include "frame.hpp"
#include "functional_groups.hpp"

namespace gantry::dicom {

// PixelSpacing, or ImagerPixelSpacing (at the detector), NominalScannedPixelSpacing (of a scanned film), the one region
// of an ultrasound image that is calibrated in cm, PixelAspectRatio (shape alone).
void read_pixel_size(const FrameView &view, FrameHeader &header);

}  // namespace gantry::dicom
