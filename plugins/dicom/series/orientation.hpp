// SPDX-License-Identifier: Apache-2.0
// ImageOrientationPatient: two directions at right angles, or what to do when they are not quite that.
//
//   why_no_orientation({1, 0, 0, 1, 0, 0})     // "its rows and columns run the same way …"
//   Mended m = mended({1, 0, 0.01, 0, 1, 0});
#pragma once

#include "frame.hpp"

namespace gantry::dicom {

// "" when the six numbers are two directions within 2 degrees of a right angle and 5 % of unit length; else the reason
// and what to do, in words.
std::string why_no_orientation(const std::array<double, 6> &orientation);

struct Mended {
  std::array<double, 6> orientation;  // orthonormal: the row's direction kept, the column's set at right angles to it
  std::string warning;                // "" when it was so already, within rounding
};
// Needs why_no_orientation() to be "".
Mended mended(const std::array<double, 6> &orientation);

}  // namespace gantry::dicom
