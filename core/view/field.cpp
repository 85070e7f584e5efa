// SPDX-License-Identifier: Apache-2.0
#include <core/view/field.hpp>

#include <algorithm>

namespace gantry::core::view {

bool has_colours(DType type) { return type == DType::rgb8 || type == DType::rgba8; }

Field field_of(const ShownVolume &volume, std::uint64_t axis_index, std::uint64_t channel, std::uint32_t component) {
  const VolumeHeader &h = volume.header;
  const auto &shape = h.shape;
  const bool colours = has_colours(h.dtype);
  const std::uint64_t part = std::min(axis_index, shape[3] - 1) + shape[3] * std::min(channel, shape[4] - 1);
  const std::uint64_t element = byte_size(h.dtype);
  Field field{.type = colours ? DType::u8 : h.dtype, .data = volume.bytes.data() + part * h.voxels() * element};
  if (colours) field.data += std::min<std::uint64_t>(component, element - 1);
  auto stride = static_cast<std::ptrdiff_t>(colours ? element : 1);
  for (std::size_t a = 0; a < 3; ++a) {
    field.size[a] = static_cast<std::int64_t>(shape[a]);
    field.stride[a] = shape[a] > 1 ? stride : 0;
    stride *= static_cast<std::ptrdiff_t>(shape[a]);
  }
  return field;
}

}  // namespace gantry::core::view
