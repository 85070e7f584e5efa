// SPDX-License-Identifier: Apache-2.0
// Classes of neighbouring values with the least sum of squared distances to their means. For a given image that is the
// same as the largest variance between classes (Otsu 1979), since both variances add up to the total.
//
//   const std::vector<std::size_t> first = best_partition(distribution.binned(4096), 3);   // {0, 57, 190}
//   const std::vector<std::size_t> settled = lloyd(job, distribution, first);
#pragma once

#include "distribution.hpp"

#include <optional>
#include <vector>

namespace gantry::segmentation {

// The index of the first cell of each of `classes` classes; the first is 0. Exact, by dynamic programming (Wang and
// Song 2011), O(classes n log n) (the costs obey the quadrangle inequality). Error "segmentation.few-values" where there
// are fewer cells than classes.
std::vector<std::size_t> best_partition(const Distribution &cells, std::size_t classes);

// Centres for a start: the quantiles 1/(2n), 3/(2n) … of the values, each at a value that occurs.
std::vector<double> quantiles(const Distribution &cells, std::size_t classes);

// Each value to the nearest centre (ascending), a tie to the higher one; nothing where a centre would get no value.
std::optional<std::vector<std::size_t>> nearest_partition(const Distribution &cells,
                                                          const std::vector<double> &centres);

// Lloyd's steps (each value to the nearest class mean) until nothing changes. A step that would empty a class is not taken.
std::vector<std::size_t> lloyd(const Job &job, const Distribution &cells, std::vector<std::size_t> first);

struct ClassStatistics {
  std::uint64_t voxels = 0;
  double mean = 0, sd = 0;  // sd of the sample (n - 1); 0 of one voxel
};
std::vector<ClassStatistics> statistics_of(const Distribution &cells, const std::vector<std::size_t> &first);

}  // namespace gantry::segmentation
