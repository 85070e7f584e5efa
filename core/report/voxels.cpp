// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/voxels.hpp>

namespace gantry::core::report {

Result<VolumeHeader> picture_header(const Object &object, std::uint64_t axis_index, std::uint64_t channel,
                                    const std::string &parameter) {
  if (object.kind() != Kind::volume) {
    return fail("report.picture", "only volumes can be drawn as slices; this is a " + std::string(name(object.kind())),
                parameter, "give a volume");
  }
  GANTRY_TRY(header, volume_header(object.header));
  if (header.voxels() == 0)
    return fail("report.picture", "the volume has no voxels", parameter, "give a volume that is not empty");
  if (axis_index >= header.shape[3] || channel >= header.shape[4]) {
    return fail("report.picture",
                "there is no volume " + std::to_string(axis_index) + ", channel " + std::to_string(channel) +
                    ": the volume has " + std::to_string(header.shape[3]) + " along its fourth axis and " +
                    std::to_string(header.shape[4]) + " channel(s), counted from 0",
                parameter, "choose indices below these");
  }
  return header;
}

ValueRange percentiles_of(std::vector<double> values, double lower, double upper) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return {0, 1};
  const auto percentile = [&](double percent) {
    const auto rank = static_cast<std::ptrdiff_t>(std::lround(percent / 100 * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return values[static_cast<std::size_t>(rank)];
  };
  ValueRange range{percentile(lower), percentile(upper)};
  if (range.upper > range.lower) return range;
  // Nearly all values equal: show the whole range, or one value in the middle of the scale.
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  range = {*least, *greatest};
  if (!(range.upper > range.lower)) {
    const double half = std::max(std::abs(range.lower) * 0.5, 0.5);
    range = {range.lower - half, range.lower + half};
  }
  return range;
}

Result<VoxelBox> content_box(const Object &volume, double threshold, std::uint64_t margin) {
  GANTRY_TRY(header, picture_header(volume, 0, 0, "volume"));
  VoxelBox box{{header.shape[0], header.shape[1], header.shape[2]}, {0, 0, 0}};
  bool any = false;
  for (std::uint64_t channel = 0; channel < header.shape[4]; ++channel) {
    const Voxels voxels{volume.bytes.bytes().data(), &header, 0, channel};
    std::array<std::uint64_t, 3> v{};
    for (v[2] = 0; v[2] < header.shape[2]; ++v[2]) {
      for (v[1] = 0; v[1] < header.shape[1]; ++v[1]) {
        for (v[0] = 0; v[0] < header.shape[0]; ++v[0]) {
          if (!(voxels.at(v) > threshold)) continue;
          any = true;
          for (std::size_t a = 0; a < 3; ++a) {
            box.first[a] = std::min(box.first[a], v[a]);
            box.last[a] = std::max(box.last[a], v[a]);
          }
        }
      }
    }
  }
  for (std::size_t a = 0; a < 3; ++a) {
    const std::uint64_t end = header.shape[a] - 1;
    box.first[a] = any && box.first[a] > margin ? box.first[a] - margin : 0;
    box.last[a] = any ? std::min(end, box.last[a] + margin) : end;
  }
  return box;
}

}  // namespace gantry::core::report
