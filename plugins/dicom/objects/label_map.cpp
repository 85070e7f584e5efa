// SPDX-License-Identifier: Apache-2.0
#include "label_map.hpp"

#include <algorithm>
#include <iterator>

namespace gantry::dicom {
namespace {

bool overlaps(const LabelMap &map, const MaskSource &source) {
  const std::size_t slice = std::size_t{map.columns} * map.rows;
  // The structure, plus 1, that owns a voxel: one mask may come in several parts. Planes without masks have no room.
  std::vector<std::vector<std::uint16_t>> owner(map.planes());
  bool found = false;
  source([&](std::size_t segment, std::uint32_t k, const std::uint8_t *mask) {
    std::vector<std::uint16_t> &row = owner[k];
    row.resize(slice);
    const auto mine = static_cast<std::uint16_t>(segment + 1);
    for (std::size_t i = 0; i < slice && !found; ++i) {
      if (mask[i] == 0) continue;
      found = row[i] != 0 && row[i] != mine;
      row[i] = mine;
    }
  });
  return found;
}

template <class T>
void fill(const LabelMap &map, const MaskSource &source, T *into) {
  const std::size_t slice = std::size_t{map.columns} * map.rows;
  source([&](std::size_t segment, std::uint32_t k, const std::uint8_t *mask) {
    const auto value = static_cast<T>(map.segments[segment].value);
    for (std::size_t i = 0; i < slice; ++i) {
      if (mask[i] != 0) into[k * slice + i] = value;
    }
  });
}

void fill_channels(const LabelMap &map, const MaskSource &source, std::uint8_t *into) {
  const std::size_t slice = std::size_t{map.columns} * map.rows;
  source([&](std::size_t segment, std::uint32_t k, const std::uint8_t *mask) {
    std::uint8_t *out = into + (segment * map.planes() + k) * slice;
    for (std::size_t i = 0; i < slice; ++i) out[i] = static_cast<std::uint8_t>(out[i] | (mask[i] != 0 ? 1 : 0));
  });
}

}  // namespace

std::uint32_t usual_colour(std::size_t i) {
  constexpr std::uint32_t colours[] = {0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7};
  return colours[i % std::size(colours)];
}

VolumeSpec LabelMap::spec() const {
  VolumeSpec spec;
  spec.shape(columns, rows, slices).geometry(placement.c()).labels(segments).modality(modality.c_str());
  if (!axis_name.empty()) spec.axis(axis_name, axis);
  else spec.frames(points);
  return spec.quantity(quantity);
}

bool LabelMap::small() const {
  return std::all_of(segments.begin(), segments.end(), [](const Segment &s) { return s.value < 256; });
}

void LabelMap::write(Job &job, const MaskSource &source) const {
  VolumeSpec spec = this->spec();
  if (segments.size() > 1 && overlaps(*this, source)) {
    std::vector<std::string> names;
    for (const Segment &s : segments) names.push_back(s.name);
    spec.channels(std::move(names));
    return fill_channels(*this, source, job.output_volume<std::uint8_t>("volume", spec));
  }
  if (small()) fill(*this, source, job.output_volume<std::uint8_t>("volume", spec));
  else fill(*this, source, job.output_volume<std::uint16_t>("volume", spec));
}

}  // namespace gantry::dicom
