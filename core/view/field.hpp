// SPDX-License-Identifier: Apache-2.0
// One three-dimensional part of a volume as a loop reads it: a fixed index along the fourth axis, a channel, and of
// colours one component.
//
//   const Field field = field_of(*volume, 0, 0);
//   at_position: element field.stride[0] · i + field.stride[1] · j + field.stride[2] · k of field.data, of field.type
#pragma once

#include <complex>
#include <core/view/shown_volume.hpp>
#include <core/view/vector.hpp>
#include <type_traits>

namespace gantry::core::view {

struct Field {
  DType type = DType::u8;  // of an element; never rgb8 or rgba8
  const std::byte *data = nullptr;
  std::array<std::ptrdiff_t, 3> stride{};  // elements; 0 along an axis of one voxel
  std::array<std::int64_t, 3> size{};      // voxels
};

bool has_colours(DType type);  // rgb8 and rgba8
// Indices beyond the volume's are those of its last. component: 0 to 3 of a colour (red, green, blue, alpha).
Field field_of(const ShownVolume &volume, std::uint64_t axis_index, std::uint64_t channel, std::uint32_t component = 0);

// visit(T{}) with the type of an element: std::int16_t, float, std::complex<float> …
template <class Visit>
auto by_element_type(DType type, Visit visit) {
  switch (type) {
    case DType::i8: return visit(std::int8_t{});
    case DType::u16: return visit(std::uint16_t{});
    case DType::i16: return visit(std::int16_t{});
    case DType::u32: return visit(std::uint32_t{});
    case DType::i32: return visit(std::int32_t{});
    case DType::u64: return visit(std::uint64_t{});
    case DType::i64: return visit(std::int64_t{});
    case DType::f32: return visit(float{});
    case DType::f64: return visit(double{});
    case DType::c64: return visit(std::complex<float>{});
    case DType::c128: return visit(std::complex<double>{});
    case DType::u8:
    case DType::rgb8:
    case DType::rgba8: break;
  }
  return visit(std::uint8_t{});
}

}  // namespace gantry::core::view
