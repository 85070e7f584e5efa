// SPDX-License-Identifier: Apache-2.0
#include "label_slices.hpp"

#include <cmath>
#include <map>

namespace gantry::dicom::write {
namespace {

constexpr std::size_t most_segments = 65535;  // SegmentNumber is a US

Error bad_labels(const std::string &what, const char *hint) {
  return Error("dicom.labels", what, GANTRY_UNSUPPORTED).at("volume").hint(hint);
}

bool overlapping(const VolumeView &view) { return view.shape(4) > 1; }

template <class T>
std::int64_t whole(T value) {
  if constexpr (std::is_floating_point_v<T>) {
    if (!(std::abs(value) < 9e15) || value != std::floor(value)) {
      throw bad_labels("the label map has values that are no whole numbers", "round it, or segment it again");
    }
  }
  return static_cast<std::int64_t>(value);
}

using ByValue = std::map<std::int64_t, LabelSegment>;

LabelSegment &segment_at(ByValue &segments, std::int64_t value, std::uint64_t channel) {
  const auto [at, is_new] = segments.try_emplace(value);
  if (is_new) {
    at->second.value = value;
    at->second.channel = channel;
    at->second.name = "Segment " + std::to_string(value);
    at->second.colour = 0xE69F00;
    if (segments.size() > most_segments) {
      throw bad_labels("it has more segments than DICOM can hold (65535)",
                       "this looks like an image and not like labels");
    }
  }
  return at->second;
}

void take_names(const VolumeView &view, ByValue &segments) {
  const gantry_volume &v = view.c();
  for (std::uint32_t i = 0; i < v.segment_count; ++i) {
    const gantry_segment &given = *v.segments[i];
    if (!overlapping(view) && given.value == 0) continue;
    // In an overlapping map the segment is the channel of its place.
    auto &segment = overlapping(view) ? segment_at(segments, i + 1, i) : segment_at(segments, given.value, 0);
    if (given.name != nullptr && *given.name != '\0') segment.name = given.name;
    segment.code = given.code == nullptr ? "" : given.code;
    segment.colour = given.colour;
  }
}

template <class T>
void scan(const VolumeView &view, const T *voxels, const Job &job, ByValue &segments) {
  const std::size_t pixels = view.slice_voxels();
  for (std::uint64_t c = 0; c < view.shape(4); ++c) {
    for (std::size_t k = 0; k < view.shape(2); ++k) {
      job.progress(0.5 * static_cast<double>(k) / static_cast<double>(view.shape(2)), "looking for segments");
      const T *slice = voxels + (c * view.shape(2) + k) * pixels;
      std::int64_t last = 0;  // neighbours are mostly alike
      for (std::size_t i = 0; i < pixels; ++i) {
        std::int64_t value = whole(slice[i]);
        if (overlapping(view)) value = value > 0 ? static_cast<std::int64_t>(c) + 1 : 0;
        if (value == last || value == 0) continue;
        last = value;
        auto &at = segment_at(segments, value, c).slices;
        if (at.empty() || at.back() != k) at.push_back(k);
      }
    }
  }
}

}  // namespace

std::vector<LabelSegment> segments_of(const VolumeView &view, const Job &job) {
  if (view.shape(3) > 1) {
    throw bad_labels("a segmentation with a fourth axis can't be written", "write its parts one by one");
  }
  ByValue segments;
  take_names(view, segments);
  visit(view, [&](const auto *voxels) { scan(view, voxels, job, segments); });
  if (segments.empty()) throw bad_labels("the label map is empty and names no segment", "segment something first");
  std::vector<LabelSegment> all;
  for (auto &[value, segment] : segments) all.push_back(std::move(segment));
  return all;
}

void take_mask(const VolumeView &view, const LabelSegment &segment, std::size_t k, std::uint8_t *mask) {
  visit(view, [&](const auto *voxels) {
    const std::size_t pixels = view.slice_voxels();
    const auto *slice = voxels + (segment.channel * view.shape(2) + k) * pixels;
    for (std::size_t i = 0; i < pixels; ++i) {
      const auto value = static_cast<std::int64_t>(slice[i]);
      mask[i] = overlapping(view) ? value > 0 : value == segment.value;
    }
  });
}

}  // namespace gantry::dicom::write
