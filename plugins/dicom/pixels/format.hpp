// SPDX-License-Identifier: Apache-2.0
// How a dataset's pixels are stored (PS3.3, C.7.6.3), checked: what passes can be computed with.
//
//   const PixelFormat f = pixel_format(dataset);   // throws Error "dicom.pixels" in words
//   f.rows * f.columns * f.samples * f.container_bytes();
#pragma once

#include "../dataset.hpp"

#include <cstdint>
#include <string>

namespace gantry::dicom {

enum class Photometric { monochrome1, monochrome2, palette, rgb, ybr_full, ybr_full_422, ybr_partial, other };

struct PixelFormat {
  std::uint32_t rows = 0, columns = 0, frames = 1, samples = 1;
  unsigned allocated = 0, stored = 0, high_bit = 0;  // bits
  bool is_signed = false;
  bool is_float = false;  // FloatPixelData (32 bits) or DoubleFloatPixelData (64 bits)
  bool planar = false;    // R plane, G plane, B plane
  Photometric photometric = Photometric::monochrome2;

  std::uint64_t pixels() const { return std::uint64_t{rows} * columns; }
  std::uint64_t values() const { return pixels() * samples; }  // of a frame
  // Bytes of a stored value once decoded: 1 bit per pixel takes a whole byte.
  unsigned container_bytes() const { return allocated <= 8 ? 1 : allocated / 8; }
  // The Gantry type of a stored value: GANTRY_U8 … GANTRY_I32, GANTRY_F32, GANTRY_F64.
  std::uint32_t stored_dtype() const;
  // What a stored value can be; integers only.
  double least() const;
  double greatest() const;
};

PixelFormat pixel_format(const Dataset &dataset);

}  // namespace gantry::dicom
