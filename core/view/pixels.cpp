// SPDX-License-Identifier: Apache-2.0
#include <core/view/pixels.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <core/report/voxels.hpp>
#include <gantry/ui_image.h>
#include <limits>

namespace gantry::core::view {
namespace {

// Where the elements of a slice are: the first of the page, and the steps to the right and down.
struct Walk {
  std::ptrdiff_t start = 0, right = 1, down = 1;
};

Walk walk_of(const VolumeHeader &h, const SliceView &page, const SliceChoice &choice) {
  const auto &shape = h.shape;
  const std::uint64_t strides[] = {1, shape[0], shape[0] * shape[1]};
  const report::View &view = page.layout();
  const auto first = view.voxel(0, 0, std::min(choice.slice, page.slices() - 1));
  const std::uint64_t axis = std::min(choice.axis_index, shape[3] - 1);
  const std::uint64_t channel = std::min(choice.channel, shape[4] - 1);
  const auto step = [&](std::size_t p, bool mirrored) {
    const auto stride = static_cast<std::ptrdiff_t>(strides[view.axis[p]]);
    return mirrored ? -stride : stride;
  };
  return {static_cast<std::ptrdiff_t>(first[0] + first[1] * strides[1] + first[2] * strides[2] +
                                      h.voxels() * (axis + shape[3] * channel)),
          step(0, view.mirror_right), step(1, view.mirror_down)};
}

Rgba grey(std::uint8_t value) { return {value, value, value, 255}; }

template <class Pixel>  // Rgba pixel(element index)
void fill(Pixels &out, const Walk &walk, Pixel pixel) {
  Rgba *to = out.rgba.data();
  for (std::uint32_t y = 0; y < out.height; ++y) {
    std::ptrdiff_t at = walk.start + static_cast<std::ptrdiff_t>(y) * walk.down;
    for (std::uint32_t x = 0; x < out.width; ++x, at += walk.right) *to++ = pixel(at);
  }
}

// Integers of 8 and 16 bits: by a table of all of them.
template <class T>
void fill_by_table(Pixels &out, const Walk &walk, const std::byte *bytes, const Window &window, bool inverted) {
  constexpr int least = std::numeric_limits<T>::min();
  std::vector<std::uint8_t> table(std::size_t{1} << (8 * sizeof(T)));
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::uint8_t value = grey_of(least + static_cast<double>(i), window);
    table[i] = inverted ? static_cast<std::uint8_t>(255 - value) : value;
  }
  const T *values = reinterpret_cast<const T *>(bytes);
  fill(out, walk, [&](std::ptrdiff_t at) { return grey(table[static_cast<std::size_t>(values[at] - least)]); });
}

template <class T>
double number(T value) {
  return static_cast<double>(value);
}
template <class T>
double number(std::complex<T> value) {
  return static_cast<double>(std::abs(value));
}

template <class T>
void fill_by_formula(Pixels &out, const Walk &walk, const std::byte *bytes, const Window &window, bool inverted) {
  const T *values = reinterpret_cast<const T *>(bytes);
  fill(out, walk, [&](std::ptrdiff_t at) {
    const double value = number(values[at]);
    if (std::isnan(value)) return Rgba{};
    const std::uint8_t level = grey_of(value, window);
    return grey(inverted ? static_cast<std::uint8_t>(255 - level) : level);
  });
}

template <std::size_t channels>
void fill_colours(Pixels &out, const Walk &walk, const std::byte *bytes) {
  const auto *values = reinterpret_cast<const std::uint8_t *>(bytes);
  fill(out, walk, [&](std::ptrdiff_t at) {
    const std::uint8_t *c = values + at * static_cast<std::ptrdiff_t>(channels);
    return Rgba{c[0], c[1], c[2], channels == 4 ? c[3] : std::uint8_t{255}};
  });
}

}  // namespace

std::uint8_t grey_of(double value, const Window &window) {
  const double level = std::floor(255 * (value - window.lower()) / window.width + 0.5);
  return static_cast<std::uint8_t>(level > 0 ? std::min(level, 255.0) : 0);
}

Pixels grey_pixels(const ShownVolume &volume, const SliceView &page, const SliceChoice &choice, const Window &window) {
  Pixels out{static_cast<std::uint32_t>(page.columns()), static_cast<std::uint32_t>(page.rows()), {}};
  out.rgba.resize(std::size_t{out.width} * out.height);
  const Walk walk = walk_of(volume.header, page, choice);
  const std::byte *bytes = volume.bytes.data();
  const bool inverted = choice.inverted;
  switch (volume.header.dtype) {
    case DType::u8: fill_by_table<std::uint8_t>(out, walk, bytes, window, inverted); break;
    case DType::i8: fill_by_table<std::int8_t>(out, walk, bytes, window, inverted); break;
    case DType::u16: fill_by_table<std::uint16_t>(out, walk, bytes, window, inverted); break;
    case DType::i16: fill_by_table<std::int16_t>(out, walk, bytes, window, inverted); break;
    case DType::u32: fill_by_formula<std::uint32_t>(out, walk, bytes, window, inverted); break;
    case DType::i32: fill_by_formula<std::int32_t>(out, walk, bytes, window, inverted); break;
    case DType::u64: fill_by_formula<std::uint64_t>(out, walk, bytes, window, inverted); break;
    case DType::i64: fill_by_formula<std::int64_t>(out, walk, bytes, window, inverted); break;
    case DType::f32: fill_by_formula<float>(out, walk, bytes, window, inverted); break;
    case DType::f64: fill_by_formula<double>(out, walk, bytes, window, inverted); break;
    case DType::c64: fill_by_formula<std::complex<float>>(out, walk, bytes, window, inverted); break;
    case DType::c128: fill_by_formula<std::complex<double>>(out, walk, bytes, window, inverted); break;
    case DType::rgb8: fill_colours<3>(out, walk, bytes); break;
    case DType::rgba8: fill_colours<4>(out, walk, bytes); break;
  }
  return out;
}

Window automatic_window(const ShownVolume &volume, std::uint64_t channel) {
  const VolumeHeader &h = volume.header;
  if (h.modality == "CT" && h.unit == "[hnsf'U]") return {40, 400};
  const report::Voxels voxels{volume.bytes.data(), &h, 0, std::min(channel, h.shape[4] - 1)};
  const std::uint64_t size = byte_size(h.dtype);
  const std::size_t first = voxels.index({0, 0, 0});
  const auto range = report::percentiles(
      voxels, 1, 99.5, [&](std::uint64_t i, double) { return volume.complete || volume.is_ready((first + i) * size); });
  return {(range.lower + range.upper) / 2, range.upper - range.lower};
}

double value_at(const ShownVolume &volume, std::array<std::uint64_t, 3> voxel, std::uint64_t axis_index,
                std::uint64_t channel) {
  const auto &shape = volume.header.shape;
  return report::Voxels{volume.bytes.data(), &volume.header, std::min(axis_index, shape[3] - 1),
                        std::min(channel, shape[4] - 1)}
      .at(voxel);
}

bool is_ready(const ShownVolume &volume, std::array<std::uint64_t, 3> voxel, std::uint64_t axis_index,
              std::uint64_t channel) {
  const report::Voxels voxels{volume.bytes.data(), &volume.header, axis_index, channel};
  return volume.is_ready(voxels.index(voxel) * byte_size(volume.header.dtype));
}

Pixels thumbnail(const ShownVolume &volume, std::uint32_t longer_side) {
  const SliceView page(volume.header, GANTRY_UI_ACQUIRED);
  const SliceChoice middle{.slice = page.slices() / 2};
  const Pixels all = grey_pixels(volume, page, middle, automatic_window(volume, 0));
  const double scale = longer_side / std::max(page.width(), page.height());
  const auto pixels = [&](double mm) { return static_cast<std::uint32_t>(std::max(1.0, std::round(mm * scale))); };
  Pixels small{pixels(page.width()), pixels(page.height()), {}};
  small.rgba.reserve(std::size_t{small.width} * small.height);
  // The mean of all voxels that a pixel covers; of the nearest one where they are larger.
  const auto span = [](std::uint32_t i, std::uint32_t count, std::uint32_t whole) {
    const auto from = static_cast<std::uint32_t>(std::uint64_t{i} * whole / count);
    const auto to = static_cast<std::uint32_t>((std::uint64_t{i} + 1) * whole / count);
    return std::pair{from, std::max(from + 1, to)};
  };
  for (std::uint32_t y = 0; y < small.height; ++y) {
    const auto [y0, y1] = span(y, small.height, all.height);
    for (std::uint32_t x = 0; x < small.width; ++x) {
      const auto [x0, x1] = span(x, small.width, all.width);
      std::uint32_t sum[4] = {};
      for (std::uint32_t v = y0; v < y1; ++v) {
        for (std::uint32_t u = x0; u < x1; ++u) {
          const Rgba &p = all.rgba[std::size_t{v} * all.width + u];
          sum[0] += p.red;
          sum[1] += p.green;
          sum[2] += p.blue;
          sum[3] += p.alpha;
        }
      }
      const std::uint32_t n = (y1 - y0) * (x1 - x0);
      const auto mean = [n](std::uint32_t s) { return static_cast<std::uint8_t>((s + n / 2) / n); };
      small.rgba.push_back({mean(sum[0]), mean(sum[1]), mean(sum[2]), mean(sum[3])});
    }
  }
  return small;
}

}  // namespace gantry::core::view
