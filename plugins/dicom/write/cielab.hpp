// SPDX-License-Identifier: Apache-2.0
// Colours as DICOM stores them: CIE L*a*b* under D50, in 16 bits each (PS3.3, C.10.7.1.1).
//
//   cielab_of_rgb(0x00FF00)    // L* 87.82, a* -79.27, b* 80.99
#pragma once

#include <array>
#include <cstdint>

namespace gantry::dicom::write {

std::array<std::uint16_t, 3> cielab_of_rgb(std::uint32_t rgb);  // 0xRRGGBB, sRGB (IEC 61966-2-1)

}  // namespace gantry::dicom::write
