// SPDX-License-Identifier: Apache-2.0
// From single frames to volumes. What cannot be one volume is kept apart; what varies at the same place becomes the
// fourth axis. The result never depends on the order of the frames.
//
//   Sorted sorted = sort(frames);
//   for (const SeriesVolume &v : sorted.volumes) v.summary;          // "64x64x35, 3.25x3.25x3.6 mm, 2 times"
//   frames[v.source(slice, point)];                                  // whose pixels go there; or no_frame
#pragma once

#include "frame.hpp"

#include <gantry/cpp/volume.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace gantry::dicom {

constexpr std::uint32_t no_frame = 0xFFFFFFFFu;

// gantry_geometry, owning what it points to.
struct Placement {
  std::uint32_t flags = 0;  // GANTRY_GEOMETRY_*
  Vec3 origin{0, 0, 0};     // LPS mm
  Vec3 spacing{1, 1, 1};
  std::array<double, 9> direction{1, 0, 0, 0, 1, 0, 0, 0, 1};  // row-major; columns along i, j, k
  std::vector<Vec3> slice_positions;                           // empty unless SHEARED or UNEVEN
  std::string frame_of_reference_uid;

  gantry_geometry c() const;  // points into this
};

struct SeriesVolume {
  std::string key;      // the same for the same frames, in whatever order or company they come
  std::string title;    // "MR series 801, magnitude": no patient data
  std::string summary;  // "64x64x32, 4x4x4 mm, 2 times"
  Placement placement;
  std::uint32_t columns = 0, rows = 0, slices = 0, points = 1;  // x, y, z, fourth axis

  // Frame of (slice, point): an index into the frames given to sort(). no_frame where the file is missing: the
  // voxels stay 0, and a warning says so.
  std::vector<std::uint32_t> sources;  // slices fastest
  std::uint32_t source(std::uint32_t slice, std::uint32_t point) const { return sources[point * slices + slice]; }

  std::string axis_name;  // "" when points is 1 and nothing is known
  std::vector<AxisColumnValues> axis;
  std::vector<double> slice_times;  // s from the start of a volume, one per slice; empty when unknown
  std::string unit;                 // UCUM, where all frames agree
  std::vector<std::string> warnings;
  std::vector<std::uint32_t> files;  // ascending
};

// A frame that no volume can hold.
struct Refusal {
  std::uint32_t file;
  std::string reason;
};

struct Sorted {
  std::vector<SeriesVolume> volumes;
  std::vector<Refusal> refused;
};

// Whether two frames hold the same pixels; asked only of frames at one place that nothing else tells apart.
using SamePixels = std::function<bool(const FrameHeader &, const FrameHeader &)>;

Sorted sort(const std::vector<FrameHeader> &frames, const SamePixels &same_pixels = {});

}  // namespace gantry::dicom
