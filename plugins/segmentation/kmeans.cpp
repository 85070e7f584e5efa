// SPDX-License-Identifier: Apache-2.0
#include "naming.hpp"
#include "partition.hpp"
#include "tools.hpp"

#include <optional>

namespace gantry::segmentation {
namespace {

// The best partition of the histogram, as a partition of the values themselves.
std::vector<std::size_t> best_start(const Distribution &values, std::size_t classes) {
  const Distribution coarse = values.binned(4096);
  std::vector<std::size_t> first;
  for (const std::size_t cell : best_partition(coarse, classes)) {
    const auto place = std::lower_bound(values.values.begin(), values.values.end(), coarse.lowest[cell]);
    first.push_back(static_cast<std::size_t>(place - values.values.begin()));
  }
  return first;
}

}  // namespace

void Kmeans::run(Job &job) {
  const Frame chosen(image.view(), frame, image.key());
  const Region where = region_of(region, chosen);
  const double ml = voxel_ml(chosen.view(), image.key());
  const auto count = static_cast<std::size_t>(classes.value());
  const auto segments = segments_of(count, names.value(), codes.value());

  const Distribution values = distribution_of(job, chosen, where);
  std::optional<std::vector<std::size_t>> begin;
  if (start == "quantiles") begin = nearest_partition(values, quantiles(values, count));
  const auto first = lloyd(job, values, begin ? *begin : best_start(values, count));

  std::vector<double> levels;
  for (std::size_t c = 1; c < count; ++c) levels.push_back(values.values[first[c]]);
  label_by_levels(job, chosen, where, levels,
                  labels.create<std::uint8_t>(VolumeSpec::like(chosen.view()).labels(segments)));

  std::vector<std::int64_t> number, voxels;
  std::vector<std::string> name;
  std::vector<double> volume, mean, sd;
  const auto statistics = statistics_of(values, first);
  for (std::size_t c = 0; c < count; ++c) {
    number.push_back(segments[c].value);
    name.push_back(segments[c].name);
    voxels.push_back(static_cast<std::int64_t>(statistics[c].voxels));
    volume.push_back(static_cast<double>(statistics[c].voxels) * ml);
    mean.push_back(statistics[c].mean);
    sd.push_back(statistics[c].sd);
  }
  const char *unit = chosen.view().c().unit;
  table.write({{"class", "", number},
               {"name", "", name},
               {"voxels", "", voxels},
               {"volume", "mL", volume},
               {"mean", unit, mean},
               {"sd", unit, sd}});
  warn_of_valueless(job, values.without_value);
}

}  // namespace gantry::segmentation
