// SPDX-License-Identifier: Apache-2.0
// How Gantry's element types lie in memory.
//
//   element(GANTRY_RGB8).bytes;          // 3
//   turn_round(element(GANTRY_C64), voxels, count);
#pragma once

#include <gantry/base.h>

#include <cstdint>

namespace gantry::pictures {

struct Element {
  std::uint32_t dtype;
  std::uint32_t bytes;
  std::uint32_t part_bytes;  // what is turned round in the other byte order
  const char *name;          // "uint16"
};

const Element &element(std::uint32_t dtype);  // a known one

// To the other byte order, in place.
void turn_round(const Element &type, char *elements, std::uint64_t count);

// The type of `parts` of `dtype` that belong to one voxel: RGB8, RGBA8, C64, C128; 0 where Gantry has none.
std::uint32_t joined(std::uint32_t dtype, std::uint64_t parts, bool complex);

}  // namespace gantry::pictures
