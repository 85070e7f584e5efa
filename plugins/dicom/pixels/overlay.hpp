// SPDX-License-Identifier: Apache-2.0
// Overlay planes (PS3.3, C.9.2): one bit per pixel, in OverlayData or, as was allowed until 2004, in bits of PixelData
// that its values leave free.
//
//   std::vector<std::string> warnings;
//   for (const Overlay &o : overlays_of(dataset, frames.format(), warnings)) o.name;   // "Overlay 1 (graphics)"
//   o.mark(frames, 0, mask.data());
#pragma once

#include "frames.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::dicom {

struct Overlay {
  std::uint16_t group = 0x6000;  // 6000, 6002 …
  std::string name;              // "Overlay 1 (graphics)", "Overlay 2 (region): " and its label or description
  std::uint32_t rows = 0, columns = 0;
  std::int64_t row = 0, column = 0;  // where its first pixel lies in the image, from 0; may be outside of it
  std::uint32_t frames = 0;          // 0: one plane, for every frame of the image
  std::uint32_t first_frame = 0;     // of the image that the first plane belongs to, from 0
  std::optional<unsigned> bit;       // of PixelData's values; when absent:
  std::string_view bits;             // packed, the lowest bit of a byte first; may end early
  bool swapped = false;              // bytes in big endian words

  // Sets the bytes of `mask`, rows x columns of the image, that the overlay covers in a frame to 1, and leaves the
  // others as they are. Errors as of Frames::stored where the bits are in PixelData.
  void mark(const Frames &image, std::uint32_t frame, std::uint8_t *mask) const;
};

// Those of an image that have bits, by group; a group that only describes is passed over. What is wrong with one is
// said in a warning. They look into the dataset's bytes.
std::vector<Overlay> overlays_of(const Dataset &dataset, const PixelFormat &format, std::vector<std::string> &warnings);

}  // namespace gantry::dicom
