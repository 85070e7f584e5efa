// SPDX-License-Identifier: Apache-2.0
// The values of a region in ascending order, each once, with how often it occurs.
//
//   const Distribution d = distribution_of(job, frame, region);
//   const Distribution coarse = d.binned(4096);
#pragma once

#include "frame.hpp"

#include <cstdint>
#include <vector>

namespace gantry::segmentation {

struct Distribution {
  std::vector<double> values;         // ascending; of bins, the mean of what is in them
  std::vector<double> lowest;         // of each: its smallest member; the same as values where nothing is binned
  std::vector<std::uint64_t> counts;  // > 0
  std::uint64_t without_value = 0;    // NaN or infinite: left out

  std::size_t size() const { return values.size(); }
  // At most `bins` cells: itself where it has no more values, else bins of equal width from the lowest to the highest
  // value, empty ones left out.
  Distribution binned(std::size_t bins) const;
};

// Error "segmentation.no-values" where the region holds no finite value.
Distribution distribution_of(const Job &job, const Frame &frame, const Region &region);

}  // namespace gantry::segmentation
