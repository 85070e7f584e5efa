// SPDX-License-Identifier: Apache-2.0
#include "tiff_page.hpp"

#include <gantry/base.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace gantry::pictures {
namespace {

// One plane of samples, or all of them interleaved.
void put(const TiffPage &p, const char *from, std::uint64_t samples, std::uint64_t pixel, std::uint64_t first,
         char *into) {
  const std::uint64_t size = p.sample_bytes();
  for (std::uint64_t i = 0; i < samples; ++i) {
    std::memcpy(into + ((pixel + i) * p.samples + first) * size, from + i * size, size);
  }
}

void read_strips(TIFF *tiff, const TiffMemory &memory, const TiffPage &p, char *into) {
  const bool apart = p.planar == PLANARCONFIG_SEPARATE && p.samples > 1;
  const std::uint64_t row = p.width * p.sample_bytes() * (apart ? 1u : p.samples);
  std::uint32_t rows_each = 0;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows_each);
  rows_each = std::clamp<std::uint32_t>(rows_each, 1, p.height);
  std::vector<char> strip(apart ? static_cast<std::size_t>(row * rows_each) : 0);
  for (std::uint16_t plane = 0; plane < (apart ? p.samples : 1); ++plane) {
    for (std::uint32_t y = 0; y < p.height; y += rows_each) {
      const std::uint64_t bytes = row * std::min(rows_each, p.height - y);
      char *to = apart ? strip.data() : into + y * row;
      const auto got = TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, y, plane), to, static_cast<tmsize_t>(bytes));
      if (got != static_cast<tmsize_t>(bytes)) throw memory.broken();
      if (apart) put(p, to, bytes / p.sample_bytes(), std::uint64_t{y} * p.width, plane, into);
    }
  }
}

void read_tiles(TIFF *tiff, const TiffMemory &memory, const TiffPage &p, char *into) {
  const bool apart = p.planar == PLANARCONFIG_SEPARATE && p.samples > 1;
  const std::uint64_t in_pixel = p.sample_bytes() * (apart ? 1u : p.samples);
  const tmsize_t size = TIFFTileSize(tiff);
  if (p.tile_width == 0 || p.tile_height == 0 || size <= 0 ||
      static_cast<std::uint64_t>(size) > memory.size() * p.most_per_byte() ||
      static_cast<std::uint64_t>(size) < in_pixel * p.tile_width * p.tile_height) {
    throw memory.broken();
  }
  std::vector<char> tile(static_cast<std::size_t>(size));
  for (std::uint16_t plane = 0; plane < (apart ? p.samples : 1); ++plane) {
    for (std::uint32_t y = 0; y < p.height; y += std::min(p.tile_height, p.height - y)) {
      for (std::uint32_t x = 0; x < p.width; x += std::min(p.tile_width, p.width - x)) {
        if (TIFFReadTile(tiff, tile.data(), x, y, 0, plane) != size) throw memory.broken();
        const std::uint32_t columns = std::min(p.tile_width, p.width - x);
        for (std::uint32_t r = 0; r < std::min(p.tile_height, p.height - y); ++r) {
          const char *from = tile.data() + std::uint64_t{r} * p.tile_width * in_pixel;
          const std::uint64_t pixel = std::uint64_t{y + r} * p.width + x;
          if (apart) put(p, from, columns, pixel, plane, into);
          else std::memcpy(into + pixel * in_pixel, from, columns * in_pixel);
        }
      }
    }
  }
}

}  // namespace

TiffPage TiffPage::of(TIFF *tiff) {
  TiffPage p;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &p.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &p.height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &p.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &p.samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &p.format);
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &p.photometric);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &p.planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &p.compression);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &p.orientation);
  p.tiled = TIFFIsTiled(tiff) != 0;
  if (p.tiled) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &p.tile_width);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &p.tile_height);
  }
  return p;
}

std::uint32_t TiffPage::native_type() const {
  const bool plain =
      photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE || photometric == PHOTOMETRIC_RGB;
  if (!plain || (bits != 8 && bits != 16 && bits != 32 && bits != 64)) return 0;
  if (format == SAMPLEFORMAT_IEEEFP) return bits == 32 ? GANTRY_F32 : bits == 64 ? GANTRY_F64 : 0;
  const bool with_sign = format == SAMPLEFORMAT_INT;
  if (!with_sign && format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID) return 0;
  switch (bits) {
    case 8: return with_sign ? GANTRY_I8 : GANTRY_U8;
    case 16: return with_sign ? GANTRY_I16 : GANTRY_U16;
    case 32: return with_sign ? GANTRY_I32 : GANTRY_U32;
    default: return with_sign ? GANTRY_I64 : GANTRY_U64;
  }
}

std::uint64_t TiffPage::most_per_byte() const {
  switch (compression) {
    case COMPRESSION_NONE: return 1;
    case COMPRESSION_PACKBITS: return 128;
    case COMPRESSION_CCITTRLE:
    case COMPRESSION_CCITTFAX3:
    case COMPRESSION_CCITTFAX4: return 100000;  // a white line is one bit
    default: return 5000;
  }
}

void read_as_stored(TIFF *tiff, const TiffMemory &memory, const TiffPage &p, char *into) {
  if (p.tiled) read_tiles(tiff, memory, p, into);
  else read_strips(tiff, memory, p, into);
}

void read_converted(TIFF *tiff, const TiffMemory &memory, const TiffPage &p, std::uint32_t parts, char *into) {
  const std::uint64_t pixels = std::uint64_t{p.width} * p.height;
  std::vector<std::uint32_t> raster(static_cast<std::size_t>(pixels));
  if (TIFFReadRGBAImageOriented(tiff, p.width, p.height, raster.data(), ORIENTATION_TOPLEFT, 1) == 0) {
    throw memory.broken();
  }
  for (std::uint64_t i = 0; i < pixels; ++i) {
    const std::uint32_t v = raster[i];
    const unsigned char colours[4] = {static_cast<unsigned char>(TIFFGetR(v)), static_cast<unsigned char>(TIFFGetG(v)),
                                      static_cast<unsigned char>(TIFFGetB(v)), static_cast<unsigned char>(TIFFGetA(v))};
    std::memcpy(into + i * parts, colours, parts);
  }
}

}  // namespace gantry::pictures
