// SPDX-License-Identifier: Apache-2.0
// Three numbers in space.
//
//   Vec3 normal = cross(row, column);
#pragma once

#include "frame.hpp"

namespace gantry::dicom {

inline Vec3 operator+(const Vec3 &a, const Vec3 &b) { return {a[0] + b[0], a[1] + b[1], a[2] + b[2]}; }
inline Vec3 operator-(const Vec3 &a, const Vec3 &b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
inline Vec3 operator*(double f, const Vec3 &a) { return {f * a[0], f * a[1], f * a[2]}; }
inline double dot(const Vec3 &a, const Vec3 &b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline Vec3 cross(const Vec3 &a, const Vec3 &b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
inline double length(const Vec3 &a) { return std::sqrt(dot(a, a)); }
inline Vec3 unit(const Vec3 &a) { return (1 / length(a)) * a; }

inline Vec3 row_of(const std::array<double, 6> &o) { return {o[0], o[1], o[2]}; }
inline Vec3 column_of(const std::array<double, 6> &o) { return {o[3], o[4], o[5]}; }
inline Vec3 normal_of(const std::array<double, 6> &o) { return cross(row_of(o), column_of(o)); }

}  // namespace gantry::dicom
