// SPDX-License-Identifier: Apache-2.0
#include <core/view/slice_view.hpp>

#include <algorithm>
#include <cmath>
#include <core/view/measure.hpp>
#include <gantry/ui_image.h>

namespace gantry::core::view {
namespace {

// From one centre to the next along the third voxel axis; empty when all are the same.
std::vector<double> uneven_gaps(const Geometry &g) {
  std::vector<double> gaps;
  for (std::size_t k = 1; k < g.slice_positions.size(); ++k)
    gaps.push_back(distance(g.slice_positions[k], g.slice_positions[k - 1]));
  const auto [least, greatest] = std::minmax_element(gaps.begin(), gaps.end());
  if (gaps.empty() || *greatest - *least <= 1e-3) return {};
  return gaps;
}

// Between the centres that surround it, or beyond the last ones at the same rate.
double index_of(const std::vector<double> &centres, double place) {
  if (centres.size() < 2) return 0;
  const auto after = std::upper_bound(centres.begin(), centres.end(), place) - centres.begin();
  const auto lower = static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(after - 1, 0, static_cast<std::ptrdiff_t>(centres.size()) - 2));
  return static_cast<double>(lower) + (place - centres[lower]) / (centres[lower + 1] - centres[lower]);
}

}  // namespace

report::Plane plane_of(const VolumeHeader &header, std::uint32_t plane) {
  switch (plane) {
    case GANTRY_UI_AXIAL: return report::Plane::axial;
    case GANTRY_UI_CORONAL: return report::Plane::coronal;
    case GANTRY_UI_SAGITTAL: return report::Plane::sagittal;
    default: return report::acquired_plane(header);
  }
}

SliceView::SliceView(const VolumeHeader &header, std::uint32_t plane)
    : layout_(report::view_of(header, plane_of(header, plane))) {
  for (std::size_t p = 0; p < 2; ++p) {
    const double step = layout_.spacing[p] > 0 ? layout_.spacing[p] : 1;
    std::vector<double> gaps(layout_.size[p] - 1, step);
    if (layout_.axis[p] == 2) {
      if (auto own = uneven_gaps(header.geometry); own.size() == gaps.size() && !own.empty()) {
        gaps = std::move(own);
        even_[p] = false;
        if (p == 0 ? layout_.mirror_right : layout_.mirror_down) std::reverse(gaps.begin(), gaps.end());
      }
    }
    const double first = gaps.empty() ? step : gaps.front();
    const double last = gaps.empty() ? step : gaps.back();
    edges_[p] = {0};
    double centre = first / 2;
    centres_[p].push_back(centre);
    for (const double gap : gaps) {
      edges_[p].push_back(centre + gap / 2);
      centre += gap;
      centres_[p].push_back(centre);
    }
    edges_[p].push_back(centre + last / 2);
  }
}

std::array<double, 3> SliceView::voxel(double x, double y, std::uint64_t slice) const {
  std::array<double, 3> result{};
  const double place[] = {x, y};
  for (std::size_t p = 0; p < 2; ++p) {
    double index = centres_[p].size() > 1 ? index_of(centres_[p], place[p]) : place[p] / edges_[p].back() - 0.5;
    if (p == 0 ? layout_.mirror_right : layout_.mirror_down) index = static_cast<double>(layout_.size[p]) - 1 - index;
    result[layout_.axis[p]] = index;
  }
  result[layout_.axis[2]] = static_cast<double>(slice);
  return result;
}

std::optional<std::array<std::uint64_t, 3>> SliceView::voxel_at(double x, double y, std::uint64_t slice) const {
  const double place[] = {x, y};
  std::uint64_t index[2] = {};
  for (std::size_t p = 0; p < 2; ++p) {
    if (!(place[p] >= 0 && place[p] < edges_[p].back())) return std::nullopt;
    const auto after = std::upper_bound(edges_[p].begin(), edges_[p].end(), place[p]) - edges_[p].begin();
    index[p] = std::min(static_cast<std::uint64_t>(after - 1), layout_.size[p] - 1);
  }
  if (slice >= slices()) return std::nullopt;
  return layout_.voxel(index[0], index[1], slice);
}

report::Point SliceView::place(std::array<double, 3> voxel) const {
  double at[2] = {};
  for (std::size_t p = 0; p < 2; ++p) {
    double index = voxel[layout_.axis[p]];
    if (p == 0 ? layout_.mirror_right : layout_.mirror_down) index = static_cast<double>(layout_.size[p]) - 1 - index;
    const auto &centres = centres_[p];
    if (centres.size() < 2) {
      at[p] = (index + 0.5) * edges_[p].back();
      continue;
    }
    const auto lower =
        static_cast<std::size_t>(std::clamp(std::floor(index), 0.0, static_cast<double>(centres.size() - 2)));
    at[p] = centres[lower] + (index - static_cast<double>(lower)) * (centres[lower + 1] - centres[lower]);
  }
  return {at[0], at[1]};
}

std::uint64_t SliceView::slice_of(std::array<double, 3> voxel) const {
  const double index = std::floor(voxel[layout_.axis[2]] + 0.5);
  return static_cast<std::uint64_t>(std::clamp(index, 0.0, static_cast<double>(slices() - 1)));
}

}  // namespace gantry::core::view
