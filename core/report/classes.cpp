// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/classes.hpp>
#include <core/report/voxels.hpp>
#include <set>

namespace gantry::core::report {
namespace {

constexpr std::size_t most_classes = 256;

std::vector<Segment> segments_of(const VolumeHeader &header, std::span<const std::byte> bytes,
                                 std::uint64_t axis_index) {
  if (!header.segments.empty()) return header.segments;
  std::vector<Segment> segments;
  if (header.shape[4] > 1) {
    for (std::uint64_t c = 0; c < header.shape[4]; ++c)
      segments.emplace_back().value = static_cast<std::int64_t>(c) + 1;
    return segments;
  }
  std::set<std::int64_t> values;
  const Voxels voxels{bytes.data(), &header, axis_index, 0};
  for (std::size_t i = 0; i < header.voxels() && values.size() < most_classes; ++i) {
    const double value = voxels.at(voxels.index({0, 0, 0}) + i);
    if (std::abs(value) < 1e15 && value == std::floor(value)) values.insert(static_cast<std::int64_t>(value));
  }
  for (const std::int64_t value : values) segments.emplace_back().value = value;
  return segments;
}

}  // namespace

std::vector<LabelClass> label_classes(const VolumeHeader &header, std::span<const std::byte> bytes,
                                      std::uint64_t axis_index, const std::string &word) {
  const bool overlapping = header.shape[4] > 1;
  const std::vector<Segment> segments = segments_of(header, bytes, axis_index);
  const bool coloured = std::any_of(segments.begin(), segments.end(), [](const Segment &s) { return s.colour != 0; });
  std::vector<LabelClass> classes;
  for (std::size_t i = 0; i < segments.size() && i < most_classes; ++i) {
    const Segment &segment = segments[i];
    if (!overlapping && segment.value == 0) continue;  // the background
    classes.push_back({segment.value, overlapping ? std::min<std::uint64_t>(i, header.shape[4] - 1) : 0, overlapping,
                       coloured ? colour_from_rgb(segment.colour) : class_colour(classes.size()),
                       segment.name.empty() ? word + " " + std::to_string(segment.value) : segment.name});
  }
  return classes;
}

}  // namespace gantry::core::report
