// SPDX-License-Identifier: Apache-2.0
#include "space.hpp"

#include <gantry/cpp/error.hpp>

#include <cmath>

namespace gantry::pictures {
namespace {

Error no_geometry(const char *message) {
  return Error("header.geometry", message, GANTRY_BAD_DATA)
      .hint("correct the spacing and directions in its header, or take them out so that they are assumed");
}

double dot(const Vector &a, const Vector &b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

}  // namespace

Vector cross(const Vector &a, const Vector &b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double length(const Vector &v) { return std::hypot(v[0], v[1], v[2]); }

gantry_geometry geometry_of(const std::vector<Vector> &steps, const Vector &origin) {
  std::array<Vector, 3> axes{};
  gantry_geometry g{};
  g.size = sizeof g;
  g.frame_of_reference_uid = "";
  for (std::size_t a = 0; a < 3; ++a) {
    Vector step = a < steps.size() ? steps[a] : cross(axes[0], axes[1]);
    double spacing = length(step);
    if (!std::isfinite(spacing) || !(spacing > 0) || spacing > 1e9) {
      throw no_geometry("its voxels have no size, or one that is no number");
    }
    for (unsigned r = 0; r < 3; ++r) axes[a][r] = step[r] / spacing;
    g.spacing[a] = a < steps.size() ? spacing : 1;
    for (unsigned r = 0; r < 3; ++r) g.direction[3 * r + a] = axes[a][r] + 0.0;
  }
  if (!(std::abs(dot(cross(axes[0], axes[1]), axes[2])) > 1e-6)) throw no_geometry("its axes lie in one plane");
  constexpr double tolerance = 1e-4;  // headers are rounded
  if (std::abs(dot(axes[0], axes[1])) > tolerance || std::abs(dot(axes[0], axes[2])) > tolerance ||
      std::abs(dot(axes[1], axes[2])) > tolerance) {
    g.flags |= GANTRY_GEOMETRY_SHEARED;
  }
  for (unsigned r = 0; r < 3; ++r) {
    if (!std::isfinite(origin[r])) throw no_geometry("its origin is no place");
    g.origin[r] = origin[r] + 0.0;
  }
  return g;
}

gantry_geometry assumed_geometry(const Vector &spacing) {
  gantry_geometry g = geometry_of({{spacing[0], 0, 0}, {0, spacing[1], 0}, {0, 0, spacing[2]}}, {0, 0, 0});
  g.flags |= GANTRY_GEOMETRY_ASSUMED;
  return g;
}

}  // namespace gantry::pictures
