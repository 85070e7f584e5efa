// SPDX-License-Identifier: Apache-2.0
// One page of a TIFF, the directory that libtiff stands at: how its pixels are laid out, and their bytes.
//
//   const TiffPage page = TiffPage::of(tiff);
//   if (page.native_type() != 0) read_as_stored(tiff, memory, page, into);
#pragma once

#include "tiff_memory.hpp"

#include <cstdint>

namespace gantry::pictures {

struct TiffPage {
  std::uint32_t width = 0, height = 0, tile_width = 0, tile_height = 0;
  std::uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT, photometric = 0, planar = PLANARCONFIG_CONTIG;
  std::uint16_t compression = COMPRESSION_NONE, orientation = 1;
  bool tiled = false;

  static TiffPage of(TIFF *tiff);
  bool same(const TiffPage &o) const {
    return width == o.width && height == o.height && bits == o.bits && samples == o.samples && format == o.format &&
           photometric == o.photometric && orientation == o.orientation;
  }
  std::uint64_t sample_bytes() const { return bits / 8; }
  // The type of a sample where pixels are grey or RGB of 8 to 64 bits; 0: libtiff has to convert them.
  std::uint32_t native_type() const;
  // Bytes of pixels that its compression can make of one byte, at most.
  std::uint64_t most_per_byte() const;
};

// Samples side by side, row after row. Throws what memory.broken() gives.
void read_as_stored(TIFF *tiff, const TiffMemory &memory, const TiffPage &page, char *into);
// Upright, through libtiff's conversion, into pixels of `parts` bytes: 1 grey, 3 RGB, 4 RGBA.
void read_converted(TIFF *tiff, const TiffMemory &memory, const TiffPage &page, std::uint32_t parts, char *into);

}  // namespace gantry::pictures
