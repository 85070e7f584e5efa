// SPDX-License-Identifier: MIT
// Where voxels are in the patient: LPS millimetres (x to the left, y to posterior, z to superior), as DICOM has it.
//
//   position = origin + direction * (i * spacing[0], j * spacing[1], k * spacing[2])
#ifndef GANTRY_GEOMETRY_H
#define GANTRY_GEOMETRY_H

#include <gantry/base.h>

#define GANTRY_GEOMETRY_ASSUMED 1u  // the file gave no geometry: spacing 1 mm, axes as stored
#define GANTRY_GEOMETRY_SHEARED \
  2u  // slices are stacked obliquely (gantry tilt): the third column is not at right angles
#define GANTRY_GEOMETRY_UNEVEN 4u  // slices are not evenly spaced: use slice_positions

typedef struct gantry_geometry {
  uint32_t size;
  uint32_t flags;
  double origin[3];     // mm; centre of voxel (0, 0, 0)
  double spacing[3];    // mm; > 0
  double direction[9];  // row-major 3x3; its columns are the unit vectors along i, j and k
  // mm; slice_count rows of x, y, z: the centre of voxel (0, 0, k). NULL when origin, spacing and direction say it all.
  const double *slice_positions;
  uint64_t slice_count;
  const char *frame_of_reference_uid;  // "" when unknown. Equal and not empty: the same patient coordinates
} gantry_geometry;

#endif
