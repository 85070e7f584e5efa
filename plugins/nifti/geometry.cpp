// SPDX-License-Identifier: Apache-2.0
#include "geometry.hpp"

#include <gantry/cpp/error.hpp>

#include <cmath>

namespace gantry::nifti {
namespace {

constexpr double ras_to_lps[3] = {-1, -1, 1};

double mm_per_unit(int units) {
  if (units == NIFTI_UNITS_METER) return 1000;
  if (units == NIFTI_UNITS_MICRON) return 0.001;
  return 1;
}

double dot_of_columns(const double *d, unsigned a, unsigned b) {
  return d[a] * d[b] + d[3 + a] * d[3 + b] + d[6 + a] * d[6 + b];
}

nifti_dmat33 matrix_of(const gantry_geometry &geometry) {
  nifti_dmat33 m;
  for (unsigned r = 0; r < 3; ++r) {
    for (unsigned c = 0; c < 3; ++c) m.m[r][c] = geometry.direction[3 * r + c];
  }
  return m;
}

std::array<double, 3> product(const nifti_dmat33 &m, const std::array<double, 3> &v) {
  std::array<double, 3> out{};
  for (unsigned r = 0; r < 3; ++r) {
    for (unsigned c = 0; c < 3; ++c) out[r] += m.m[r][c] * v[c];
  }
  return out;
}

// False when the affine has numbers that are not finite or does not fill space.
bool take_affine(const nifti_dmat44 &affine, double mm, gantry_geometry &g) {
  for (unsigned c = 0; c < 3; ++c) {
    const double length = std::hypot(affine.m[0][c], affine.m[1][c], affine.m[2][c]);
    if (!std::isfinite(length) || !(length * mm > 0)) return false;
    g.spacing[c] = length * mm;
    for (unsigned r = 0; r < 3; ++r) g.direction[3 * r + c] = ras_to_lps[r] * affine.m[r][c] / length;
  }
  for (unsigned r = 0; r < 3; ++r) {
    g.origin[r] = ras_to_lps[r] * affine.m[r][3] * mm;
    if (!std::isfinite(g.origin[r])) return false;
  }
  return std::abs(nifti_dmat33_determ(matrix_of(g))) > 1e-6;
}

}  // namespace

bool orthogonal(const gantry_geometry &geometry) {
  const double *d = geometry.direction;
  constexpr double tolerance = 1e-4;  // headers hold float32 and are rounded on the way
  return std::abs(dot_of_columns(d, 0, 1)) < tolerance && std::abs(dot_of_columns(d, 0, 2)) < tolerance &&
         std::abs(dot_of_columns(d, 1, 2)) < tolerance;
}

Placement place(const nifti_image &image) {
  Placement out;
  gantry_geometry &g = out.geometry;
  g.size = sizeof g;
  g.frame_of_reference_uid = "";
  const double mm = mm_per_unit(image.xyz_units);
  if (image.sform_code > 0 && take_affine(image.sto_xyz, mm, g)) {
    if (!orthogonal(g)) g.flags |= GANTRY_GEOMETRY_SHEARED;
    return out;
  }
  if (image.sform_code > 0) out.warning = "the sform is no usable placement and was passed over";
  if (image.qform_code > 0 && take_affine(image.qto_xyz, mm, g)) return out;
  if (image.qform_code > 0) out.warning = "the qform is no usable placement and was passed over";
  g.flags |= GANTRY_GEOMETRY_ASSUMED;
  nifti_dmat44 sizes{};
  for (unsigned c = 0; c < 3; ++c) sizes.m[c][c] = std::abs(image.pixdim[c + 1]);
  if (!take_affine(sizes, mm, g)) {
    throw Error("nifti.geometry", "its voxels have no size (pixdim)", GANTRY_BAD_DATA)
        .hint("the file is damaged, or its maker left the header empty: set pixdim and fetch it again");
  }
  return out;
}

nifti_dmat44 ras_affine(const gantry_geometry &geometry) {
  nifti_dmat44 affine{};
  for (unsigned r = 0; r < 3; ++r) {
    // + 0.0 makes 0 of -0
    for (unsigned c = 0; c < 3; ++c) {
      affine.m[r][c] = ras_to_lps[r] * geometry.direction[3 * r + c] * geometry.spacing[c] + 0.0;
    }
    affine.m[r][3] = ras_to_lps[r] * geometry.origin[r] + 0.0;
  }
  affine.m[3][3] = 1;
  return affine;
}

// The determinant in RAS is that in LPS: two rows change their signs.
std::array<double, 3> direction_from_fsl(const gantry_geometry &geometry, const std::array<double, 3> &bvec) {
  const nifti_dmat33 axes = matrix_of(geometry);
  std::array<double, 3> v = bvec;
  if (nifti_dmat33_determ(axes) > 0) v[0] = -v[0];
  return product(axes, v);
}

std::array<double, 3> direction_to_fsl(const gantry_geometry &geometry, const std::array<double, 3> &lps) {
  const nifti_dmat33 axes = matrix_of(geometry);
  std::array<double, 3> v = product(nifti_dmat33_inverse(axes), lps);
  if (nifti_dmat33_determ(axes) > 0) v[0] = -v[0];
  return v;
}

}  // namespace gantry::nifti
