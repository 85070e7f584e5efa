// SPDX-License-Identifier: Apache-2.0
#include <core/fit/voxels.hpp>

#include <core/fit/voxels_v4.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <type_traits>

namespace gantry::core::fit {
namespace {

// Signed integers may have been cut off at both ends.
template <class T>
bool is_at_end(T x) {
  using Limits = std::numeric_limits<T>;
  return (x == Limits::max()) | (std::is_signed_v<T> && x == Limits::min());
}

#if defined(__x86_64__) && defined(__OPTIMIZE__)
constexpr bool has_v4 = true;
#else
constexpr bool has_v4 = false;
#endif

}  // namespace

bool is_real(DType type) { return type >= DType::u8 && type <= DType::f64; }

template <class F>
VoxelTile<F>::VoxelTile(const Image &image, std::vector<std::size_t> points, std::size_t outputs,
                        const Refusals &refusals, std::size_t room, std::uint32_t level)
    : image_(image),
      points_(std::move(points)),
      outputs_(outputs),
      refusals_(refusals),
      level_(level),
      stride_(room + 64 / sizeof(F)),  // a power of 2 would lead a whole column into the same few places of the cache
      values_(points_.size() * outputs * stride_),
      sum_(room),
      bits_(room),
      at_end_(room),
      negative_(room),
      flaws_(room) {}

template <class F>
void VoxelTile<F>::load(std::size_t first, std::size_t count) {
  std::fill_n(sum_.begin(), count, F(0));
  std::fill_n(bits_.begin(), count, Bits{0});
  std::fill_n(at_end_.begin(), count, std::uint8_t{0});
  std::fill_n(negative_.begin(), count, std::uint8_t{0});
  switch (image_.header.dtype) {
    case DType::u8: load_typed<std::uint8_t>(first, count); break;
    case DType::i8: load_typed<std::int8_t>(first, count); break;
    case DType::u16: load_typed<std::uint16_t>(first, count); break;
    case DType::i16: load_typed<std::int16_t>(first, count); break;
    case DType::u32: load_typed<std::uint32_t>(first, count); break;
    case DType::i32: load_typed<std::int32_t>(first, count); break;
    case DType::u64: load_typed<std::uint64_t>(first, count); break;
    case DType::i64: load_typed<std::int64_t>(first, count); break;
    case DType::f32: load_typed<float>(first, count); break;
    default: load_typed<double>(first, count);
  }
  judge(count);
}

template <class F>
void VoxelTile<F>::keep(const std::size_t *places, std::size_t count) {
  if (count == 0 || places[count - 1] == count - 1) return;
  for (std::size_t k = 0; k < points_.size() * outputs_; ++k) {
    F *row = values_.data() + k * stride_;
    for (std::size_t i = 0; i < count; ++i) row[i] = row[places[i]];
  }
}

// What is rare, or not asked for, is not looked for in every number: integers at their ends, floats at theirs where the
// sum is that large, values from a limit on, and below 0.
template <class F>
template <class T>
void VoxelTile<F>::look_closer(const T *__restrict from, std::size_t count) {
  std::uint8_t *__restrict at_end = at_end_.data();
  if constexpr (std::is_integral_v<T>)
    for (std::size_t i = 0; i < count; ++i) at_end[i] = static_cast<std::uint8_t>(at_end[i] | is_at_end(from[i]));
  if (refusals_.saturation)
    for (std::size_t i = 0; i < count; ++i)
      at_end[i] |= static_cast<std::uint8_t>(static_cast<double>(from[i]) >= *refusals_.saturation);
  if (refusals_.negative)
    for (std::size_t i = 0; i < count; ++i) negative_[i] |= static_cast<std::uint8_t>(from[i] < T(0));
}

template <class F>
template <class T>
void VoxelTile<F>::load_typed(std::size_t first, std::size_t count) {
  const auto voxels = elements<T>(*image_.object);
  const std::size_t volume = image_.header.voxels(), length = image_.header.shape[3];
  std::size_t strips = 0;  // so many voxels are read some together
  if constexpr (std::is_same_v<T, F> && has_v4) {
    if (level_ >= GANTRY_LEVEL_V4) {
      std::vector<const F *> rows;
      for (const std::size_t point : points_)
        for (std::size_t o = 0; o < outputs_; ++o)
          rows.push_back(voxels.data() + volume * (point + length * o) + first);
      strips = read_strips_v4(rows, count, values_.data(), stride_, sum_.data(), bits_.data());
    }
  }
  for (std::size_t t = 0; t < points_.size(); ++t) {
    for (std::size_t o = 0; o < outputs_; ++o) {
      const T *from = voxels.data() + volume * (points_[t] + length * o) + first;
      load_row(from, values_.data() + (t * outputs_ + o) * stride_, strips, count);
      look_closer(from, count);
    }
  }
}

template <class F>
template <class T>
void VoxelTile<F>::load_row(const T *__restrict from, F *__restrict to, std::size_t begin, std::size_t end) {
  F *__restrict sum = sum_.data();
  Bits *__restrict bits = bits_.data();
  for (std::size_t i = begin; i < end; ++i) {
    const F x = static_cast<F>(from[i]);
    const Bits size = std::bit_cast<Bits>(x) & (~Bits{0} >> 1);
    to[i] = x;
    bits[i] |= size;
    sum[i] += std::bit_cast<F>(size) * static_cast<F>(size_part);
  }
}

template <class F>
void VoxelTile<F>::judge(std::size_t count) {
  constexpr F largest = std::numeric_limits<F>::max();
  for (std::size_t i = 0; i < count; ++i) {
    flaws_[i] = Status::converged;
    if (!(sum_[i] < std::numeric_limits<F>::infinity())) flaws_[i] = Status::not_finite_input;
    else if (bits_[i] == 0) flaws_[i] = Status::no_signal;
    else if (at_end_[i] != 0) flaws_[i] = Status::saturated;
    else if (negative_[i] != 0) flaws_[i] = Status::not_magnitude;
    else if (sum_[i] >= largest * static_cast<F>(size_part)) {
      for (std::size_t k = 0; k < points_.size() * outputs_; ++k)
        if (std::abs(column(i)[k * stride_]) == largest) flaws_[i] = Status::saturated;
    }
  }
}

template class VoxelTile<float>;
template class VoxelTile<double>;

}  // namespace gantry::core::fit
