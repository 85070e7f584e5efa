// SPDX-License-Identifier: Apache-2.0
#include "map_pixels.hpp"

#include <algorithm>
#include <limits>

namespace gantry::dicom::write {

Stored stored_type(const VolumeView &view) {
  switch (view.c().dtype) {
    case GANTRY_U8:
    case GANTRY_U16: return Stored::u16;
    case GANTRY_I8:
    case GANTRY_I16: return Stored::i16;
    case GANTRY_F32: return Stored::f32;
    default: return Stored::f64;
  }
}

Extremes extremes(const VolumeView &view, const Job &job) {
  Extremes found{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  const std::uint64_t slices = view.shape(2) * view.shape(3), pixels = view.slice_voxels();
  visit(view, [&](const auto *voxels) {
    for (std::uint64_t s = 0; s < slices; ++s) {
      job.progress(0.2 * static_cast<double>(s) / static_cast<double>(slices), "looking at the values");
      for (std::uint64_t i = 0; i < pixels; ++i) {
        const auto value = static_cast<double>(voxels[s * pixels + i]);
        if (!std::isfinite(value)) continue;
        found.lowest = std::min(found.lowest, value);
        found.highest = std::max(found.highest, value);
      }
    }
  });
  return found.lowest <= found.highest ? found : Extremes{};
}

}  // namespace gantry::dicom::write
