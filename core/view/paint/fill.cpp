// SPDX-License-Identifier: Apache-2.0
#include <core/view/paint/fill.hpp>

namespace gantry::core::view {

void fill_connected(Stroke &stroke, const std::array<std::uint64_t, 3> &first, const FillOptions &options) {
  const LabelCanvas &canvas = stroke.canvas();
  const auto &shape = canvas.header().shape;
  const std::uint64_t strides[] = {1, shape[0], shape[0] * shape[1]};
  const auto voxels = canvas.voxels();
  const std::uint64_t seed = canvas.index(first[0], first[1], first[2]);
  const Label wanted = voxels[seed];
  if (!stroke.may(wanted)) return;
  const auto accepts = [&](std::uint64_t i) {
    return voxels[i] == wanted && (!options.threshold || options.threshold->accepts(i));
  };
  std::vector<std::uint64_t> open;
  // A run along x is taken at once; the rows beside it are looked through for where to go on.
  const auto look = [&](std::uint64_t from, std::uint64_t to) {
    bool before = false;
    for (std::uint64_t i = from; i <= to; ++i) {
      const bool now = accepts(i);
      if (now && !before) open.push_back(i);
      before = now;
    }
  };
  const bool along_x = options.layer_axis != 0;
  look(seed, seed);
  while (!open.empty()) {
    const std::uint64_t at = open.back();
    open.pop_back();
    if (!accepts(at)) continue;
    const std::uint64_t row = at - at % shape[0];
    std::uint64_t low = at, high = at;
    while (along_x && low > row && accepts(low - 1)) --low;
    while (along_x && high + 1 < row + shape[0] && accepts(high + 1)) ++high;
    stroke.set(low, high - low + 1);
    for (std::size_t a = 1; a < 3; ++a) {
      if (options.layer_axis == a) continue;
      const std::uint64_t place = at / strides[a] % shape[a];
      if (place > 0) look(low - strides[a], high - strides[a]);
      if (place + 1 < shape[a]) look(low + strides[a], high + strides[a]);
    }
  }
}

bool fill_region(Stroke &stroke, const Region &region) {
  const auto voxels = voxels_within(stroke.canvas().header(), region);
  if (!voxels) return false;
  for (const auto &[i, j, k] : *voxels) stroke.set(stroke.canvas().index(i, j, k), 1);
  return true;
}

}  // namespace gantry::core::view
