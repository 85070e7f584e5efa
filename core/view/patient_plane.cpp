// SPDX-License-Identifier: Apache-2.0
#include <core/view/patient_plane.hpp>

#include <algorithm>

namespace gantry::core::view {
namespace {

Vector turned_about(const Vector &v, const Vector &axis, double angle) {
  return std::cos(angle) * v + std::sin(angle) * cross(axis, v) + ((1 - std::cos(angle)) * dot(axis, v)) * axis;
}

// From one voxel to the next, at the middle of the volume.
Vector step_at_middle(const VolumeHeader &header, std::size_t axis) {
  Vector from{};
  for (std::size_t a = 0; a < 3; ++a) from[a] = (static_cast<double>(header.shape[a]) - 1) / 2;
  Vector to = from;
  to[axis] += 1;
  return header.geometry.position(to) - header.geometry.position(from);
}

}  // namespace

Orientation patient_orientation(report::Plane plane) {
  switch (plane) {
    case report::Plane::axial: return {{1, 0, 0}, {0, 1, 0}};
    case report::Plane::coronal: return {{1, 0, 0}, {0, 0, -1}};
    case report::Plane::sagittal: return {{0, 1, 0}, {0, 0, -1}};
  }
  return {};
}

Orientation grid_orientation(const VolumeHeader &header, report::Plane plane) {
  const report::View view = report::view_of(header, plane);
  Vector right = step_at_middle(header, view.axis[0]);
  Vector down = step_at_middle(header, view.axis[1]);
  if (!(length(cross(right, down)) > 0)) return patient_orientation(plane);
  right = (view.mirror_right ? -1.0 : 1.0) * unit(right);
  down = (view.mirror_down ? -1.0 : 1.0) * down;
  return {right, unit(down - dot(down, right) * right)};
}

Orientation turned(const Orientation &o, const Vector &axis, double angle) {
  const Vector right = unit(turned_about(o.right, axis, angle));
  const Vector down = turned_about(o.down, axis, angle);
  return {right, unit(down - dot(down, right) * right)};
}

Vector PatientPlane::pixel(const Vector &position) const {
  const Vector d = position - origin;
  return {dot(d, orientation.right) / spacing, dot(d, orientation.down) / spacing, dot(d, normal())};
}

PatientPlane PatientPlane::moved(double mm) const {
  PatientPlane other = *this;
  other.origin = origin + mm * normal();
  return other;
}

PatientPlane PatientPlane::coarser(std::uint32_t n) const {
  PatientPlane other = *this;
  const double shift = (static_cast<double>(n) - 1) / 2;
  other.origin = position(shift, shift);
  other.spacing = spacing * n;
  other.width = std::max(1u, (width + n - 1) / n);
  other.height = std::max(1u, (height + n - 1) / n);
  return other;
}

bool PatientPlane::operator==(const PatientPlane &other) const {
  return origin == other.origin && orientation.right == other.orientation.right &&
         orientation.down == other.orientation.down && spacing == other.spacing && width == other.width &&
         height == other.height;
}

PatientPlane plane_around(const Vector &middle, const Orientation &orientation, double spacing, std::uint32_t width,
                          std::uint32_t height) {
  PatientPlane plane{.origin = {}, .orientation = orientation, .spacing = spacing, .width = width, .height = height};
  plane.origin = middle - plane.position((width - 1.0) / 2, (height - 1.0) / 2);
  return plane;
}

Vector middle_of(const VolumeHeader &header) {
  Vector voxel{};
  for (std::size_t a = 0; a < 3; ++a) voxel[a] = (static_cast<double>(header.shape[a]) - 1) / 2;
  return header.geometry.position(voxel);
}

}  // namespace gantry::core::view
