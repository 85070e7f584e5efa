// SPDX-License-Identifier: Apache-2.0
// Positions and directions in the patient: LPS, mm.
//
//   const Vector normal = unit(cross(right, down));
//   const double height = dot(normal, position);
//   const Vector beside = position + 5.0 * right;
#pragma once

#include <array>
#include <cmath>

namespace gantry::core::view {

using Vector = std::array<double, 3>;

inline Vector operator+(const Vector &a, const Vector &b) { return {a[0] + b[0], a[1] + b[1], a[2] + b[2]}; }
inline Vector operator-(const Vector &a, const Vector &b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
inline Vector operator*(double s, const Vector &a) { return {s * a[0], s * a[1], s * a[2]}; }
inline double dot(const Vector &a, const Vector &b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline Vector cross(const Vector &a, const Vector &b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
inline double length(const Vector &a) { return std::hypot(a[0], a[1], a[2]); }
inline Vector unit(const Vector &a) { return (1 / length(a)) * a; }  // of what is not zero

}  // namespace gantry::core::view
