// SPDX-License-Identifier: Apache-2.0
#include <core/view/voxel_finder.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace gantry::core::view {
namespace {

using Vector = std::array<double, 3>;

Vector cross(const Vector &a, const Vector &b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
double dot(const Vector &a, const Vector &b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

}  // namespace

VoxelFinder::VoxelFinder(const Geometry &geometry) : geometry_(geometry) {
  const auto step = [&](std::size_t column) {
    return Vector{geometry.direction[column] * geometry.spacing[column],
                  geometry.direction[3 + column] * geometry.spacing[column],
                  geometry.direction[6 + column] * geometry.spacing[column]};
  };
  const Vector i = step(0);
  const Vector j = step(1);
  normal_ = cross(i, j);
  const double area = std::sqrt(dot(normal_, normal_));
  const bool own_slices = !geometry.slice_positions.empty();
  Vector k = step(2);
  if (own_slices && area > 0) {
    k = {normal_[0] / area, normal_[1] / area, normal_[2] / area};
    for (const Vector &slice : geometry.slice_positions) heights_.push_back(dot(slice, normal_) / area);
    usable_ = std::adjacent_find(heights_.begin(), heights_.end(), std::greater_equal<>()) == heights_.end() ||
              std::adjacent_find(heights_.begin(), heights_.end(), std::less_equal<>()) == heights_.end();
  }
  // Rows of the inverse: cross products of the columns over the determinant.
  const double determinant = dot(normal_, k);
  if (!(std::abs(determinant) > 0) || !std::isfinite(determinant)) {
    usable_ = false;
    return;
  }
  const Vector rows[] = {cross(j, k), cross(k, i), normal_};
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < 3; ++c) inverse_[3 * r + c] = rows[r][c] / determinant;
  }
}

std::optional<Vector> VoxelFinder::voxel(Vector position) const {
  if (!usable_) return std::nullopt;
  Vector from = geometry_.origin;
  double k = 0;
  if (!heights_.empty()) {
    const double area = std::sqrt(dot(normal_, normal_));
    const double height = dot(position, normal_) / area;
    if (heights_.size() > 1) {
      const bool up = heights_.back() > heights_.front();
      const auto after = up ? std::upper_bound(heights_.begin(), heights_.end(), height)
                            : std::upper_bound(heights_.begin(), heights_.end(), height, std::greater<>());
      const auto last = static_cast<std::ptrdiff_t>(heights_.size()) - 2;
      const auto lower = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(after - heights_.begin() - 1, 0, last));
      k = static_cast<double>(lower) + (height - heights_[lower]) / (heights_[lower + 1] - heights_[lower]);
    }
    from = geometry_.position({0, 0, k});
  }
  const Vector d{position[0] - from[0], position[1] - from[1], position[2] - from[2]};
  Vector voxel{};
  for (std::size_t r = 0; r < 3; ++r) {
    voxel[r] = inverse_[3 * r] * d[0] + inverse_[3 * r + 1] * d[1] + inverse_[3 * r + 2] * d[2];
  }
  // With one slice of its own, the third is the distance from it in mm; a voxel has the slices' distance as its height.
  if (heights_.size() > 1) voxel[2] = k;
  else if (!heights_.empty() && geometry_.spacing[2] > 0) voxel[2] /= geometry_.spacing[2];
  return voxel;
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
