// SPDX-License-Identifier: Apache-2.0
#include "resampling.hpp"

#include "../pixels/numbers.hpp"
#include "vectors.hpp"

#include <algorithm>
#include <type_traits>

namespace gantry::dicom {
namespace {

constexpr double rounding = 0.05;      // headers give places to 0.1 mm: a share of a gap that is no gap
constexpr double most_sideways = 0.1;  // mm from the line
constexpr std::size_t most_more = 16;

// How far each slice is from the first, mm; empty where they are not in line.
std::vector<double> along_the_stack(const std::vector<Vec3> &places, const Vec3 &axis) {
  std::vector<double> along;
  for (const Vec3 &place : places) {
    const Vec3 way = place - places.front();
    along.push_back(dot(way, axis));
    if (length(way - along.back() * axis) > most_sideways) return {};
    if (along.size() > 1 && along.back() <= along[along.size() - 2]) return {};
  }
  return along;
}

double closest(const std::vector<double> &along) {
  double gap = along.back();
  for (std::size_t k = 1; k < along.size(); ++k) gap = std::min(gap, along[k] - along[k - 1]);
  return gap;
}

}  // namespace

std::optional<Evened> evened(const SeriesVolume &v) {
  const std::vector<Vec3> &places = v.placement.slice_positions;
  const bool whole = std::find(v.sources.begin(), v.sources.end(), no_frame) == v.sources.end();
  if ((v.placement.flags & GANTRY_GEOMETRY_UNEVEN) == 0 || places.size() != v.slices || v.slices < 2 || !whole)
    return std::nullopt;
  const Vec3 axis = unit(places.back() - places.front());
  const std::vector<double> along = along_the_stack(places, axis);
  if (along.empty()) return std::nullopt;
  const double gaps = std::max(1.0, std::ceil(along.back() / closest(along) - rounding));
  if (!(gaps < static_cast<double>(most_more * v.slices))) return std::nullopt;
  const double step = along.back() / gaps;
  Evened out;
  out.placement = v.placement;
  out.placement.flags &= ~static_cast<std::uint32_t>(GANTRY_GEOMETRY_UNEVEN);
  out.placement.spacing[2] = step;
  out.placement.slice_positions.clear();
  for (unsigned r = 0; r < 3; ++r) out.placement.direction[3 * r + 2] = axis[r];
  std::uint32_t below = 0;
  for (std::uint32_t k = 0; k <= static_cast<std::uint32_t>(gaps); ++k) {
    const double at = std::min(k * step, along.back());
    while (below + 2 < v.slices && along[below + 1] <= at) ++below;
    out.from.push_back({below, std::clamp((at - along[below]) / (along[below + 1] - along[below]), 0.0, 1.0)});
    if ((out.placement.flags & GANTRY_GEOMETRY_SHEARED) != 0)
      out.placement.slice_positions.push_back(places.front() + at * axis);
  }
  return out;
}

void interpolate(std::uint32_t dtype, std::size_t count, const void *below, const void *above, double share,
                 void *out) {
  visit_numbers(dtype, out, [&](auto *into) {
    using Number = std::remove_pointer_t<decltype(into)>;
    const auto *a = static_cast<const Number *>(below), *b = static_cast<const Number *>(above);
    for (std::size_t i = 0; i < count; ++i) {
      const double value = (1 - share) * static_cast<double>(a[i]) + share * static_cast<double>(b[i]);
      into[i] = static_cast<Number>(std::is_integral_v<Number> ? std::floor(value + 0.5) : value);
    }
  });
}

}  // namespace gantry::dicom
