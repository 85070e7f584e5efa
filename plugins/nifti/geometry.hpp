// SPDX-License-Identifier: Apache-2.0
// Where NIfTI's voxels are. NIfTI says right-anterior-superior (RAS), Gantry left-posterior-superior (LPS): the one
// place where the two meet.
//
//   Placement placement = place(*header.image);     // LPS mm
//   gantry_geometry g = placement.geometry;
#pragma once

#include <gantry/geometry.h>

#include <nifti/nifti2_io.h>

#include <array>
#include <string>

namespace gantry::nifti {

struct Placement {
  gantry_geometry geometry{};
  std::string warning;  // "" when the header is plain about it
};

// The standard's rules: the sform when sform_code > 0, else the qform when qform_code > 0, else the voxel sizes alone
// (GANTRY_GEOMETRY_ASSUMED). A form that squashes space to a plane is passed over with a warning. Lengths in m and um
// become mm. Axes that are not at right angles keep their directions (GANTRY_GEOMETRY_SHEARED).
// Throws Error "nifti.geometry" where no spacing above 0 can be had.
Placement place(const nifti_image &image);

// NIfTI's affine of a geometry: RAS mm from voxel indices.
nifti_dmat44 ras_affine(const gantry_geometry &geometry);

bool orthogonal(const gantry_geometry &geometry);

// A gradient direction as FSL writes it (along the voxel axes, the first one turned round where the affine's
// determinant is above 0: Jenkinson et al. 2012, FSL's bvec convention) to patient LPS, and back.
std::array<double, 3> direction_from_fsl(const gantry_geometry &geometry, const std::array<double, 3> &bvec);
std::array<double, 3> direction_to_fsl(const gantry_geometry &geometry, const std::array<double, 3> &lps);

}  // namespace gantry::nifti
