// SPDX-License-Identifier: Apache-2.0
// A label map taken apart into segments, and where each of them has voxels.
//
//   for (const LabelSegment &s : segments_of(view, job))
//     for (std::size_t k : s.slices) take_mask(view, s, k, mask.data());   // 0 or 1 for each pixel
#pragma once

#include <gantry/cpp/job.hpp>
#include <gantry/cpp/volume.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gantry::dicom::write {

struct LabelSegment {
  std::int64_t value = 0;
  std::uint64_t channel = 0;  // of an overlapping map
  std::string name, code;
  std::uint32_t colour = 0;
  std::vector<std::size_t> slices;  // ascending
};

// The segments that the map names and those that its voxels have, by value; 0 is outside. Throws Error "dicom.labels"
// for a fourth axis, for values that are no whole numbers, and when there is no segment at all.
std::vector<LabelSegment> segments_of(const VolumeView &view, const Job &job);

// `mask`: shape(0) * shape(1) bytes.
void take_mask(const VolumeView &view, const LabelSegment &segment, std::size_t k, std::uint8_t *mask);

}  // namespace gantry::dicom::write
