// SPDX-License-Identifier: Apache-2.0
#include <core/fit/voxels.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace gantry::core::fit {

bool is_real(DType type) { return type >= DType::u8 && type <= DType::f64; }

template <class F>
VoxelTile<F>::VoxelTile(const Image &image, std::vector<std::size_t> points, std::size_t outputs)
    : image_(image), points_(std::move(points)), outputs_(outputs), width_(points_.size() * outputs) {}

template <class F>
void VoxelTile<F>::load(std::size_t first, std::size_t count) {
  rows_.resize(count * width_);
  flaws_.assign(count, Status::converged);
  switch (image_.header.dtype) {
    case DType::u8: return load_typed<std::uint8_t>(first, count);
    case DType::i8: return load_typed<std::int8_t>(first, count);
    case DType::u16: return load_typed<std::uint16_t>(first, count);
    case DType::i16: return load_typed<std::int16_t>(first, count);
    case DType::u32: return load_typed<std::uint32_t>(first, count);
    case DType::i32: return load_typed<std::int32_t>(first, count);
    case DType::u64: return load_typed<std::uint64_t>(first, count);
    case DType::i64: return load_typed<std::int64_t>(first, count);
    case DType::f32: return load_typed<float>(first, count);
    default: return load_typed<double>(first, count);
  }
}

template <class F>
template <class T>
void VoxelTile<F>::load_typed(std::size_t first, std::size_t count) {
  const auto voxels = elements<T>(*image_.object);
  const std::size_t volume = image_.header.voxels(), length = image_.header.shape[3];
  constexpr std::size_t together = 16;  // one cache line of voxels, so that both sides of the transposition stay near
  for (std::size_t begin = 0; begin < count; begin += together) {
    const std::size_t end = std::min(begin + together, count);
    for (std::size_t t = 0; t < points_.size(); ++t) {
      for (std::size_t o = 0; o < outputs_; ++o) {
        const T *from = voxels.data() + volume * (points_[t] + length * o) + first;
        F *to = rows_.data() + t * outputs_ + o;
        for (std::size_t i = begin; i < end; ++i) to[i * width_] = static_cast<F>(from[i]);
        if constexpr (std::is_integral_v<T>) {
          for (std::size_t i = begin; i < end; ++i)
            if (from[i] == std::numeric_limits<T>::max()) flaws_[i] = Status::saturated;
        }
      }
    }
    for (std::size_t i = begin; i < end; ++i) {
      const F *values = row(i);
      F largest = 0, zero = 0;
      for (std::size_t k = 0; k < width_; ++k) {
        largest = std::max(largest, std::abs(values[k]));
        zero += values[k] * F(0);  // NaN when a value is not finite
      }
      if (zero != zero) flaws_[i] = Status::not_finite_input;
      else if (largest == F(0)) flaws_[i] = Status::no_signal;
    }
  }
}

template class VoxelTile<float>;
template class VoxelTile<double>;

}  // namespace gantry::core::fit
