// SPDX-License-Identifier: Apache-2.0
#include <core/view/region.hpp>

#include <algorithm>
#include <core/view/voxel_finder.hpp>
#include <limits>
#include <numbers>

namespace gantry::core::view {
namespace {

bool inside(const Ellipse &e, const PlanePoint &p) {
  const double x = p[0] - e.middle[0], y = p[1] - e.middle[1];
  const double along = (std::cos(e.turn) * x + std::sin(e.turn) * y) / e.radii[0];
  const double across = (std::cos(e.turn) * y - std::sin(e.turn) * x) / e.radii[1];
  return along * along + across * across <= 1;
}

bool inside(const Rectangle &r, const PlanePoint &p) {
  for (std::size_t a = 0; a < 2; ++a)
    if (!(p[a] >= std::min(r.first[a], r.second[a]) && p[a] < std::max(r.first[a], r.second[a]))) return false;
  return true;
}

// How often a ray to the right crosses the edges.
bool inside(const Polygon &polygon, const PlanePoint &p) {
  bool in = false;
  const auto &corners = polygon.points;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const PlanePoint &a = corners[i], &b = corners[j];
    if ((a[1] > p[1]) == (b[1] > p[1])) continue;
    if (p[0] < a[0] + (p[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0])) in = !in;
  }
  return in;
}

double area_of(const Ellipse &e) { return std::numbers::pi * e.radii[0] * e.radii[1]; }
double area_of(const Rectangle &r) { return std::abs((r.second[0] - r.first[0]) * (r.second[1] - r.first[1])); }
double area_of(const Polygon &polygon) {
  double twice = 0;
  const auto &c = polygon.points;
  for (std::size_t i = 0, j = c.size() - 1; i < c.size(); j = i++) twice += c[j][0] * c[i][1] - c[i][0] * c[j][1];
  return std::abs(twice) / 2;
}

PlaneBox box_of(const Ellipse &e) {
  const double x = std::hypot(e.radii[0] * std::cos(e.turn), e.radii[1] * std::sin(e.turn));
  const double y = std::hypot(e.radii[0] * std::sin(e.turn), e.radii[1] * std::cos(e.turn));
  return {{e.middle[0] - x, e.middle[1] - y}, {e.middle[0] + x, e.middle[1] + y}};
}
PlaneBox box_of(const Rectangle &r) {
  return {{std::min(r.first[0], r.second[0]), std::min(r.first[1], r.second[1])},
          {std::max(r.first[0], r.second[0]), std::max(r.first[1], r.second[1])}};
}
PlaneBox box_of(const Polygon &polygon) {
  constexpr double most = std::numeric_limits<double>::infinity();
  PlaneBox box{{most, most}, {-most, -most}};
  for (const PlanePoint &p : polygon.points) {
    for (std::size_t a = 0; a < 2; ++a) {
      box.low[a] = std::min(box.low[a], p[a]);
      box.high[a] = std::max(box.high[a], p[a]);
    }
  }
  return box;
}

}  // namespace

bool within(const Region &region, const PlanePoint &point) {
  return std::visit([&](const auto &shape) { return inside(shape, point); }, region.shape);
}
double region_area(const Region &region) {
  return std::visit([](const auto &shape) { return area_of(shape); }, region.shape);
}
PlaneBox region_box(const Region &region) {
  return std::visit([](const auto &shape) { return box_of(shape); }, region.shape);
}

std::optional<std::size_t> layer_axis(const VolumeHeader &header, const Region &region) {
  const VoxelFinder finder(header.geometry);
  for (std::size_t a = 0; a < 3; ++a) {
    const bool stays = std::all_of(finder.pieces().begin(), finder.pieces().end(), [&](const GridPiece &piece) {
      return std::abs(apply_to_step(piece.map, region.orientation.right)[a]) < 1e-6 &&
             std::abs(apply_to_step(piece.map, region.orientation.down)[a]) < 1e-6;
    });
    if (stays && !finder.pieces().empty()) return a;
  }
  return std::nullopt;
}

std::optional<std::vector<std::array<std::uint64_t, 3>>> voxels_within(const VolumeHeader &header,
                                                                       const Region &region) {
  const VoxelFinder finder(header.geometry);
  const auto axis = layer_axis(header, region);
  const PlaneBox box = region_box(region);
  const auto middle = finder.voxel(region.position({(box.low[0] + box.high[0]) / 2, (box.low[1] + box.high[1]) / 2}));
  if (!axis || !middle) return std::nullopt;
  const double layer = std::floor((*middle)[*axis] + 0.5);
  if (!(layer >= 0 && layer < static_cast<double>(header.shape[*axis]))) return std::nullopt;
  std::vector<std::array<std::uint64_t, 3>> found;
  const std::size_t p = *axis == 0 ? 1 : 0, q = *axis == 2 ? 1 : 2;
  Vector voxel{};
  voxel[*axis] = layer;
  for (std::uint64_t j = 0; j < header.shape[q]; ++j) {
    voxel[q] = static_cast<double>(j);
    voxel[p] = 0;
    const Vector first = header.geometry.position(voxel) - region.origin;
    voxel[p] = 1;
    const Vector step = header.geometry.position(voxel) - region.origin - first;
    for (std::uint64_t i = 0; i < header.shape[p]; ++i) {
      const Vector d = first + static_cast<double>(i) * step;
      const PlanePoint at{dot(d, region.orientation.right), dot(d, region.orientation.down)};
      if (at[0] < box.low[0] || at[0] > box.high[0] || at[1] < box.low[1] || at[1] > box.high[1]) continue;
      if (!within(region, at)) continue;
      std::array<std::uint64_t, 3> whole{};
      whole[*axis] = static_cast<std::uint64_t>(layer);
      whole[p] = i;
      whole[q] = j;
      found.push_back(whole);
    }
  }
  return found;
}

}  // namespace gantry::core::view
