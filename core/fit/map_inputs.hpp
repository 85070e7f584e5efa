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

// One number, or one per voxel; or none.
struct PerVoxel {
  std::vector<double> values;
  bool known() const { return !values.empty(); }
  double at(std::size_t voxel) const { return values[values.size() == 1 ? 0 : voxel]; }
};

struct MapInputs {
  Image image;
  Points points;
  std::vector<char> mask;           // empty: everywhere
  std::vector<PerVoxel> constants;  // of each of the model's
  PerVoxel sigma;                   // in the unit of the image

  bool inside(std::size_t voxel) const { return mask.empty() || mask[voxel] != 0; }
  double constant(std::size_t c, std::size_t voxel) const { return constants[c].at(voxel); }
};

// A volume from a port. Errors: "fit.input" when it is absent, no volume, or of complex or colour numbers.
Result<Image> read_image(const FitJob &job, const std::string &port);

// Errors: those of points_of(); "fit.space" for a mask or another volume of another shape or place; "fit.sigma" for noise
// that is given twice, or not and needed.
Result<MapInputs> read_map_inputs(const gantry_model &model, const FitJob &job, const Settings &settings);

}  // namespace gantry::core::fit
