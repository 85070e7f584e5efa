// SPDX-License-Identifier: Apache-2.0
#include "stored_volume.hpp"

#include "element.hpp"

#include <gantry/cpp/error.hpp>

#include <cstdio>

namespace gantry::pictures {
namespace {

Error misshapen(const std::string &message) {
  return Error("header.shape", message, GANTRY_BAD_DATA)
      .hint("the header is damaged, or of a kind that Gantry has no place for: split the file into simpler volumes");
}

}  // namespace

std::array<std::uint64_t, 5> StoredVolume::shape() const {
  std::array<std::uint64_t, 5> out{1, 1, 1, 1, 1};
  for (const StoredAxis &axis : axes) out[axis.dimension] = axis.size;
  return out;
}

std::uint64_t StoredVolume::elements() const {
  std::uint64_t n = 1;
  for (const StoredAxis &axis : axes) n *= axis.size;
  return n;
}

std::uint64_t StoredVolume::bytes() const { return elements() * element(dtype).bytes; }

void StoredVolume::check() const {
  std::array<bool, 5> used{};
  std::uint64_t bytes = element(dtype).bytes;
  for (const StoredAxis &axis : axes) {
    if (axis.size == 0 || bytes > (std::uint64_t{1} << 62) / axis.size) {
      throw misshapen("its sizes multiply to nothing, or to more bytes than any machine holds");
    }
    bytes *= axis.size;
    if (used[axis.dimension]) throw misshapen("two of its axes mean the same");
    used[axis.dimension] = true;
  }
  const auto n = shape();
  for (const auto &column : columns) {
    if (column.values.size() != n[3]) throw misshapen("its header gives values for another number of frames");
  }
  if (!channels.empty() && channels.size() != n[4]) throw misshapen("its header names another number of channels");
  if (n[4] > (1U << 20)) throw misshapen("it has more than a million channels");
  if (layered() && n[3] > 1) throw misshapen("its segments have frames");
}

VolumeSpec StoredVolume::spec() const {
  const auto n = shape();
  VolumeSpec spec;
  spec.dtype(dtype).shape(n[0], n[1], n[2]).geometry(geometry);
  if (axis_name.empty()) spec.frames(n[3]);
  else spec.axis(axis_name, columns);
  std::vector<Segment> all;
  for (const auto &s : segments) all.push_back(s.segment);
  if (layered()) {
    std::vector<std::string> names;
    for (std::size_t s = 0; s < all.size(); ++s) {
      names.push_back(all[s].name);
      all[s].value = static_cast<std::int64_t>(s) + 1;
    }
    spec.dtype(GANTRY_U8).channels(std::move(names));
  } else if (n[4] > 1) {
    std::vector<std::string> names = channels;
    for (std::uint64_t c = names.size(); c < n[4]; ++c) names.push_back(std::to_string(c + 1));
    spec.channels(std::move(names));
  }
  if (labels) spec.labels(std::move(all));
  return spec.unit(unit.c_str()).quantity(quantity.c_str()).modality(modality.c_str());
}

std::string StoredVolume::summary() const {
  const auto n = shape();
  std::string text = std::to_string(n[0]) + "x" + std::to_string(n[1]) + "x" + std::to_string(n[2]);
  if (n[3] > 1 || n[4] > 1) text += "x" + std::to_string(n[3]);
  if (n[4] > 1) text += "x" + std::to_string(n[4]);
  const double *s = geometry.spacing;
  char sizes[96];
  std::snprintf(sizes, sizeof sizes, ", %.4gx%.4gx%.4g mm", s[0], s[1], s[2]);
  text += std::string(" ") + element(dtype).name + sizes;
  if (!axis_name.empty()) text += ", axis " + axis_name;
  if (labels) text += ", " + std::to_string(segments.size()) + " segments";
  return text;
}

}  // namespace gantry::pictures
