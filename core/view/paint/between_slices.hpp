// SPDX-License-Identifier: Apache-2.0
// What lies between slices that have been painted, from the shapes on them.
//
//   Stroke stroke(canvas, 2, Over::background());
//   fill_between_slices(stroke, 2);                    // between neighbouring slices across the third voxel axis
//
// Shape-based interpolation: S. Raya and J. Udupa, "Shape-based interpolation of multidimensional objects", IEEE Trans.
// Med. Imaging 9(1):32–42, 1990, with Euclidean distances in mm (P. Felzenszwalb and D. Huttenlocher, Theory of Computing
// 8:415–428, 2012). The shapes are moved onto each other by their centres of gravity first, so that what runs obliquely
// does not end between two slices. Slices count by where they are, evenly spaced or not; within them, rows and columns do.
#pragma once

#include <core/view/paint/stroke.hpp>

namespace gantry::core::view {

// Fills the stroke's label into the layers across `axis` that have none of it and lie between two that do.
void fill_between_slices(Stroke &stroke, std::size_t axis);

}  // namespace gantry::core::view
