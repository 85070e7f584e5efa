// SPDX-License-Identifier: Apache-2.0
// From axis vectors to Gantry's LPS millimetres.
//
//   gantry_geometry g = geometry_of({x_step, y_step, z_step}, origin);
#pragma once

#include <gantry/cpp/volume.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace gantry::pictures {

using Vector = std::array<double, 3>;

Vector cross(const Vector &a, const Vector &b);
double length(const Vector &v);

// `steps`: from one voxel to the next along x, y, z, in LPS mm. Two of them: the third stands upright on both, 1 mm long.
// Throws Error "header.geometry" where they are not finite, of no length, or lie in a plane. Sets
// GANTRY_GEOMETRY_SHEARED where they are not at right angles.
gantry_geometry geometry_of(const std::vector<Vector> &steps, const Vector &origin);

// Axes as stored; nothing is known of where they lie in the patient.
gantry_geometry assumed_geometry(const Vector &spacing);

}  // namespace gantry::pictures
