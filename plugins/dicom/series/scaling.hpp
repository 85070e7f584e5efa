// SPDX-License-Identifier: Apache-2.0
// From stored numbers to values: which slope and intercept, and what unit they give.
//
//   read_scaling(view, header);      // header.slope, intercept, unit, scale_note
//   value = stored * header.slope + header.intercept;
#pragma once

#include "frame.hpp"
#include "functional_groups.hpp"

namespace gantry::dicom {

// RescaleSlope and RescaleIntercept, or where there are none RealWorldValueSlope and -Intercept. Philips MR stores
// beside them (2005,100E), the scale slope: then value = (stored * RescaleSlope + RescaleIntercept) / (RescaleSlope *
// scale slope), which is comparable between images, as the rescaled one, made for display, is not (Chenevert et al.
// 2014, Transl Oncol 7:65; dcm2niix does the same).
void read_scaling(const FrameView &view, FrameHeader &header);

}  // namespace gantry::dicom
