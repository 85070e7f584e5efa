// SPDX-License-Identifier: Apache-2.0
// Planes through a volume, along its voxels and across them.
#pragma once

#include <core/view/patient_plane.hpp>
#include <numbers>
#include <vector>

inline std::vector<gantry::core::view::PatientPlane> planes_through(const gantry::core::VolumeHeader &header) {
  using namespace gantry::core;
  using namespace gantry::core::view;
  const Vector middle = middle_of(header) + Vector{0.21, -0.13, 0.17};
  std::vector<PatientPlane> planes;
  for (const auto plane : {report::Plane::axial, report::Plane::coronal, report::Plane::sagittal}) {
    const Orientation along = grid_orientation(header, plane), straight = patient_orientation(plane);
    planes.push_back(plane_around(middle, along, 0.43, 151, 140));
    planes.push_back(plane_around(middle, {along.down, along.right}, 0.43, 151, 140));
    planes.push_back(plane_around(middle, straight, 0.43, 150, 141));
    planes.push_back(plane_around(middle, turned(straight, unit({1, 2, -1}), 0.6), 0.43, 151, 140));
  }
  return planes;
}
