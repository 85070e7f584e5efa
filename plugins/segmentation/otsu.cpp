// SPDX-License-Identifier: Apache-2.0
#include "naming.hpp"
#include "partition.hpp"
#include "tools.hpp"

namespace gantry::segmentation {

void Otsu::run(Job &job) {
  const Frame chosen(image.view(), frame, image.key());
  const Region where = region_of(region, chosen);
  const Distribution cells = distribution_of(job, chosen, where).binned(4096);
  const auto first = best_partition(cells, static_cast<std::size_t>(thresholds.value()) + 1);

  std::vector<double> found;
  std::vector<std::int64_t> number;
  for (std::size_t c = 1; c < first.size(); ++c) {
    found.push_back(cells.lowest[first[c]]);
    number.push_back(static_cast<std::int64_t>(c));
  }
  const auto segments = segments_of(first.size(), "", "");
  label_by_levels(job, chosen, where, found,
                  labels.create<std::uint8_t>(VolumeSpec::like(chosen.view()).labels(segments)));
  levels.write({{"threshold", "", number}, {"level", chosen.view().c().unit, found}});
  warn_of_valueless(job, cells.without_value);
}

}  // namespace gantry::segmentation
