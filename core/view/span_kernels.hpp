// SPDX-License-Identifier: Apache-2.0
// The loops that give numbers along a span of a plane's row. Private to this folder; spans.hpp is how they are called.
//
//   at_level<ObliqueSpan<std::int16_t>>(level, &field, &span, row);
//
// Pixels are done in chunks of 128, whose places in the volume are counted from one voxel near to them: small numbers,
// so that single precision holds them to 1e-5 of a voxel however large the volume is.
#pragma once

#include <algorithm>
#include <core/view/field.hpp>
#include <core/view/levels.hpp>
#include <core/view/volume_grid.hpp>
#include <cstdlib>
#include <limits>

namespace gantry::core::view {

inline constexpr std::uint32_t chunk_pixels = 128;

template <class T>
GANTRY_INLINE float number_of(T value) {
  return static_cast<float>(value);
}
template <class T>
GANTRY_INLINE float number_of(std::complex<T> value) {
  return static_cast<float>(std::sqrt(value.real() * value.real() + value.imag() * value.imag()));
}
template <class T>
inline constexpr bool may_be_nan = !std::is_integral_v<T>;

// From a to b; exactly a at 0, even where b is no number.
template <bool careful>
GANTRY_INLINE float between(float a, float b, float part) {
  const float mixed = a + (b - a) * part;
  return careful && part == 0 ? a : mixed;
}

// Where a chunk is: from a voxel near to it.
struct Chunk {
  const std::byte *from;  // that voxel's element
  float at[3], step[3];   // of its first pixel, relative to that voxel; from pixel to pixel
  float low[3], high[3];  // where voxels are kept
  std::int32_t top[3];    // the last voxel that has a neighbour beyond it
  std::int32_t stride[3];
  std::uint32_t count;
};

// As many pixels from `begin` on as can be reached with offsets of 31 bits.
inline Chunk chunk_at(const Field &field, std::size_t element, const Span &span, std::uint32_t begin,
                      std::uint32_t end) {
  Chunk chunk{};
  std::uint32_t count = std::min(end - begin, chunk_pixels);
  const auto reach = [&](std::uint32_t n) {
    double elements = 0;
    for (std::size_t a = 0; a < 3; ++a)
      elements += (std::abs(span.step[a]) * n + 2) * static_cast<double>(std::abs(field.stride[a]));
    return elements;
  };
  while (count > 1 && reach(count) > 2e9) count /= 2;
  chunk.count = count;
  std::ptrdiff_t offset = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    const double first = span.at[a] + (begin - span.begin) * span.step[a];
    const double last = first + (count - 1) * span.step[a];
    const double least = std::clamp(std::min(first, last), span.low[a], span.high[a]);
    const std::int64_t edge = std::max<std::int64_t>(field.size[a] - 2, 0);
    const std::int64_t base = std::min(static_cast<std::int64_t>(least), edge);
    const auto origin = static_cast<double>(base);
    chunk.at[a] = static_cast<float>(first - origin);
    chunk.step[a] = static_cast<float>(span.step[a]);
    chunk.low[a] = static_cast<float>(span.low[a] - origin);
    chunk.high[a] = static_cast<float>(span.high[a] - origin);
    chunk.top[a] = static_cast<std::int32_t>(std::min<std::int64_t>(edge - base, 1 << 24));
    chunk.stride[a] = static_cast<std::int32_t>(field.stride[a]);
    offset += base * field.stride[a];
  }
  chunk.from = field.data + offset * static_cast<std::ptrdiff_t>(element);
  return chunk;
}

GANTRY_INLINE float kept(const Chunk &c, int axis, float i) {
  const float x = c.at[axis] + i * c.step[axis];
  const float above = x < c.low[axis] ? c.low[axis] : x;
  return above > c.high[axis] ? c.high[axis] : above;
}

// Linear between the eight voxels around each pixel.
template <class T>
struct ObliqueSpan {
  static GANTRY_INLINE void run(const Field *field, const Span *span, float *row) {
    for (std::uint32_t x = span->begin; x < span->end;) {
      const Chunk c = chunk_at(*field, sizeof(T), *span, x, span->end);
      mix(c, row + x);
      x += c.count;
    }
  }

  static GANTRY_INLINE void mix(const Chunk &c, float *out) {
    alignas(64) std::int32_t offset[chunk_pixels];
    alignas(64) float part[3][chunk_pixels];
    alignas(64) T corner[8][chunk_pixels];
    const int n = static_cast<int>(c.count);
    for (int i = 0; i < n; ++i) {
      const auto at = static_cast<float>(i);
      const float x = kept(c, 0, at), y = kept(c, 1, at), z = kept(c, 2, at);
      const std::int32_t ix = std::min(static_cast<std::int32_t>(x), c.top[0]);
      const std::int32_t iy = std::min(static_cast<std::int32_t>(y), c.top[1]);
      const std::int32_t iz = std::min(static_cast<std::int32_t>(z), c.top[2]);
      part[0][i] = x - static_cast<float>(ix);
      part[1][i] = y - static_cast<float>(iy);
      part[2][i] = z - static_cast<float>(iz);
      offset[i] = ix * c.stride[0] + iy * c.stride[1] + iz * c.stride[2];
    }
    const T *const from = reinterpret_cast<const T *>(c.from);
    const std::ptrdiff_t dx = c.stride[0], dy = c.stride[1], dz = c.stride[2];
    for (int i = 0; i < n; ++i) {
      const T *const p = from + offset[i], *const q = p + dz;
      corner[0][i] = p[0];
      corner[1][i] = p[dx];
      corner[2][i] = p[dy];
      corner[3][i] = p[dx + dy];
      corner[4][i] = q[0];
      corner[5][i] = q[dx];
      corner[6][i] = q[dy];
      corner[7][i] = q[dx + dy];
    }
    constexpr bool careful = may_be_nan<T>;
    for (int i = 0; i < n; ++i) {
      float v[8];
      for (int k = 0; k < 8; ++k) v[k] = number_of(corner[k][i]);
      const float fx = part[0][i], fy = part[1][i];
      const float front = between<careful>(between<careful>(v[0], v[1], fx), between<careful>(v[2], v[3], fx), fy);
      const float back = between<careful>(between<careful>(v[4], v[5], fx), between<careful>(v[6], v[7], fx), fy);
      out[i] = between<careful>(front, back, part[2][i]);
    }
  }
};

// The voxel that each pixel lies in.
template <class T>
struct NearestSpan {
  static GANTRY_INLINE void run(const Field *field, const Span *span, float *row) {
    for (std::uint32_t x = span->begin; x < span->end;) {
      const Chunk c = chunk_at(*field, sizeof(T), *span, x, span->end);
      pick(c, row + x);
      x += c.count;
    }
  }

  static GANTRY_INLINE void pick(const Chunk &c, float *out) {
    alignas(64) std::int32_t offset[chunk_pixels];
    const int n = static_cast<int>(c.count);
    for (int i = 0; i < n; ++i) {
      const auto at = static_cast<float>(i);
      offset[i] = static_cast<std::int32_t>(kept(c, 0, at) + 0.5f) * c.stride[0] +
                  static_cast<std::int32_t>(kept(c, 1, at) + 0.5f) * c.stride[1] +
                  static_cast<std::int32_t>(kept(c, 2, at) + 0.5f) * c.stride[2];
    }
    const T *const from = reinterpret_cast<const T *>(c.from);
    for (int i = 0; i < n; ++i) out[i] = number_of(from[offset[i]]);
  }
};

// A row of voxels, or between up to four parallel ones.
struct VoxelLine {
  const std::byte *from[4] = {};  // the first voxel's element in each
  float weight[4] = {};
  int lines = 0;
  std::ptrdiff_t stride = 1;  // elements
  std::uint32_t count = 0;    // voxels
};

template <class T>
struct ReadLine {
  static GANTRY_INLINE void run(const VoxelLine *line, float *out) {
    if (line->stride == 1) read(*line, 1, out);
    else read(*line, line->stride, out);
  }
  static GANTRY_INLINE void read(const VoxelLine &line, std::ptrdiff_t stride, float *out) {
    const auto n = static_cast<std::ptrdiff_t>(line.count);
    for (int l = 0; l < line.lines; ++l) {
      const T *const from = reinterpret_cast<const T *>(line.from[l]);
      const float weight = line.weight[l];
      if (l == 0 && line.lines == 1) {
        for (std::ptrdiff_t i = 0; i < n; ++i) out[i] = number_of(from[i * stride]);
      } else if (l == 0) {
        for (std::ptrdiff_t i = 0; i < n; ++i) out[i] = weight * number_of(from[i * stride]);
      } else {
        for (std::ptrdiff_t i = 0; i < n; ++i) out[i] += weight * number_of(from[i * stride]);
      }
    }
  }
};

// Pixels of a row from the numbers of a line: at + i · step in the line's own count.
struct LineToRow {
  static GANTRY_INLINE void run(const float *line, std::int32_t count, double at, double step, std::uint32_t pixels,
                                bool linear, float *out) {
    const auto last = static_cast<float>(count - 1);
    const std::int32_t top = std::max(count - 2, 0);
    const std::int32_t beside = count > 1 ? 1 : 0;
    for (std::uint32_t begin = 0; begin < pixels; begin += chunk_pixels) {
      const int n = static_cast<int>(std::min(pixels - begin, chunk_pixels));
      // Whole voxels are taken off, so that what is left is small.
      const double first = at + begin * step;
      const double whole =
          std::clamp(std::floor(std::min(first, first + (n - 1) * step)), 0.0, static_cast<double>(top));
      const auto base = static_cast<std::int32_t>(whole);
      const auto x0 = static_cast<float>(first - whole), dx = static_cast<float>(step);
      const float low = -static_cast<float>(base), high = last - static_cast<float>(base);
      const float *const from = line + base;
      for (int i = 0; i < n; ++i) {
        float x = x0 + static_cast<float>(i) * dx;
        x = x < low ? low : x;
        x = x > high ? high : x;
        if (linear) {
          const std::int32_t k = std::min(static_cast<std::int32_t>(x), top - base);
          out[begin + static_cast<std::uint32_t>(i)] =
              between<true>(from[k], from[k + beside], x - static_cast<float>(k));
        } else {
          out[begin + static_cast<std::uint32_t>(i)] = from[static_cast<std::int32_t>(x + 0.5f)];
        }
      }
    }
  }
};

}  // namespace gantry::core::view
