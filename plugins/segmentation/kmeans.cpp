// SPDX-License-Identifier: Apache-2.0
#include "naming.hpp"
#include "partition.hpp"
#include "tools.hpp"

namespace gantry::segmentation {

void Kmeans::run(Job &job) {
  const Frame chosen(image.view(), frame, image.key());
  const Region where = region_of(region, chosen);
  const double ml = voxel_ml(chosen.view(), image.key());
  const auto count = static_cast<std::size_t>(classes.value());
  const auto segments = segments_of(count, names.value(), codes.value());

  const Distribution values = distribution_of(job, chosen, where);
  const Distribution coarse = values.binned(4096);
  std::vector<double> starts;
  for (const std::size_t cell : best_partition(coarse, count)) starts.push_back(coarse.lowest[cell]);
  const auto first = lloyd(job, values, starts);

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
  table.write({{"class", "", number}, {"name", "", name}, {"voxels", "", voxels}, {"volume", "mL", volume},
               {"mean", unit, mean}, {"sd", unit, sd}});
  warn_of_nan(job, values.nan);
}

}  // namespace gantry::segmentation
