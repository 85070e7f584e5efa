// SPDX-License-Identifier: Apache-2.0
// A volume's voxels as numbers for the fit, tile by tile, with what is wrong with each.
//
//   VoxelTile<float> tile(image, selected_points, outputs, {}, 512);
//   tile.load(first, count);
//   tile.column(5)[k * tile.stride()]   // the k-th number (points × outputs) of the sixth voxel of the tile
//   tile.flaw(5)                        // Status::converged: nothing wrong
#pragma once

#include <core/data/object.hpp>
#include <core/fit/status.hpp>
#include <gantry/base.h>

#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace gantry::core::fit {

// An image whose header has been read. Its dtype is real.
struct Image {
  const Object *object = nullptr;
  VolumeHeader header;
};

// What makes a number of no use beside what every fit refuses.
struct Refusals {
  std::optional<double> saturation;  // this and above
  bool negative = false;
};

// How many voxels go through memory together.
inline constexpr std::size_t tile_voxels = 512;

template <class F>
class VoxelTile {
 public:
  // `outputs` channels are read; `points` are indices of the fourth axis; at most `room` voxels at once. What is read
  // doesn't depend on the instruction-set level, but how fast.
  VoxelTile(const Image &image, std::vector<std::size_t> points, std::size_t outputs, const Refusals &refusals,
            std::size_t room, std::uint32_t level = GANTRY_LEVEL_BASELINE);

  void load(std::size_t first_voxel, std::size_t count);
  // Only these (ascending) of the voxels that are loaded remain, and move together. 64 bytes from any one on may be read.
  void keep(const std::size_t *places, std::size_t count);
  const F *column(std::size_t i) const { return values_.data() + i; }
  std::size_t stride() const { return stride_; }
  Status flaw(std::size_t i) const { return flaws_[i]; }

 private:
  template <class T>
  void load_typed(std::size_t first, std::size_t count);
  template <class T>
  void load_row(const T *from, F *to, std::size_t begin, std::size_t end);
  template <class T>
  void look_closer(const T *from, std::size_t count);
  void judge(std::size_t count);

  const Image &image_;
  std::vector<std::size_t> points_;
  std::size_t outputs_;
  Refusals refusals_;
  std::uint32_t level_;
  std::size_t stride_;
  std::vector<F> values_;  // [k * stride + voxel]
  // Of each voxel: the sum of sizes over a power of 2, so that numbers that are not finite show and none is too large;
  // all sizes' bits together, 0 where there is nothing but 0; and whether a number is to be refused.
  using Bits = std::conditional_t<sizeof(F) == 4, std::uint32_t, std::uint64_t>;
  std::vector<F> sum_;
  std::vector<Bits> bits_;
  std::vector<std::uint8_t> at_end_, negative_;
  std::vector<Status> flaws_;
};

bool is_real(DType type);

}  // namespace gantry::core::fit
