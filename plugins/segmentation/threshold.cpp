// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"
#include "tools.hpp"

#include <limits>

namespace gantry::segmentation {

void Threshold::run(Job &job) {
  const Frame chosen(image.view(), frame, image.key());
  const bool below = side == "below", between = side == "between";
  const double from = below ? -infinity : level.value();
  const double to = between ? upper.value() : infinity;
  const double under = below ? level.value() : infinity;
  if (from > to) {
    throw Error("threshold.order", "the upper level lies below the level", GANTRY_OUT_OF_RANGE)
        .at("upper")
        .hint("swap them");
  }
  std::uint8_t *inside = mask.create<std::uint8_t>(VolumeSpec::like(chosen.view()).labels({{1, "inside"}}));
  std::uint64_t nan = 0;
  chosen.visit([&](const auto *voxels) {
    in_chunks(job, chosen.voxels(), "thresholding", [&](std::uint64_t begin, std::uint64_t end) {
      for (std::uint64_t i = begin; i < end; ++i) {
        const auto value = static_cast<double>(voxels[i]);
        nan += is_nan(value) ? 1 : 0;
        inside[i] = value >= from && value <= to && (!below || value < under);
      }
    });
  });
  warn_of_valueless(job, nan);
}

}  // namespace gantry::segmentation
