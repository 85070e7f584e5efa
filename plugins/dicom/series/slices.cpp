// SPDX-License-Identifier: Apache-2.0
#include "slices.hpp"

#include "orientation.hpp"
#include "vectors.hpp"
#include "words.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Slices by_place(const std::vector<FrameHeader> &frames, const Members &members) {
  const FrameHeader &first = frames[members.front()];
  const Vec3 normal = unit(normal_of(*first.orientation));
  const double tolerance = place_tolerance(first);
  std::vector<std::pair<double, std::size_t>> along;  // place, index of the member
  for (std::size_t i = 0; i < members.size(); ++i) along.emplace_back(dot(normal, *frames[members[i]].position), i);
  std::sort(along.begin(), along.end());
  std::vector<std::vector<std::size_t>> bins;
  double start = 0;
  for (const auto &[n, i] : along) {
    if (bins.empty() || n - start > tolerance) {
      bins.emplace_back();
      start = n;
    }
    bins.back().push_back(i);
  }
  Slices out;
  for (auto &bin : bins) {  // places of one slice differ in their last digits: within it the canonical order counts
    std::sort(bin.begin(), bin.end());
    out.frames.emplace_back();
    for (const std::size_t i : bin) out.frames.back().push_back(members[i]);
  }
  return out;
}

// Without places: by SliceLocation where each frame has its own, else by InstanceNumber and frame.
Slices by_number(const std::vector<FrameHeader> &frames, Members members) {
  std::vector<double> locations;
  for (const std::uint32_t m : members) {
    if (!std::isnan(frames[m].slice_location)) locations.push_back(frames[m].slice_location);
  }
  std::sort(locations.begin(), locations.end());
  const bool located =
      locations.size() == members.size() && std::adjacent_find(locations.begin(), locations.end()) == locations.end();
  if (located) {
    std::stable_sort(members.begin(), members.end(),
                     [&](auto a, auto b) { return frames[a].slice_location < frames[b].slice_location; });
  }
  Slices out;
  out.placed = false;
  for (const std::uint32_t m : members) out.frames.push_back({m});
  return out;
}

double thickness_of(const FrameHeader &f) {
  for (const double v : {f.spacing_between_slices, f.slice_thickness}) {
    if (std::isfinite(v) && std::abs(v) > 1e-6) return std::abs(v);
  }
  return unknown;
}

void set_direction(Placement &p, const Vec3 &i, const Vec3 &j, const Vec3 &k) {
  for (unsigned r = 0; r < 3; ++r) {
    p.direction[3 * r] = i[r];
    p.direction[3 * r + 1] = j[r];
    p.direction[3 * r + 2] = k[r];
  }
}

void set_pixel_spacing(Placement &p, const FrameHeader &f, std::vector<std::string> &warnings) {
  if (!f.pixel_spacing) {
    warnings.push_back("the file gives no size of a pixel: 1 mm is assumed");
    p.flags |= GANTRY_GEOMETRY_ASSUMED;
    return;
  }
  p.spacing[0] = (*f.pixel_spacing)[0];
  p.spacing[1] = (*f.pixel_spacing)[1];
  if (!f.spacing_note.empty()) warnings.push_back(f.spacing_note);
}

Placement assumed(const std::vector<FrameHeader> &frames, const Slices &slices, std::vector<std::string> &warnings) {
  const FrameHeader &first = frames[slices.frames.front().front()];
  Placement p;
  p.flags = GANTRY_GEOMETRY_ASSUMED;
  set_pixel_spacing(p, first, warnings);
  if (const double t = thickness_of(first); std::isfinite(t)) p.spacing[2] = t;
  if (slices.frames.size() > 1) {
    warnings.push_back(
        "the files do not say where they lie (ImagePositionPatient, ImageOrientationPatient): slices are in "
        "the order of their numbers, " +
        number(p.spacing[2]) + " mm apart by assumption");
  }
  return p;
}

// How far a slice may be from its place in an even stack, mm: some headers are rounded to 0.1 mm.
double even_tolerance(double step) { return std::max(0.01 * step + 0.002, std::min(0.05 * step, 0.06)); }

// What is said of gaps that are not the median one: places along the normal, mm.
void say_gaps(const std::vector<double> &along, double step, std::vector<std::string> &warnings) {
  std::vector<double> missing;
  std::vector<std::string> odd;
  for (std::size_t k = 1; k < along.size(); ++k) {
    const double gap = along[k] - along[k - 1];
    const double whole = std::round(gap / step);
    if (std::abs(gap - step) <= 2 * even_tolerance(step)) continue;
    if (whole >= 2 && whole < 1e4 && std::abs(gap - whole * step) <= 0.05 * step) {
      for (int i = 1; i < static_cast<int>(whole); ++i) missing.push_back(along[k - 1] + i * step);
    } else if (odd.size() < 6) {
      odd.push_back(number(gap) + " mm between " + number(along[k - 1]) + " and " + number(along[k]));
    } else {
      odd.back() = "more like these";
    }
  }
  if (!missing.empty()) {
    warnings.push_back(counted(missing.size(), "slice is", "slices are") + " missing, at " + listed(missing) +
                       " mm along the normal");
  }
  if (!odd.empty()) {
    warnings.push_back("slices are unevenly spaced: " + joined(odd) + ", elsewhere " + number(step) +
                       " mm (along the normal)");
  }
}

// The stack's third axis from the centres of the first pixels of its slices.
void set_stack(Placement &p, const std::vector<Vec3> &places, const Vec3 &normal, double tolerance,
               std::vector<std::string> &warnings) {
  std::vector<double> along, gaps;
  for (const auto &place : places) along.push_back(dot(normal, place));
  for (std::size_t k = 1; k < along.size(); ++k) gaps.push_back(along[k] - along[k - 1]);
  const std::size_t n = places.size();
  const Vec3 whole = places.back() - places.front();
  const double extent = along.back() - along.front();
  const Vec3 sideways = whole - extent * normal;
  const bool sheared = length(sideways) > tolerance;
  const double mean = extent / static_cast<double>(n - 1), middle = median(gaps);
  bool even = true;
  for (std::size_t k = 0; k < n; ++k) {
    even &= std::abs(along[k] - along[0] - static_cast<double>(k) * mean) <= even_tolerance(mean);
  }
  const Vec3 axis = sheared ? unit(whole) : normal;
  const double per_normal = sheared ? length(whole) / extent : 1;
  p.spacing[2] = (even ? mean : middle) * per_normal;
  for (unsigned r = 0; r < 3; ++r) p.direction[3 * r + 2] = axis[r];
  if (sheared) {
    p.flags |= GANTRY_GEOMETRY_SHEARED;
    warnings.push_back("slices are stacked obliquely, by " + number(std::atan2(length(sideways), extent) * 180 / M_PI) +
                       " degrees (gantry tilt): the volume is sheared and was not resampled");
  }
  if (!even) {
    p.flags |= GANTRY_GEOMETRY_UNEVEN;
    say_gaps(along, middle, warnings);
  }
  if (sheared || !even) p.slice_positions = places;
}

}  // namespace

gantry_geometry Placement::c() const {
  gantry_geometry g{};
  g.size = sizeof g;
  g.flags = flags;
  for (unsigned i = 0; i < 3; ++i) g.origin[i] = origin[i], g.spacing[i] = spacing[i];
  for (unsigned i = 0; i < 9; ++i) g.direction[i] = direction[i];
  if (!slice_positions.empty()) {
    g.slice_positions = slice_positions.front().data();
    g.slice_count = slice_positions.size();
  }
  g.frame_of_reference_uid = frame_of_reference_uid.c_str();
  return g;
}

Slices in_order(const std::vector<FrameHeader> &frames, const Members &members, bool placed) {
  return placed ? by_place(frames, members) : by_number(frames, members);
}

Placement place(const std::vector<FrameHeader> &frames, const Slices &slices, std::vector<std::string> &warnings) {
  if (!slices.placed) return assumed(frames, slices, warnings);
  const FrameHeader &first = frames[slices.frames.front().front()];
  const Mended plane = mended(*first.orientation);
  if (!plane.warning.empty()) warnings.push_back(plane.warning);
  Placement p;
  set_pixel_spacing(p, first, warnings);
  const Vec3 row = row_of(plane.orientation), column = column_of(plane.orientation), normal = cross(row, column);
  set_direction(p, row, column, normal);
  p.origin = *first.position;
  p.frame_of_reference_uid = first.frame_of_reference_uid;
  if (slices.frames.size() == 1) {
    const double thickness = thickness_of(first);
    if (std::isfinite(thickness)) p.spacing[2] = thickness;
    else warnings.push_back("the thickness of the one slice is not given: 1 mm is assumed");
    return p;
  }
  std::vector<Vec3> places;
  for (const Members &slice : slices.frames) places.push_back(*frames[slice.front()].position);
  set_stack(p, places, normal, std::max(0.002, place_tolerance(first)), warnings);
  return p;
}

}  // namespace gantry::dicom
