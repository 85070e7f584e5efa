// SPDX-License-Identifier: Apache-2.0
// How a frame is weighted by diffusion, as each maker says it: b in s/mm2 and a unit direction in patient LPS
// coordinates, (0, 0, 0) where there is none.
//
//   read_diffusion(view, csa, header);       // into header.values
#pragma once

#include "frame.hpp"
#include "functional_groups.hpp"

namespace gantry::dicom {

// In this order: the standard's (0018,9087) and (0018,9089); Siemens (0019,100C), (0019,100E), (0019,1027), then the
// CSA header, of which a B_matrix gives the direction up to its sign; GE (0043,1039) without its offset of 1e9 and
// (0019,10BB-BD), which are along frequency, phase and slice; Philips (2001,1003), (2005,10B0-B2); UIH (0065,1009) and
// (0065,1037), along rows, columns and the normal. Needs header.manufacturer, modality and orientation.
void read_diffusion(const FrameView &view, FrameHeader &header);

}  // namespace gantry::dicom
