// SPDX-License-Identifier: Apache-2.0
#include <core/view/paint/brush.hpp>

#include <algorithm>
#include <core/view/pixels.hpp>
#include <core/view/voxel_finder.hpp>

namespace gantry::core::view {
namespace {

// A brush on its way, and whether a position lies within.
struct Swept {
  Vector from, way;
  double squared_way, squared_radius;
  std::optional<Vector> normal;
  double reach = 0;  // mm that a voxel goes up along the normal from its centre

  bool holds(const Vector &position) const {
    Vector d = position - from;
    if (normal) {
      const double height = dot(d, *normal);
      // Half-open: of two voxels that touch the plane one is painted.
      if (!(height > -reach - 1e-9 && height <= reach - 1e-9)) return false;
      d = d - height * *normal;
    }
    const double along = squared_way > 0 ? std::clamp(dot(d, way) / squared_way, 0.0, 1.0) : 0;
    const Vector away = d - along * way;
    return dot(away, away) <= squared_radius;
  }
};

// Voxels that a ball around a position may hold.
bool widen(const VolumeHeader &header, const VoxelFinder &finder, const Vector &position, double radius, double *low,
           double *high) {
  for (int corner = 0; corner < 8; ++corner) {
    const Vector at =
        position + Vector{corner & 1 ? radius : -radius, corner & 2 ? radius : -radius, corner & 4 ? radius : -radius};
    const auto voxel = finder.voxel(at);
    if (!voxel) return false;
    for (std::size_t a = 0; a < 3; ++a) {
      low[a] = std::min(low[a], std::floor((*voxel)[a]));
      high[a] = std::max(high[a], std::ceil((*voxel)[a]));
    }
  }
  // Slices with positions of their own may be shifted within: between two of them the shift is not that of the corners.
  if (!header.geometry.slice_positions.empty()) {
    for (std::size_t a = 0; a < 2; ++a) {
      low[a] = 0;
      high[a] = static_cast<double>(header.shape[a]) - 1;
    }
  }
  return true;
}

void paint_row(Stroke &stroke, const Swept &swept, const Brush &brush, std::uint64_t j, std::uint64_t k,
               std::uint64_t first, std::uint64_t last) {
  const LabelCanvas &canvas = stroke.canvas();
  const Geometry &g = canvas.header().geometry;
  const Vector start = g.position({0, static_cast<double>(j), static_cast<double>(k)});
  const Vector step = g.position({1, static_cast<double>(j), static_cast<double>(k)}) - start;
  const std::uint64_t row = canvas.index(0, j, k);
  std::uint64_t begin = first;
  const auto painted = [&](std::uint64_t i) {
    return swept.holds(start + static_cast<double>(i) * step) &&
           (!brush.threshold || brush.threshold->accepts(row + i));
  };
  for (std::uint64_t i = first; i <= last + 1; ++i) {
    if (i <= last && painted(i)) continue;
    if (begin < i) stroke.set(row + begin, i - begin);
    begin = i + 1;
  }
}

}  // namespace

bool Threshold::accepts(std::uint64_t index) const {
  const VolumeHeader &h = image->header;
  const auto &s = h.shape;
  const std::array<std::uint64_t, 3> voxel{index % s[0], index / s[0] % s[1], index / (s[0] * s[1])};
  const double value = value_at(*image, voxel, axis_index, channel);
  return value >= lower && value <= upper;
}

void sweep(Stroke &stroke, const Brush &brush, const Vector &from, const Vector &to) {
  const VolumeHeader &h = stroke.canvas().header();
  const VoxelFinder finder(h.geometry);
  double low[3] = {1e18, 1e18, 1e18}, high[3] = {-1e18, -1e18, -1e18};
  Swept swept{.from = from,
              .way = to - from,
              .squared_way = dot(to - from, to - from),
              .squared_radius = brush.radius * brush.radius,
              .normal = brush.disc};
  double radius = brush.radius;
  if (brush.disc) {
    const auto voxel = finder.voxel(from);
    if (!voxel) return;
    for (std::size_t a = 0; a < 3; ++a) {
      Vector next = *voxel;
      next[a] += 1;
      swept.reach += std::abs(dot(h.geometry.position(next) - h.geometry.position(*voxel), *brush.disc)) / 2;
    }
    radius = std::max(radius, swept.reach);
  }
  if (!widen(h, finder, from, radius, low, high) || !widen(h, finder, to, radius, low, high)) return;
  std::uint64_t first[3], last[3];
  for (std::size_t a = 0; a < 3; ++a) {
    const double end = static_cast<double>(h.shape[a]) - 1;
    if (low[a] > end || high[a] < 0) return;
    first[a] = static_cast<std::uint64_t>(std::clamp(low[a], 0.0, end));
    last[a] = static_cast<std::uint64_t>(std::clamp(high[a], 0.0, end));
  }
  for (std::uint64_t k = first[2]; k <= last[2]; ++k)
    for (std::uint64_t j = first[1]; j <= last[1]; ++j) paint_row(stroke, swept, brush, j, k, first[0], last[0]);
}

}  // namespace gantry::core::view
