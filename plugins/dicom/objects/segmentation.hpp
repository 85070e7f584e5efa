// SPDX-License-Identifier: Apache-2.0
// DICOM Segmentation (PS3.3, A.51): binary and label map objects as label maps, fractional ones as one channel of
// float32 for each segment, all on the grid that their own frames span.
//
//   read_segmentation(job, bytes, file);   // fills "volume" and "header"
#pragma once

#include "../dataset.hpp"

#include <gantry/cpp/job.hpp>

namespace gantry::dicom {

// "512x512x3, 1 segment". Throws Error as read_segmentation does.
std::string segmentation_summary(const Dataset &dataset, std::uint32_t file);
// Errors: "dicom.segmentation" when frames lie on no common grid or name segments that are not there; as of Frames.
void read_segmentation(Job &job, const Dataset &dataset, std::uint32_t file);

// RecommendedDisplayCIELabValue (PS3.3, C.10.7.1.1) as 0xRRGGBB: CIE 1976 L*a*b* over D50, by way of XYZ (Bradford to
// D65) to sRGB (IEC 61966-2-1).
std::uint32_t rgb_of_cielab(std::uint16_t l, std::uint16_t a, std::uint16_t b);

}  // namespace gantry::dicom
