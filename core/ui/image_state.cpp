// SPDX-License-Identifier: Apache-2.0
#include <core/ui/image_state.hpp>

#include <cstring>

namespace gantry::core {
namespace {

using nlohmann::json;

template <class T>
void take(const json &from, const char *name, T &into) {
  if (const auto found = from.find(name); found != from.end() && found->is_number()) into = found->get<T>();
}

template <class T, std::size_t N>
void take(const json &from, const char *name, T (&into)[N]) {
  const auto found = from.find(name);
  if (found == from.end() || !found->is_array() || found->size() != N) return;
  for (std::size_t i = 0; i < N; ++i)
    if ((*found)[i].is_number()) into[i] = (*found)[i].get<T>();
}

}  // namespace

json to_json(const gantry_ui_image_state &s) {
  return {{"plane", s.plane},       {"slice", s.slice},     {"axis_index", s.axis_index},
          {"centre", s.centre},     {"width", s.width},     {"zoom", s.zoom},
          {"pan", s.pan},           {"hovered", s.hovered}, {"voxel", s.voxel},
          {"position", s.position}, {"value", s.value}};
}

void read_image_state(const json &json, gantry_ui_image_state &s) {
  if (!json.is_object()) return;
  take(json, "plane", s.plane);
  take(json, "slice", s.slice);
  take(json, "axis_index", s.axis_index);
  take(json, "centre", s.centre);
  take(json, "width", s.width);
  take(json, "zoom", s.zoom);
  take(json, "pan", s.pan);
  take(json, "hovered", s.hovered);
  take(json, "voxel", s.voxel);
  take(json, "position", s.position);
  take(json, "value", s.value);
}

std::vector<std::byte> packed_voxels(const gantry_volume &volume, const VolumeHeader &header) {
  const std::size_t element = byte_size(header.dtype);
  std::vector<std::byte> out(header.byte_size());
  const auto &n = header.shape;
  std::size_t at = 0;
  for (std::uint64_t c = 0; c < n[4]; ++c)
    for (std::uint64_t t = 0; t < n[3]; ++t)
      for (std::uint64_t z = 0; z < n[2]; ++z)
        for (std::uint64_t y = 0; y < n[1]; ++y)
          for (std::uint64_t x = 0; x < n[0]; ++x, at += element) {
            const auto offset =
                static_cast<std::int64_t>(x) * volume.stride[0] + static_cast<std::int64_t>(y) * volume.stride[1] +
                static_cast<std::int64_t>(z) * volume.stride[2] + static_cast<std::int64_t>(t) * volume.stride[3] +
                static_cast<std::int64_t>(c) * volume.stride[4];
            std::memcpy(out.data() + at, static_cast<const std::byte *>(volume.data) + offset, element);
          }
  return out;
}

}  // namespace gantry::core
