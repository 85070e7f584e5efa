// SPDX-License-Identifier: Apache-2.0
#include <core/view/probe.hpp>

#include <algorithm>
#include <core/report/voxels.hpp>
#include <limits>

namespace gantry::core::view {
namespace {

double interpolated(const report::Voxels &voxels, const Vector &at, Interpolation interpolation) {
  const auto &shape = voxels.header->shape;
  std::array<std::uint64_t, 3> low{}, high{};
  Vector part{};
  for (std::size_t a = 0; a < 3; ++a) {
    const bool linear = interpolation == Interpolation::linear;
    low[a] = std::min(static_cast<std::uint64_t>(linear ? at[a] : at[a] + 0.5), shape[a] - 1);
    high[a] = std::min(low[a] + 1, shape[a] - 1);
    part[a] = linear ? at[a] - static_cast<double>(low[a]) : 0;
  }
  double sum = 0;
  for (std::size_t corner = 0; corner < 8; ++corner) {
    double weight = 1;
    std::array<std::uint64_t, 3> voxel{};
    for (std::size_t a = 0; a < 3; ++a) {
      const bool upper = (corner >> a & 1U) != 0;
      voxel[a] = upper ? high[a] : low[a];
      weight *= upper ? part[a] : 1 - part[a];
    }
    if (weight > 0) sum += weight * voxels.at(voxel);
  }
  return sum;
}

report::Voxels voxels_of(const ShownVolume &volume, std::uint64_t axis_index, std::uint64_t channel) {
  const auto &shape = volume.header.shape;
  return {volume.bytes.data(), &volume.header, std::min(axis_index, shape[3] - 1), std::min(channel, shape[4] - 1)};
}

}  // namespace

std::optional<double> value_at(const ShownVolume &volume, const Vector &position, const ProbeOptions &o) {
  return value_at(volume, VolumeGrid(volume, o.axis_index, o.channel), position, o);
}

std::optional<double> value_at(const ShownVolume &volume, const VolumeGrid &grid, const Vector &position,
                               const ProbeOptions &o) {
  const auto voxel = grid.voxel(position);
  if (!voxel) return std::nullopt;
  return interpolated(voxels_of(volume, o.axis_index, o.channel), *voxel, o.interpolation);
}

std::vector<double> curve_at(const ShownVolume &volume, const Vector &position, const ProbeOptions &o) {
  const std::uint64_t count = volume.header.shape[3];
  std::vector<double> curve(count, std::numeric_limits<double>::quiet_NaN());
  std::optional<Vector> voxel;
  for (std::uint64_t t = 0; t < count; ++t) {
    // Where all has been read, a position is the same voxel at all times.
    if (t == 0 || !volume.complete) voxel = VolumeGrid(volume, t, o.channel).voxel(position);
    if (voxel) curve[t] = interpolated(voxels_of(volume, t, o.channel), *voxel, o.interpolation);
  }
  return curve;
}

}  // namespace gantry::core::view
