// SPDX-License-Identifier: Apache-2.0
#include "segmentation.hpp"

#include <algorithm>
#include <cmath>

namespace gantry::dicom {
namespace {

double inverse_f(double t) { return t > 6.0 / 29 ? t * t * t : 3 * (6.0 / 29) * (6.0 / 29) * (t - 4.0 / 29); }

std::uint32_t byte_of(double linear) {
  const double v = std::clamp(linear, 0.0, 1.0);
  const double coded = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
  return static_cast<std::uint32_t>(std::lround(coded * 255));
}

}  // namespace

std::uint32_t rgb_of_cielab(std::uint16_t l, std::uint16_t a, std::uint16_t b) {
  const double lightness = l * 100.0 / 65535, red_green = a * 255.0 / 65535 - 128,
               yellow_blue = b * 255.0 / 65535 - 128;
  const double fy = (lightness + 16) / 116;
  const double x = 0.96422 * inverse_f(fy + red_green / 500), y = inverse_f(fy),
               z = 0.82521 * inverse_f(fy - yellow_blue / 200);
  // XYZ of D50 to linear sRGB, Bradford adaptation within (Lindbloom).
  const double r = 3.1338561 * x - 1.6168667 * y - 0.4906146 * z, g = -0.9787684 * x + 1.9161415 * y + 0.0334540 * z,
               blue = 0.0719453 * x - 0.2289914 * y + 1.4052427 * z;
  return (byte_of(r) << 16) | (byte_of(g) << 8) | byte_of(blue);
}

}  // namespace gantry::dicom
