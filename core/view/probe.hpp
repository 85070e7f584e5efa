// SPDX-License-Identifier: Apache-2.0
// The value of a volume at a position in the patient, and how it goes along the fourth axis.
//
//   const auto value = value_at(*volume, cursor, {.interpolation = Interpolation::nearest});   // in the volume's unit
//   const std::vector<double> curve = curve_at(*volume, cursor, {});                           // one for each time
//
// In double precision. Of complex voxels the magnitude, of colours the mean. Linear: between the eight voxels around.
#pragma once

#include <core/view/span_reader.hpp>

namespace gantry::core::view {

struct ProbeOptions {
  std::uint64_t axis_index = 0, channel = 0;
  Interpolation interpolation = Interpolation::linear;
};

// Nothing outside of the volume, in a gap between slices, and where nothing has been read yet.
std::optional<double> value_at(const ShownVolume &volume, const Vector &position, const ProbeOptions &options);
// The same of many positions: `grid` is the volume's, for that axis index and channel.
std::optional<double> value_at(const ShownVolume &volume, const VolumeGrid &grid, const Vector &position,
                               const ProbeOptions &options);

// NaN where there is nothing. options.axis_index is not used.
std::vector<double> curve_at(const ShownVolume &volume, const Vector &position, const ProbeOptions &options);

}  // namespace gantry::core::view
