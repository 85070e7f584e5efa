// SPDX-License-Identifier: Apache-2.0
// How a file says that its values are to be shown: its VOI LUT (PS3.3, C.11.2), a window or a table over the values that
// the modality's scale gives.
//
//   const std::vector<Voi> voi = voi_of_frames(dataset);   // one of every frame, or one of all
//   voi[0].shown(40, -1024, 3071);                         // 1023.5 in the middle of a window around 40
#pragma once

#include "lookup.hpp"

#include <memory>
#include <vector>

namespace gantry::dicom {

struct Voi {
  enum class Kind : std::uint8_t { none, linear, linear_exact, sigmoid, table };
  Kind kind = Kind::none;
  double center = 0, width = 0;     // of a window; rescaled values
  unsigned bits = 0;                // of the entries of a table
  double slope = 1, intercept = 0;  // RescaleSlope and RescaleIntercept: makers may have better ones for values
  std::size_t offered = 0;          // windows or tables that the file has; this is the first of them
  std::shared_ptr<const LookupTable> table;  // may be left out where its type alone is wanted

  explicit operator bool() const { return kind != Kind::none; }
  bool same(const Voi &o) const { return kind == o.kind && center == o.center && width == o.width && bits == o.bits; }
  // low, high: what black and white are; of no meaning for a table, whose entries are given.
  double shown(double value, double low, double high) const;
};

// A table goes before a window. Without either, and where the window has no width, Kind::none. Throws Error "dicom.voi-lut"
// where a table is damaged.
std::vector<Voi> voi_of_frames(const Dataset &dataset);

}  // namespace gantry::dicom
