// SPDX-License-Identifier: Apache-2.0
#include "format.hpp"

#include <gantry/base.h>

#include <cmath>

namespace gantry::dicom {
namespace {

[[noreturn]] void refuse(const std::string &what) {
  throw Error("dicom.pixels", what, GANTRY_BAD_DATA).hint("the image's description is damaged or not DICOM's");
}

std::uint32_t positive(const Dataset &d, const Tag &tag, std::int64_t fallback, std::int64_t most) {
  const std::int64_t v = d.integer(tag).value_or(d.has_value(tag) ? -1 : fallback);
  if (v < 1 || v > most) refuse("its " + keyword(tag) + " is missing or makes no sense");
  return static_cast<std::uint32_t>(v);
}

Photometric photometric_of(const std::string &name, unsigned samples) {
  if (name == "MONOCHROME1") return Photometric::monochrome1;
  if (name == "MONOCHROME2") return Photometric::monochrome2;
  if (name == "PALETTE COLOR") return Photometric::palette;
  if (name == "RGB" || name == "YBR_RCT" || name == "YBR_ICT") return Photometric::rgb;  // JPEG 2000 undoes these two
  if (name == "YBR_FULL") return Photometric::ybr_full;
  if (name == "YBR_FULL_422") return Photometric::ybr_full_422;
  if (name == "YBR_PARTIAL_422" || name == "YBR_PARTIAL_420") return Photometric::ybr_partial;
  if (name.empty()) return samples == 1 ? Photometric::monochrome2 : Photometric::rgb;
  return Photometric::other;
}

void check_bits(PixelFormat &f) {
  const bool usual = f.allocated == 1 || f.allocated == 8 || f.allocated == 16 || f.allocated == 32;
  if (!usual) {
    throw Error("dicom.bits", "values of " + std::to_string(f.allocated) + " bits can't be read", GANTRY_UNSUPPORTED)
        .hint("have the archive send it with 8, 16 or 32 bits allocated");
  }
  if (f.stored > f.allocated || f.high_bit + 1 > f.allocated || f.high_bit + 1 < f.stored)
    refuse("its BitsStored and HighBit don't fit into BitsAllocated");
  if (f.allocated == 1 && f.samples > 1) refuse("pixels of several samples of one bit have no meaning");
}

}  // namespace

std::uint32_t PixelFormat::stored_dtype() const {
  if (is_float) return allocated == 32 ? GANTRY_F32 : GANTRY_F64;
  switch (container_bytes()) {
    case 1: return is_signed ? GANTRY_I8 : GANTRY_U8;
    case 2: return is_signed ? GANTRY_I16 : GANTRY_U16;
    default: return is_signed ? GANTRY_I32 : GANTRY_U32;
  }
}

double PixelFormat::least() const { return is_signed ? -std::ldexp(1.0, static_cast<int>(stored) - 1) : 0; }

double PixelFormat::greatest() const { return std::ldexp(1.0, static_cast<int>(stored) - (is_signed ? 1 : 0)) - 1; }

PixelFormat pixel_format(const Dataset &d) {
  const Element *pixels = d.pixel_data();
  if (pixels == nullptr) {
    throw Error("dicom.no-pixels", "it has no pixel data", GANTRY_BAD_DATA).hint("this object holds no image");
  }
  PixelFormat f;
  f.rows = positive(d, DCM_Rows, 0, 65535);
  f.columns = positive(d, DCM_Columns, 0, 65535);
  f.frames = positive(d, DCM_NumberOfFrames, 1, 0x7fffffff);
  f.samples = positive(d, DCM_SamplesPerPixel, 1, 4);
  if (f.samples == 2) refuse("two samples per pixel have no meaning");
  f.photometric = photometric_of(d.text(DCM_PhotometricInterpretation), f.samples);
  f.planar = f.samples > 1 && d.integer(DCM_PlanarConfiguration).value_or(0) == 1;
  if (pixels->tag != DCM_PixelData) {
    f.is_float = true;
    f.allocated = f.stored = pixels->tag == DCM_FloatPixelData ? 32 : 64;
    f.high_bit = f.allocated - 1;
    if (f.samples != 1) refuse("floating point pixels have one sample each");
    return f;
  }
  f.allocated = positive(d, DCM_BitsAllocated, 0, 64);
  f.stored = positive(d, DCM_BitsStored, f.allocated, 64);
  f.high_bit = static_cast<unsigned>(d.integer(DCM_HighBit).value_or(f.stored - 1) & 0xff);
  f.is_signed = d.integer(DCM_PixelRepresentation).value_or(0) == 1;
  check_bits(f);
  return f;
}

}  // namespace gantry::dicom
