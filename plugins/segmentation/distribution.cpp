// SPDX-License-Identifier: Apache-2.0
#include "distribution.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace gantry::segmentation {
namespace {

void add(Distribution &d, double value, std::uint64_t count) {
  d.values.push_back(value);
  d.counts.push_back(count);
}

// Types of at most 16 bits: a counter for every possible value.
template <class T>
void count_all(const Job &job, const T *voxels, std::uint64_t n, const Region &region, Distribution &out) {
  constexpr std::int64_t low = std::numeric_limits<T>::min();
  std::vector<std::uint64_t> counts(std::size_t{1} << (8 * sizeof(T)), 0);
  in_chunks(job, n, "counting values", [&](std::uint64_t begin, std::uint64_t end) {
    for (std::uint64_t i = begin; i < end; ++i) {
      if (region.contains(i)) ++counts[static_cast<std::size_t>(voxels[i] - low)];
    }
  });
  for (std::size_t c = 0; c < counts.size(); ++c) {
    if (counts[c] > 0) add(out, static_cast<double>(static_cast<std::int64_t>(c) + low), counts[c]);
  }
}

template <class T>
void sort_all(const Job &job, const T *voxels, std::uint64_t n, const Region &region, Distribution &out) {
  std::vector<T> sorted;
  in_chunks(job, n, "gathering values", [&](std::uint64_t begin, std::uint64_t end) {
    for (std::uint64_t i = begin; i < end; ++i) {
      if (!region.contains(i)) continue;
      if (std::isfinite(static_cast<double>(voxels[i]))) sorted.push_back(voxels[i]);
      else ++out.without_value;
    }
  });
  job.progress(0.5, "sorting values");
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i;
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    add(out, static_cast<double>(sorted[i]), end - i);
    i = end;
  }
}

}  // namespace

Distribution distribution_of(const Job &job, const Frame &frame, const Region &region) {
  Distribution out;
  frame.visit([&](const auto *voxels) {
    using T = std::decay_t<decltype(*voxels)>;
    if constexpr (sizeof(T) <= 2) count_all(job, voxels, frame.voxels(), region, out);
    else sort_all(job, voxels, frame.voxels(), region, out);
  });
  if (out.values.empty()) {
    throw Error("segmentation.no-values", "there is no finite value where it looks", GANTRY_INVALID_ARGUMENT)
        .at("image")
        .hint("check the image, the frame and the mask");
  }
  out.lowest = out.values;
  return out;
}

Distribution Distribution::binned(std::size_t bins) const {
  if (size() <= bins) return *this;
  Distribution out;
  out.without_value = without_value;
  // Halved before they are subtracted: the span of two doubles may overflow.
  const double low = values.front(), half_span = values.back() / 2 - low / 2;
  const auto bin_of = [&](double value) {
    const double place = (value / 2 - low / 2) / half_span * static_cast<double>(bins);
    return place < static_cast<double>(bins) ? static_cast<std::size_t>(place) : bins - 1;  // NaN of a tiny span: last
  };
  for (std::size_t i = 0; i < size();) {
    const std::size_t bin = bin_of(values[i]);
    double sum = 0;
    std::uint64_t count = 0;
    const double first = values[i];
    for (; i < size() && bin_of(values[i]) == bin; ++i) {
      sum += values[i] * static_cast<double>(counts[i]);
      count += counts[i];
    }
    add(out, sum / static_cast<double>(count), count);
    out.lowest.push_back(first);
  }
  return out;
}

}  // namespace gantry::segmentation
