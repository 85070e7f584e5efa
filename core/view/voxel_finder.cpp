// SPDX-License-Identifier: Apache-2.0
#include <core/view/voxel_finder.hpp>

#include <algorithm>
#include <functional>
#include <limits>

namespace gantry::core::view {
namespace {

constexpr double everywhere = std::numeric_limits<double>::infinity();

Vector step_of(const Geometry &g, std::size_t column) {
  return g.spacing[column] * Vector{g.direction[column], g.direction[3 + column], g.direction[6 + column]};
}

// Rows of the inverse of the matrix with these columns: cross products over the determinant. False when it is flat.
bool invert(const Vector &i, const Vector &j, const Vector &k, Vector *rows) {
  const double determinant = dot(cross(i, j), k);
  if (!(std::abs(determinant) > 0) || !std::isfinite(determinant)) return false;
  rows[0] = (1 / determinant) * cross(j, k);
  rows[1] = (1 / determinant) * cross(k, i);
  rows[2] = (1 / determinant) * cross(i, j);
  return true;
}

void set_row(VoxelMap &map, std::size_t row, const Vector &factors, double constant) {
  std::copy(factors.begin(), factors.end(), map.begin() + static_cast<std::ptrdiff_t>(4 * row));
  map[4 * row + 3] = constant;
}

}  // namespace

Vector apply(const VoxelMap &m, const Vector &p) {
  return {m[0] * p[0] + m[1] * p[1] + m[2] * p[2] + m[3], m[4] * p[0] + m[5] * p[1] + m[6] * p[2] + m[7],
          m[8] * p[0] + m[9] * p[1] + m[10] * p[2] + m[11]};
}

Vector apply_to_step(const VoxelMap &m, const Vector &s) {
  return {m[0] * s[0] + m[1] * s[1] + m[2] * s[2], m[4] * s[0] + m[5] * s[1] + m[6] * s[2],
          m[8] * s[0] + m[9] * s[1] + m[10] * s[2]};
}

VoxelFinder::VoxelFinder(const Geometry &geometry) {
  const Vector across = cross(step_of(geometry, 0), step_of(geometry, 1));
  if (!(length(across) > 0) || !std::isfinite(length(across))) return;
  normal_ = unit(across);
  if (geometry.slice_positions.size() > 1) add_slices(geometry);
  else add_even(geometry);
}

void VoxelFinder::add_even(const Geometry &geometry) {
  const bool one_slice = !geometry.slice_positions.empty();
  // One slice with a position of its own: a voxel is as high as the slices' distance.
  const Vector k = one_slice ? (geometry.spacing[2] > 0 ? geometry.spacing[2] : 1) * normal_ : step_of(geometry, 2);
  const Vector &origin = one_slice ? geometry.slice_positions[0] : geometry.origin;
  Vector rows[3];
  if (!invert(step_of(geometry, 0), step_of(geometry, 1), k, rows)) return;
  GridPiece all{.from = -everywhere, .to = everywhere};
  for (std::size_t r = 0; r < 3; ++r) set_row(all.map, r, rows[r], -dot(rows[r], origin));
  pieces_.push_back(all);
}

void VoxelFinder::add_slices(const Geometry &geometry) {
  const auto &slices = geometry.slice_positions;
  std::vector<double> heights;
  for (const Vector &slice : slices) heights.push_back(dot(slice, normal_));
  const bool up = heights.back() > heights.front();
  const bool in_order = up ? std::adjacent_find(heights.begin(), heights.end(), std::greater_equal<>()) == heights.end()
                           : std::adjacent_find(heights.begin(), heights.end(), std::less_equal<>()) == heights.end();
  Vector rows[3];
  if (!in_order || !invert(step_of(geometry, 0), step_of(geometry, 1), normal_, rows)) return;
  for (std::size_t l = 0; l + 1 < slices.size(); ++l) {
    const double gap = heights[l + 1] - heights[l];
    const Vector shift = slices[l + 1] - slices[l];
    GridPiece piece{.from = std::min(heights[l], heights[l + 1]), .to = std::max(heights[l], heights[l + 1])};
    // A slice begins where the line between the two says at its height.
    for (std::size_t r = 0; r < 2; ++r) {
      const double drift = dot(rows[r], shift) / gap;
      set_row(piece.map, r, rows[r] - drift * normal_, drift * heights[l] - dot(rows[r], slices[l]));
    }
    set_row(piece.map, 2, (1 / gap) * normal_, static_cast<double>(l) - heights[l] / gap);
    pieces_.push_back(piece);
  }
  if (!up) std::reverse(pieces_.begin(), pieces_.end());
  pieces_.front().from = -everywhere;
  pieces_.back().to = everywhere;
}

std::optional<Vector> VoxelFinder::voxel(const Vector &position) const {
  if (pieces_.empty()) return std::nullopt;
  const double height = dot(position, normal_);
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), height,
                                      [](double h, const GridPiece &piece) { return h < piece.from; });
  return apply(after == pieces_.begin() ? pieces_.front().map : std::prev(after)->map, position);
}

std::optional<std::array<std::uint64_t, 3>> nearest_voxel(Vector voxel, const VolumeHeader &header) {
  std::array<std::uint64_t, 3> result{};
  for (std::size_t a = 0; a < 3; ++a) {
    const double whole = std::floor(voxel[a] + 0.5);
    if (!(whole >= 0 && whole < static_cast<double>(header.shape[a]))) return std::nullopt;
    result[a] = static_cast<std::uint64_t>(whole);
  }
  return result;
}

}  // namespace gantry::core::view
