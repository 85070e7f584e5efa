// SPDX-License-Identifier: Apache-2.0
#include "pulse.hpp"

#include <cmath>

namespace mri_physics {

std::optional<PulseShape> pulse_shape_named(std::string_view name) {
  if (name == "hard") return PulseShape::hard;
  if (name == "sinc") return PulseShape::sinc;
  if (name == "gauss") return PulseShape::gauss;
  return {};
}

std::vector<double> pulse_shape(PulseShape shape, double time_bandwidth, std::size_t steps) {
  constexpr double pi = 3.14159265358979323846, gauss_product = 0.88254240061060637;  // 4 ln 2 / pi
  std::vector<double> values;
  double sum = 0;
  for (std::size_t i = 0; i < steps; ++i) {
    const double t = (static_cast<double>(i) + 0.5) / static_cast<double>(steps) - 0.5;  // in durations
    double y = 1;
    if (shape == PulseShape::sinc) {
      const double x = pi * time_bandwidth * t;
      y = (std::abs(x) < 1e-9 ? 1 : std::sin(x) / x) * (0.54 + 0.46 * std::cos(2 * pi * t));
    } else if (shape == PulseShape::gauss) {
      const double width = gauss_product / time_bandwidth;  // both at half height
      y = std::exp(-4 * std::log(2.0) * t * t / (width * width));
    }
    values.push_back(y);
    sum += y;
  }
  for (double &y : values) y *= static_cast<double>(steps) / sum;
  return values;
}

}  // namespace mri_physics
