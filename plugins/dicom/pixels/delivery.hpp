// SPDX-License-Identifier: Apache-2.0
// From stored values to what they mean: rescaled numbers, or colours as RGB.
//
//   Meaning m = Meaning::of(dataset, frames.format());  m.slope = 1;  m.intercept = -1024;
//   const std::uint32_t dtype = delivered_type(frames.format(), m);   // GANTRY_I16
//   deliver(frames, 0, m, dtype, into);
#pragma once

#include "frames.hpp"
#include "lookup.hpp"
#include "voi.hpp"

#include <memory>

namespace gantry::dicom {

struct Meaning {
  double slope = 1, intercept = 0;              // value = stored * slope + intercept
  std::shared_ptr<const LookupTable> modality;  // in place of them
  std::shared_ptr<const Palette> palette;
  Voi voi;  // after these; none unless somebody asks for values as they are to be shown

  // The tables of a dataset; the slope is the caller's. Errors as of lookup.hpp.
  static Meaning of(const Dataset &dataset, const PixelFormat &format);
};

// Colours of 8 bits: GANTRY_RGB8; of 16 bits: GANTRY_U16, with three channels. Numbers: the stored type where nothing
// is rescaled. Whole slopes and intercepts give the smallest of I16, U16 and I32 that holds every value that the stored
// bits allow; others F32, or F64 where more than 24 bits are stored. What is to be shown: the type of its table, or F32
// (F64) over the range of values that the stored bits allow, 0 to 1 for floating point pixels.
std::uint32_t delivered_type(const PixelFormat &format, const Meaning &meaning);
unsigned delivered_channels(const PixelFormat &format);  // 3 for colours of 16 bits, else 1
// The type that holds both without loss.
std::uint32_t common_type(std::uint32_t a, std::uint32_t b);
std::size_t type_bytes(std::uint32_t dtype);

// A whole frame, row after row; plane after plane where it has channels. [any thread] Errors as of Frames::stored.
void deliver(const Frames &frames, std::uint32_t frame, const Meaning &meaning, std::uint32_t dtype, void *into);

}  // namespace gantry::dicom
