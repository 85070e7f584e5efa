// SPDX-License-Identifier: Apache-2.0
// The structures of a label map: where each is, its name and its colour.
//
//   for (const LabelClass &c : label_classes(header, bytes, 0, "label"))
//     legend.add(c.name, c.colour);
#pragma once

#include <core/data/volume.hpp>
#include <core/report/colour.hpp>
#include <span>
#include <string>
#include <vector>

namespace gantry::core::report {

struct LabelClass {
  std::int64_t value = 0;     // of the voxels that belong to it
  std::uint64_t channel = 0;  // where they are
  bool above_zero = false;    // overlapping map: every value above 0 belongs to it
  Colour colour;
  std::string name;

  bool has(double voxel) const { return above_zero ? voxel > 0 : voxel == static_cast<double>(value); }
};

// Those that the header lists; of a map that lists none, one for each value (at most 256) or channel, named by `word` and
// the value. 0 is the background. Colours are the segments' own, or, where none has any, those of Okabe and Ito.
std::vector<LabelClass> label_classes(const VolumeHeader &header, std::span<const std::byte> bytes,
                                      std::uint64_t axis_index, const std::string &word);

}  // namespace gantry::core::report
