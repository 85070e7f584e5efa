// SPDX-License-Identifier: Apache-2.0
#include "cielab.hpp"

#include <algorithm>
#include <cmath>

namespace gantry::dicom::write {
namespace {

double linear(std::uint32_t byte) {
  const double v = byte / 255.0;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double f(double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; }

std::uint16_t stored(double fraction) {
  return static_cast<std::uint16_t>(std::lround(std::clamp(fraction, 0.0, 1.0) * 65535));
}

}  // namespace

std::array<std::uint16_t, 3> cielab_of_rgb(std::uint32_t rgb) {
  const double r = linear((rgb >> 16) & 0xFF), g = linear((rgb >> 8) & 0xFF), b = linear(rgb & 0xFF);
  // Linear sRGB to XYZ of D50, Bradford adaptation within (Lindbloom). DCMTK's own conversion is for D65.
  const double x = 0.4360747 * r + 0.3850649 * g + 0.1430804 * b, y = 0.2225045 * r + 0.7168786 * g + 0.0606169 * b,
               z = 0.0139322 * r + 0.0971045 * g + 0.7141733 * b;
  const double fx = f(x / 0.96422), fy = f(y), fz = f(z / 0.82521);
  const double lightness = 116 * fy - 16, red_green = 500 * (fx - fy), yellow_blue = 200 * (fy - fz);
  return {stored(lightness / 100), stored((red_green + 128) / 255), stored((yellow_blue + 128) / 255)};
}

}  // namespace gantry::dicom::write
