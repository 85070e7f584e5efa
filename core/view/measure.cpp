// SPDX-License-Identifier: Apache-2.0
#include <core/view/measure.hpp>

#include <limits>
#include <numbers>

namespace gantry::core::view {
namespace {

// By the arc tangent, which is exact near 0 and 180 degrees too.
double degrees_between(const Vector &a, const Vector &b) {
  if (!(length(a) > 0 && length(b) > 0)) return std::numeric_limits<double>::quiet_NaN();
  return std::atan2(length(cross(a, b)), dot(a, b)) * 180 / std::numbers::pi;
}

}  // namespace

double distance(const Vector &a, const Vector &b) { return length(b - a); }

double path_length(std::span<const Vector> points) {
  double sum = 0;
  for (std::size_t i = 1; i < points.size(); ++i) sum += distance(points[i - 1], points[i]);
  return sum;
}

double angle(const Vector &a, const Vector &vertex, const Vector &b) { return degrees_between(a - vertex, b - vertex); }

double cobb_angle(const Line &upper, const Line &lower) {
  const Vector first = upper.to - upper.from;
  Vector second = lower.to - lower.from;
  const Vector way = 0.5 * (lower.from + lower.to - upper.from - upper.to);
  const double squared = dot(way, way);
  const Vector side = squared > 0 ? first - (dot(first, way) / squared) * way : first;
  const double across = dot(second, side);
  if (across < 0) second = -1.0 * second;
  const double degrees = degrees_between(first, second);
  const bool along_the_way =
      length(side) < 1e-6 * length(first) || std::abs(across) < 1e-6 * length(second) * length(side);
  return along_the_way && degrees > 90 ? 180 - degrees : degrees;
}

}  // namespace gantry::core::view
