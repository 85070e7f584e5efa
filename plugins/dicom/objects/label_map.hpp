// SPDX-License-Identifier: Apache-2.0
// Masks of structures, slice by slice, into one label map: a volume of numbers where no two structures share a voxel,
// a channel for each where some do.
//
//   LabelMap map(volume, "RTSTRUCT");
//   map.segments.push_back({1, "Liver", "SCT:10200004", 0xDD8265});
//   map.write(job, [&](const TakeMask &take) { take(0, k, mask); … });
#pragma once

#include "../series/series.hpp"

#include <gantry/cpp/job.hpp>

#include <functional>

namespace gantry::dicom {

// segment: its place in the list; plane: the slice k, or point * slices + k where there is a fourth axis; mask: a byte
// per voxel of the plane, 0 or not.
using TakeMask = std::function<void(std::size_t segment, std::uint32_t plane, const std::uint8_t *mask)>;
// Hands over every mask, the same each time it is called.
using MaskSource = std::function<void(const TakeMask &)>;

// The palette of Okabe and Ito (2008), for what has no colour of its own.
std::uint32_t usual_colour(std::size_t i);

struct LabelMap {
  LabelMap() = default;
  // On the grid of images, without their fourth axis.
  LabelMap(const SeriesVolume &images, std::string modality)
      : placement(images.placement),
        columns(images.columns),
        rows(images.rows),
        slices(images.slices),
        modality(std::move(modality)) {}

  Placement placement;
  std::uint32_t columns = 0, rows = 0, slices = 0;
  std::vector<Segment> segments;  // values are greater than 0 and differ
  std::string modality = "SEG";
  std::uint32_t points = 1;  // of the fourth axis, which may have a name and values
  std::string axis_name;
  std::vector<AxisColumnValues> axis;
  const char *quantity = "";

  std::uint32_t planes() const { return slices * points; }
  VolumeSpec spec() const;  // texts point into this object
  bool small() const;       // all values fit into a byte
  // Fills the port "volume". `source` is called twice: once to see whether structures overlap.
  void write(Job &job, const MaskSource &source) const;
};

}  // namespace gantry::dicom
