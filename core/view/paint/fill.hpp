// SPDX-License-Identifier: Apache-2.0
// Filling what belongs together, and what a line has been drawn around.
//
//   Stroke stroke(canvas, 3);
//   fill_connected(stroke, {40, 60, 12}, {.layer_axis = 2});     // in the slice alone
//   fill_region(stroke, region);                                 // within a polygon on a plane along the voxels
#pragma once

#include <core/view/paint/brush.hpp>
#include <core/view/region.hpp>

namespace gantry::core::view {

struct FillOptions {
  std::optional<std::size_t> layer_axis = {};  // stays in the layer of the first voxel across this voxel axis
  std::optional<Threshold> threshold = {};     // goes on to voxels alone that it accepts
};

// All voxels with the label of the first one that are connected to it through their faces.
void fill_connected(Stroke &stroke, const std::array<std::uint64_t, 3> &first, const FillOptions &options);
// The voxels within a region (region.hpp). False when its plane is not along the voxels, or outside of the map.
bool fill_region(Stroke &stroke, const Region &region);

}  // namespace gantry::core::view
