// SPDX-License-Identifier: Apache-2.0
#include "picture.hpp"

#include "map_pixels.hpp"

#include <algorithm>
#include <cmath>

namespace gantry::dicom::write {
namespace {

Picture colour_of(const VolumeView &view, const Job &job) {
  const std::uint64_t pixels = view.elements();
  const auto *data = static_cast<const std::uint8_t *>(view.c().data);
  Picture picture;
  picture.samples = 3;
  picture.bytes.resize(pixels * 3);
  if (view.c().dtype == GANTRY_RGB8) {
    std::copy(data, data + pixels * 3, picture.bytes.begin());
    return picture;
  }
  bool transparent = false;
  for (std::uint64_t i = 0; i < pixels; ++i) {
    std::copy(data + 4 * i, data + 4 * i + 3, picture.bytes.begin() + static_cast<std::ptrdiff_t>(3 * i));
    transparent |= data[4 * i + 3] != 255;
  }
  if (transparent) job.warning("DICOM has no transparency: transparent pixels are written in their full colour");
  return picture;
}

// True when every value is a whole number that 16 bits can hold without a sign.
template <class T>
bool is_grey(const T *values, std::uint64_t count) {
  if constexpr (std::is_same_v<T, std::uint8_t> || std::is_same_v<T, std::uint16_t>) return true;
  if constexpr (std::is_floating_point_v<T>) return false;
  return std::all_of(values, values + count, [](T v) { return v >= 0 && static_cast<double>(v) <= 65535; });
}

std::uint8_t level(double value, const Window &w) {
  if (!(value > w.centre - w.width / 2)) return 0;  // NaN too
  if (value > w.centre + w.width / 2) return 255;
  return static_cast<std::uint8_t>(std::lround(((value - w.centre) / w.width + 0.5) * 255));
}

template <class T>
Picture grey_of(const VolumeView &view, const T *values, const Window &window, const Job &job) {
  const std::uint64_t count = view.elements();
  Picture picture;
  if (is_grey(values, count)) {
    picture.window = window;
    if constexpr (std::is_same_v<T, std::uint8_t>) {
      picture.bytes.assign(values, values + count);
    } else {
      picture.bits = 16;
      picture.words.resize(count);
      std::transform(values, values + count, picture.words.begin(), [](T v) { return static_cast<std::uint16_t>(v); });
    }
    return picture;
  }
  Window used = window;
  if (!(used.width > 0)) {
    const Extremes e = extremes(view, job);
    used = {(e.lowest + e.highest) / 2, std::max(e.highest - e.lowest, 1e-300)};
  }
  job.warning("the values became 256 grey levels; write a parametric map to keep them");
  picture.bytes.resize(count);
  std::transform(values, values + count, picture.bytes.begin(),
                 [&](T v) { return level(static_cast<double>(v), used); });
  return picture;
}

}  // namespace

Picture picture_of(const VolumeView &view, const Window &window, const Job &job) {
  if (view.shape(4) > 1) {
    throw Error("dicom.channels", "a volume with several channels is no picture", GANTRY_UNSUPPORTED)
        .at("volume")
        .hint("make a colour volume of it, or write its channels one by one");
  }
  if (view.c().dtype == GANTRY_RGB8 || view.c().dtype == GANTRY_RGBA8) return colour_of(view, job);
  return visit(view, [&](const auto *values) { return grey_of(view, values, window, job); });
}

}  // namespace gantry::dicom::write
