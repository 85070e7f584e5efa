// SPDX-License-Identifier: Apache-2.0
// What the numbers within a region are like.
//
//   const RegionStatistics s = region_statistics(*volume, region, {});
//   s.mean; s.sd; s.median;                                    // in the volume's unit
//   s.histogram;                                               // 64 bins from s.minimum to s.maximum
//
// Which numbers count:
// - On a plane along the voxels, those of the layer nearest to it whose centres lie within (voxels_within() of
//   region.hpp): each once, as stored.
// - On any other plane, numbers between the voxels (linear) at the points of a square grid within the shape. Its distance
//   is the smaller of those by which neither direction goes on by more than a voxel; the middle of the shape's bounding
//   box is a point of it.
// What is no number, outside of the volume or not read yet does not count.
#pragma once

#include <core/view/region.hpp>
#include <core/view/shown_volume.hpp>

namespace gantry::core::view {

struct RegionStatistics {
  std::uint64_t count = 0;                      // numbers that count
  bool voxels = false;                          // they are voxels as stored, else points between them
  double area = 0;                              // mm², of the shape
  double counted_area = 0;                      // mm², of those numbers
  double mean = 0, sd = 0;                      // sd: with n − 1; 0 for one number
  double minimum = 0, maximum = 0, median = 0;  // median: mean of the middle two of an even number; NaN without any
  std::vector<std::uint64_t> histogram;         // of equal bins from minimum to maximum, which belongs to the last
};

struct RegionOptions {
  std::uint64_t axis_index = 0, channel = 0;
  std::uint32_t bins = 64;  // > 0
};

RegionStatistics region_statistics(const ShownVolume &volume, const Region &region, const RegionOptions &options);
// The same of any numbers: count, mean, sd, minimum, maximum, median, histogram.
RegionStatistics statistics_of(std::vector<double> numbers, std::uint32_t bins);

}  // namespace gantry::core::view
