// SPDX-License-Identifier: Apache-2.0
// The volumes of a map fit, read and checked against each other.
//
//   GANTRY_TRY(in, read_map_inputs(model, job, settings));
//   in.inside(voxel)   // whether the mask lets it in
#pragma once

#include <core/fit/job.hpp>
#include <core/fit/points.hpp>
#include <core/fit/voxels.hpp>

namespace gantry::core::fit {

struct MapInputs {
  Image image;
  Points points;
  std::vector<char> mask;                      // empty: everywhere
  std::vector<std::vector<double>> constants;  // of each of the model's: one number, or one per voxel

  bool inside(std::size_t voxel) const { return mask.empty() || mask[voxel] != 0; }
  double constant(std::size_t c, std::size_t voxel) const { return constants[c][constants[c].size() == 1 ? 0 : voxel]; }
};

// A volume from a port. Errors: "fit.input" when it is absent, no volume, or of complex or colour numbers.
Result<Image> read_image(const FitJob &job, const std::string &port);

// Errors: those of points_of(), and "fit.space" for a mask or constant of another shape or place.
Result<MapInputs> read_map_inputs(const gantry_model &model, const FitJob &job, const Settings &settings);

}  // namespace gantry::core::fit
