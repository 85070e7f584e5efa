// SPDX-License-Identifier: Apache-2.0
#include <core/view/volume_grid.hpp>

#include <algorithm>
#include <limits>

namespace gantry::core::view {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double longest_even = 1.5;  // times the slice distance

// Which slices of a volume have been read to their end.
std::vector<bool> slices_there(const ShownVolume &volume, std::uint64_t axis_index, std::uint64_t channel) {
  const auto &shape = volume.header.shape;
  std::vector<bool> there(shape[2], true);
  if (volume.complete) return there;
  const std::uint64_t slice = shape[0] * shape[1] * byte_size(volume.header.dtype);
  const std::uint64_t first = (axis_index + shape[3] * channel) * shape[2];
  for (std::uint64_t k = 0; k < shape[2]; ++k) {
    const std::uint64_t begin = (first + k) * slice, end = begin + slice;
    there[k] = std::any_of(volume.ready.begin(), volume.ready.end(),
                           [&](const auto &part) { return part.first <= begin && end <= part.second; });
  }
  return there;
}

// The height at which a map's slice k lies, on a line along the normal.
double height_of(const VoxelMap &map, const Vector &normal, double k) {
  const Vector along = apply_to_step(map, normal);
  return (k - map[11]) / along[2];
}

// Narrows pixels [from, to) to those with low ≤ value + i · step < high.
void narrow(double value, double step, double low, double high, double &from, double &to) {
  if (step == 0) {
    if (!(low <= value && value < high)) to = from;
    return;
  }
  const double a = (low - value) / step, b = (high - value) / step;
  // The end that is left out stays left out when the line goes downwards: pixels at it belong to the next part.
  from = std::max(from, step > 0 ? std::ceil(a) : std::floor(b) + 1);
  to = std::min(to, step > 0 ? std::ceil(b) : std::floor(a) + 1);
}

}  // namespace

VolumeGrid::VolumeGrid(const ShownVolume &volume, std::uint64_t axis_index, std::uint64_t channel)
    : finder_(volume.header.geometry) {
  const VolumeHeader &h = volume.header;
  for (std::size_t a = 0; a < 3; ++a) size_[a] = static_cast<double>(h.shape[a]);
  slice_distance_ = std::abs(h.geometry.spacing[2]);
  const auto &pieces = finder_.pieces();
  const std::vector<bool> there = slices_there(volume, axis_index, channel);
  const bool all = std::find(there.begin(), there.end(), false) == there.end();
  if (pieces.empty() || h.voxels() == 0) return;
  if (pieces.size() == 1 && (all || h.shape[2] == 1)) {
    if (all) add(-infinite, infinite, pieces[0].map, 0, size_[2] - 1);
    return;
  }
  const bool up = apply_to_step(pieces[0].map, finder_.normal())[2] > 0;
  for (std::size_t n = 0; n + 1 < h.shape[2]; ++n) {
    const std::size_t lower = up ? n : h.shape[2] - 2 - n;
    const GridPiece &piece = pieces.size() == 1 ? pieces[0] : pieces[std::min(n, pieces.size() - 1)];
    add_between(piece, lower, there[lower], there[lower + 1]);
  }
}

void VolumeGrid::add(double from, double to, const VoxelMap &map, double low, double high) {
  if (!(from < to)) return;
  if (!stretches_.empty()) {
    Stretch &last = stretches_.back();
    // What goes on by the same map is one stretch, unless a slice ends there.
    if (last.to == from && last.map == map && last.high - last.low >= 1 && high - low >= 1) {
      last.to = to;
      last.low = std::min(last.low, low);
      last.high = std::max(last.high, high);
      return;
    }
  }
  stretches_.push_back({from, to, map, low, high});
}

void VolumeGrid::add_between(const GridPiece &piece, std::size_t lower, bool lower_there, bool upper_there) {
  const auto k = static_cast<double>(lower);
  double first = height_of(piece.map, finder_.normal(), k);
  double second = height_of(piece.map, finder_.normal(), k + 1);
  const double distance = std::abs(second - first);
  const bool whole = lower_there && upper_there && distance <= longest_even * slice_distance_;
  const double reach = distance <= longest_even * slice_distance_ ? distance / 2 : slice_distance_ / 2;
  double at_first = k, at_second = k + 1;
  const bool up = first < second;
  if (!up) {
    std::swap(first, second);
    std::swap(at_first, at_second);
    std::swap(lower_there, upper_there);
  }
  // Beyond the first and the last slice there is as much as between them and their neighbours.
  const double outermost[] = {up ? 0 : size_[2] - 1, up ? size_[2] - 1 : 0};
  const bool begins = at_first == outermost[0];
  const bool ends = at_second == outermost[1];
  if (begins && lower_there) add(first - reach, first, piece.map, at_first, at_first);
  if (whole) {
    add(first, second, piece.map, k, k + 1);
  } else {
    if (lower_there) add(first, first + reach, piece.map, at_first, at_first);
    if (upper_there) add(second - reach, second, piece.map, at_second, at_second);
  }
  if (ends && upper_there) add(second, second + reach, piece.map, at_second, at_second);
}

bool VolumeGrid::clip(const Stretch &stretch, double height, double rise, std::uint32_t count, Span &span,
                      const Vector &start, const Vector &step) const {
  const Vector voxel = apply(stretch.map, start);
  span.step = apply_to_step(stretch.map, step);
  double from = 0, to = count;
  narrow(height, rise, stretch.from, stretch.to, from, to);
  for (std::size_t a = 0; a < 3 && from < to; ++a) narrow(voxel[a], span.step[a], -0.5, size_[a] - 0.5, from, to);
  if (!(from < to)) return false;
  span.begin = static_cast<std::uint32_t>(from);
  span.end = static_cast<std::uint32_t>(to);
  span.at = voxel + from * span.step;
  span.low = {0, 0, stretch.low};
  span.high = {size_[0] - 1, size_[1] - 1, stretch.high};
  return true;
}

void VolumeGrid::spans(const Vector &start, const Vector &step, std::uint32_t count, std::vector<Span> &spans) const {
  spans.clear();
  if (stretches_.empty() || count == 0) return;
  const double height = dot(finder_.normal(), start);
  double rise = dot(finder_.normal(), step);
  if (std::abs(rise) * count < 1e-9) rise = 0;  // along the slices
  const double last = height + rise * (count - 1.0);
  const double lowest = std::min(height, last), highest = std::max(height, last);
  auto at =
      std::partition_point(stretches_.begin(), stretches_.end(), [&](const Stretch &s) { return s.to <= lowest; });
  Span span;
  for (; at != stretches_.end() && at->from <= highest; ++at)
    if (clip(*at, height, rise, count, span, start, step)) spans.push_back(span);
  if (rise < 0) std::reverse(spans.begin(), spans.end());
}

std::optional<Vector> VolumeGrid::voxel(const Vector &position) const {
  std::vector<Span> one;
  spans(position, {0, 0, 0}, 1, one);
  if (one.empty()) return std::nullopt;
  Vector voxel = one[0].at;
  for (std::size_t a = 0; a < 3; ++a) voxel[a] = std::clamp(voxel[a], one[0].low[a], one[0].high[a]);
  return voxel;
}

bool VolumeGrid::along_axis(const Vector &direction) const {
  return std::all_of(finder_.pieces().begin(), finder_.pieces().end(), [&](const GridPiece &piece) {
    const Vector along = apply_to_step(piece.map, direction);
    return std::count_if(along.begin(), along.end(), [](double a) { return std::abs(a) > 1e-8; }) == 1;
  });
}

double VolumeGrid::finest_step(const Vector &direction) const {
  double voxels = 0;
  for (const GridPiece &piece : finder_.pieces()) {
    const Vector along = apply_to_step(piece.map, direction);
    for (const double a : along) voxels = std::max(voxels, std::abs(a));
  }
  return voxels > 0 ? 1 / voxels : 1;
}

}  // namespace gantry::core::view
