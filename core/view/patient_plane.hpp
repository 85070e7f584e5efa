// SPDX-License-Identifier: Apache-2.0
// A plane in the patient that a picture is made of: where each of its pixels is, and which pixel a position is.
//
//   PatientPlane plane = plane_around(cursor, axial, 0.5, 800, 800);   // 0.5 mm a pixel
//   Vector p = plane.position(400, 120);                               // LPS, mm: the centre of that pixel
//   plane = plane.moved(3);                                            // 3 mm along its normal
#pragma once

#include <core/report/view.hpp>
#include <core/view/vector.hpp>
#include <cstdint>

namespace gantry::core::view {

// Which way a plane faces: unit vectors, at right angles.
struct Orientation {
  Vector right{1, 0, 0}, down{0, 1, 0};
  Vector normal() const { return cross(right, down); }
};

// Along the patient's own axes: axial seen from the feet, coronal from the front, sagittal from the left side.
Orientation patient_orientation(report::Plane plane);
// Along the volume's rows and columns, nearest to those: the slices as they were acquired, and the planes across them. Of
// a sheared volume the second direction is turned within the plane until it is at right angles to the first.
Orientation grid_orientation(const VolumeHeader &header, report::Plane plane);
// Turned about an axis (unit length) by an angle in radians, by Rodrigues' formula.
Orientation turned(const Orientation &orientation, const Vector &axis, double angle);

struct PatientPlane {
  Vector origin{};  // LPS, mm: the centre of pixel (0, 0)
  Orientation orientation{};
  double spacing = 1;                   // mm from pixel to pixel, > 0
  std::uint32_t width = 0, height = 0;  // pixels

  Vector normal() const { return orientation.normal(); }
  // Of the pixel in column x and row y; whole numbers are centres.
  Vector position(double x, double y) const {
    return origin + (x * spacing) * orientation.right + (y * spacing) * orientation.down;
  }
  // Column and row of a position, seen along the normal, and its distance from the plane in mm.
  Vector pixel(const Vector &position) const;
  PatientPlane moved(double mm) const;  // along the normal
  // The same part of the patient by pixels n times as large: what is drawn while the hand moves.
  PatientPlane coarser(std::uint32_t n) const;
  bool operator==(const PatientPlane &) const;
};

// With a position at its middle (between the middle pixels where their number is even).
PatientPlane plane_around(const Vector &middle, const Orientation &orientation, double spacing, std::uint32_t width,
                          std::uint32_t height);
// The middle of a volume in the patient.
Vector middle_of(const VolumeHeader &header);

}  // namespace gantry::core::view
