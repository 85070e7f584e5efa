// SPDX-License-Identifier: Apache-2.0
// A volume's voxels as rows of numbers for the fit, tile by tile, with what is wrong with each.
//
//   VoxelTile<float> tile(image, selected_points, outputs);
//   tile.load(first, count);
//   tile.row(5)       // points × outputs numbers of the sixth voxel of the tile
//   tile.flaw(5)      // Status::converged: nothing wrong
#pragma once

#include <core/data/object.hpp>
#include <core/fit/status.hpp>

#include <vector>

namespace gantry::core::fit {

// An image whose header has been read. Its dtype is real.
struct Image {
  const Object *object = nullptr;
  VolumeHeader header;
};

template <class F>
class VoxelTile {
 public:
  // `outputs` channels are read; `points` are indices of the fourth axis.
  VoxelTile(const Image &image, std::vector<std::size_t> points, std::size_t outputs);

  void load(std::size_t first_voxel, std::size_t count);
  const F *row(std::size_t i) const { return rows_.data() + i * width_; }
  Status flaw(std::size_t i) const { return flaws_[i]; }

 private:
  template <class T>
  void load_typed(std::size_t first, std::size_t count);

  const Image &image_;
  std::vector<std::size_t> points_;
  std::size_t outputs_, width_;
  std::vector<F> rows_;
  std::vector<Status> flaws_;
};

bool is_real(DType type);

}  // namespace gantry::core::fit
