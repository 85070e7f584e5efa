// SPDX-License-Identifier: Apache-2.0
// Pixels as people look at them: colour, or grey of 8 or 16 bits.
//
//   const Picture picture = picture_of(view, {.centre = 40, .width = 400}, job);
//   picture.samples == 1; picture.bits == 8; picture.bytes.size() == frames * pixels
#pragma once

#include <gantry/cpp/job.hpp>
#include <gantry/cpp/volume.hpp>

#include <cstdint>
#include <vector>

namespace gantry::dicom::write {

// Of the volume's own values; width 0: none.
struct Window {
  double centre = 0, width = 0;
};

struct Picture {
  unsigned samples = 1;              // 3: red, green, blue
  unsigned bits = 8;                 // or 16
  std::vector<std::uint8_t> bytes;   // bits == 8
  std::vector<std::uint16_t> words;  // bits == 16
  Window window;                     // to be shown with; width 0: none. Not used for colour
};

// Colour as it is (what is transparent is not, and that is said); whole numbers from 0 to 255 or 65535 as they are,
// with the window beside them; everything else through the window (without one: from the lowest to the highest value)
// into 256 grey levels, which is said (PS3.3, C.11.2.1.2.1: linear exact). Throws Error "dicom.channels".
Picture picture_of(const VolumeView &view, const Window &window, const Job &job);

}  // namespace gantry::dicom::write
