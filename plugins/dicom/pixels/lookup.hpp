// SPDX-License-Identifier: Apache-2.0
// Look-up tables of PS3.3: palettes (C.7.6.3.1.5, segmented ones C.7.9.2), the Modality LUT (C.11.1) and the VOI LUT (C.11.2).
//
//   const auto palette = read_palette(dataset);      // nullptr when there is none
//   const Rgb red = palette->at(17);
#pragma once

#include "../dataset.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace gantry::dicom {

// Values outside take the first or the last entry.
struct LookupTable {
  std::int64_t first = 0;
  unsigned bits = 16;
  std::vector<std::uint16_t> entries;

  std::uint16_t at(std::int64_t stored) const {
    const std::int64_t i = stored - first, last = static_cast<std::int64_t>(entries.size()) - 1;
    return entries[static_cast<std::size_t>(i < 0 ? 0 : i > last ? last : i)];
  }
};

using Rgb = std::array<std::uint8_t, 3>;

struct Palette {
  LookupTable red, green, blue;  // brought down to 8 bits
  Rgb at(std::int64_t stored) const {
    return {static_cast<std::uint8_t>(red.at(stored)), static_cast<std::uint8_t>(green.at(stored)),
            static_cast<std::uint8_t>(blue.at(stored))};
  }
};

// Throws Error "dicom.palette" when it is damaged.
std::shared_ptr<const Palette> read_palette(const Dataset &dataset);
// LUTDescriptor and LUTData of an item; below_zero: the first value that it maps may be negative. Throws Error(code).
std::shared_ptr<const LookupTable> read_table(const Item &item, bool below_zero, const char *code);
// The table of a ModalityLUTSequence; nullptr when there is none. Throws Error "dicom.modality-lut".
std::shared_ptr<const LookupTable> read_modality_lut(const Dataset &dataset);

}  // namespace gantry::dicom
