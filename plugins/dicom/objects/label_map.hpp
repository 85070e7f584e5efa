// SPDX-License-Identifier: Apache-2.0
// Masks of structures, slice by slice, into one label map: a volume of numbers where no two structures share a voxel,
// a channel for each where some do.
//
//   LabelMap map{placement, {columns, rows, slices}, {{1, "Liver", "SCT:10200004", 0xDD8265}}};
//   map.write(job, [&](const TakeMask &take) { take(0, k, mask); … });
#pragma once

#include "../series/series.hpp"

#include <gantry/cpp/job.hpp>

#include <functional>

namespace gantry::dicom {

// segment: its place in the list; slice: k; mask: a byte per voxel of the slice, 0 or not.
using TakeMask = std::function<void(std::size_t segment, std::uint32_t slice, const std::uint8_t *mask)>;
// Hands over every mask, the same each time it is called.
using MaskSource = std::function<void(const TakeMask &)>;

struct LabelMap {
  Placement placement;
  std::uint32_t columns = 0, rows = 0, slices = 0;
  std::vector<Segment> segments;  // values are greater than 0 and differ
  std::string modality = "SEG";

  // Fills the port "volume". `source` is called twice: once to see whether structures overlap.
  void write(Job &job, const MaskSource &source) const;
};

}  // namespace gantry::dicom
