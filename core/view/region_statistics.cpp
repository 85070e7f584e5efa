// SPDX-License-Identifier: Apache-2.0
#include <core/view/region_statistics.hpp>

#include <algorithm>
#include <core/view/pixels.hpp>
#include <core/view/probe.hpp>
#include <limits>

namespace gantry::core::view {
namespace {

// mm² that a voxel of a layer takes of it.
double voxel_area(const VolumeHeader &header, std::size_t axis, const std::array<std::uint64_t, 3> &voxel) {
  Vector steps[3];
  for (std::size_t a = 0; a < 3; ++a) {
    Vector before{}, after{};
    for (std::size_t b = 0; b < 3; ++b) before[b] = after[b] = static_cast<double>(voxel[b]);
    before[a] -= 0.5;
    after[a] += 0.5;
    steps[a] = header.geometry.position(after) - header.geometry.position(before);
  }
  return length(cross(steps[(axis + 1) % 3], steps[(axis + 2) % 3]));
}

}  // namespace

RegionStatistics statistics_of(std::vector<double> numbers, std::uint32_t bins) {
  RegionStatistics s;
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::erase_if(numbers, [](double v) { return !std::isfinite(v); });
  s.count = numbers.size();
  s.histogram.assign(std::max(1u, bins), 0);
  if (numbers.empty()) {
    s.mean = s.sd = s.minimum = s.maximum = s.median = none;
    return s;
  }
  const auto n = static_cast<double>(numbers.size());
  for (const double v : numbers) s.mean += v / n;
  double squares = 0;
  for (const double v : numbers) squares += (v - s.mean) * (v - s.mean);
  s.sd = numbers.size() > 1 ? std::sqrt(squares / (n - 1)) : 0;
  std::sort(numbers.begin(), numbers.end());
  s.minimum = numbers.front();
  s.maximum = numbers.back();
  const std::size_t half = numbers.size() / 2;
  s.median = numbers.size() % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
  const double width = (s.maximum - s.minimum) / static_cast<double>(s.histogram.size());
  for (const double v : numbers) {
    const double bin = width > 0 ? std::floor((v - s.minimum) / width) : 0;
    ++s.histogram[std::min(static_cast<std::size_t>(bin), s.histogram.size() - 1)];
  }
  return s;
}

RegionStatistics region_statistics(const ShownVolume &volume, const Region &region, const RegionOptions &o) {
  std::vector<double> numbers;
  double counted = 0;
  const auto axis = layer_axis(volume.header, region);
  const auto voxels = voxels_within(volume.header, region);
  if (axis) {
    if (!voxels) return statistics_of({}, o.bins);
    for (const auto &voxel : *voxels) {
      if (!is_ready(volume, voxel, o.axis_index, o.channel)) continue;
      const double value = value_at(volume, voxel, o.axis_index, o.channel);
      if (!std::isfinite(value)) continue;
      numbers.push_back(value);
      counted += voxel_area(volume.header, *axis, voxel);
    }
  } else {
    const VolumeGrid grid(volume, o.axis_index, o.channel);
    const double step = std::min(grid.finest_step(region.orientation.right), grid.finest_step(region.orientation.down));
    const PlaneBox box = region_box(region);
    const double x0 = (box.low[0] + box.high[0]) / 2, y0 = (box.low[1] + box.high[1]) / 2;
    const auto columns = std::floor((box.high[0] - x0) / step), rows = std::floor((box.high[1] - y0) / step);
    for (double j = -rows; j <= rows; ++j) {
      for (double i = -columns; i <= columns; ++i) {
        const PlanePoint at{x0 + i * step, y0 + j * step};
        if (!within(region, at)) continue;
        const auto value =
            value_at(volume, grid, region.position(at), {.axis_index = o.axis_index, .channel = o.channel});
        if (value && std::isfinite(*value)) numbers.push_back(*value);
      }
    }
    counted = static_cast<double>(numbers.size()) * step * step;
  }
  RegionStatistics s = statistics_of(std::move(numbers), o.bins);
  s.voxels = axis.has_value();
  s.area = region_area(region);
  s.counted_area = counted;
  return s;
}

}  // namespace gantry::core::view
