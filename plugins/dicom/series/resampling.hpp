// SPDX-License-Identifier: Apache-2.0
// Unevenly spaced slices onto even places, by linear interpolation along the stack.
//
//   if (const auto even = evened(volume)) even->placement.spacing[2];   // nullopt: it is not uneven, or it can't be done
//   even->from[k];                                                      // {7, 0.25}: a quarter of slice 8, the rest of 7
//   interpolate(*even, dtype, 7, values, k, out);
#pragma once

#include "series.hpp"

#include <optional>
#include <vector>

namespace gantry::dicom {

struct Evened {
  struct Place {
    std::uint32_t below = 0;  // slice
    double share = 0;         // of the one above it, 0 to 1
  };
  Placement placement;
  std::vector<Place> from;  // of each new slice

  std::uint32_t slices() const { return static_cast<std::uint32_t>(from.size()); }
};

// First and last slice stay where they are. The others are as far apart as the closest two were, or a little less where
// that does not fill the stack. Not of stacks that lack images, are not in one line, or would get more than sixteen times
// as many slices.
std::optional<Evened> evened(const SeriesVolume &volume);

// A new slice of `count` numbers from the ones below and above it. Whole numbers are rounded.
void interpolate(std::uint32_t dtype, std::size_t count, const void *below, const void *above, double share, void *out);

}  // namespace gantry::dicom
