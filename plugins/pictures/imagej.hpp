// SPDX-License-Identifier: Apache-2.0
// What ImageJ writes into ImageDescription: how pages are ordered, the unit, and the distance of slices.
//
//   ImageJ said = imagej_of("ImageJ=1.53t\nimages=12\nslices=12\nunit=mm\nspacing=2.5\n");
#pragma once

#include <cstdint>
#include <string_view>

namespace gantry::pictures {

struct ImageJ {
  bool present = false;
  std::uint64_t images = 0, channels = 1, slices = 1, frames = 1;
  double mm_per_unit = 0;    // 0: pixels, or a unit that is no length
  double spacing = 0;        // in units; 0: unknown
  double frame_seconds = 0;  // 0: unknown
};

ImageJ imagej_of(std::string_view description);

}  // namespace gantry::pictures
