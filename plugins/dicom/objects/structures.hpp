// SPDX-License-Identifier: Apache-2.0
// RT structure sets (PS3.3, A.19): as masks on the grid of the images that they were drawn on, where those are given
// too; else as a table of contour points.
//
//   read_structures(job, dataset, drawn_on(dataset, images));
#pragma once

#include "../images.hpp"

namespace gantry::dicom {

struct Ground {
  const SeriesVolume *volume = nullptr;
  bool by_space_alone = false;  // not the images it names, but others in the same coordinates
};

// The images that the structures were drawn on: those that the contours name, else the series named, else the largest
// of the same frame of reference.
Ground drawn_on(const Dataset &dataset, const Images &images);
// "3 structures, 95 contours"
std::string structures_summary(const Dataset &dataset);
// Fills "header", and "volume" or (without one) "table": structure, number, contour, x, y, z in mm. A voxel belongs to a
// structure when its centre lies inside an odd number of its contours (Shimrat 1962, even-odd rule) on its slice.
// Contours that lie between slices or that are no closed planes are left out, with a warning.
void read_structures(Job &job, const Dataset &dataset, const Ground &ground);

}  // namespace gantry::dicom
