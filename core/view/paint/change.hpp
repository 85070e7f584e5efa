// SPDX-License-Identifier: Apache-2.0
// What an action changed in a label map, in as few bytes as can be: to take it back, do it again, and write it down.
//
//   const Change change = stroke.finish();
//   const std::vector<std::byte> bytes = packed(change);          // some bytes for each run of voxels
//   GANTRY_TRY(same, unpacked(bytes, canvas.voxels().size()));
#pragma once

#include <core/result.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gantry::core::view {

using Label = std::uint16_t;  // 0: background

// Neighbouring voxels (x fastest) that were all one label and became another.
struct ChangedRun {
  std::uint64_t first = 0;
  std::uint64_t count = 0;  // > 0
  Label before = 0, after = 0;
  bool operator==(const ChangedRun &) const = default;
};

struct Change {
  std::vector<ChangedRun> runs;  // ascending, apart
  bool empty() const { return runs.empty(); }
  std::uint64_t voxels() const;
  bool operator==(const Change &) const = default;
};

// For each run four numbers of 7 bits a byte, least first, the highest bit set while more bytes follow: voxels from the
// end of the run before it, count, before, after.
std::vector<std::byte> packed(const Change &change);
// Error "paint.change" for what is no change of a map of so many voxels.
Result<Change> unpacked(std::span<const std::byte> bytes, std::uint64_t voxels);

}  // namespace gantry::core::view
