// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/text.hpp>
#include <core/report/view.hpp>

namespace gantry::core::report {
namespace {

using Vector = std::array<double, 3>;

// Step from one voxel to the next along a voxel axis, mm; the mean step where slices are listed one by one.
Vector step(const VolumeHeader &header, std::size_t axis) {
  const Geometry &g = header.geometry;
  if (axis == 2 && g.slice_positions.size() > 1) {
    const Vector &first = g.slice_positions.front();
    const Vector &last = g.slice_positions.back();
    const auto gaps = static_cast<double>(g.slice_positions.size() - 1);
    return {(last[0] - first[0]) / gaps, (last[1] - first[1]) / gaps, (last[2] - first[2]) / gaps};
  }
  return {g.direction[axis] * g.spacing[axis], g.direction[3 + axis] * g.spacing[axis],
          g.direction[6 + axis] * g.spacing[axis]};
}

double length(const Vector &v) { return std::hypot(v[0], v[1], v[2]); }

// For each patient axis (L, P, S) the voxel axis nearest to it: the assignment with the greatest sum of cosines.
std::array<std::size_t, 3> nearest_axes(const VolumeHeader &header) {
  std::array<std::size_t, 3> order{0, 1, 2};
  std::array<std::size_t, 3> best = order;
  double best_sum = -1;
  do {
    double sum = 0;
    for (std::size_t patient = 0; patient < 3; ++patient) {
      const Vector s = step(header, order[patient]);
      const double whole = length(s);
      sum += whole > 0 ? std::abs(s[patient]) / whole : 0;
    }
    if (sum > best_sum + 1e-9) {
      best_sum = sum;
      best = order;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

// Patient axes along the page to the right, down, and through it; and whether the page runs along +L, +P, +S.
struct Layout {
  std::array<std::size_t, 3> patient;
  bool right_positive, down_positive;
};
Layout layout_of(Plane plane) {
  switch (plane) {
    case Plane::axial: return {{0, 1, 2}, true, true};      // left of the patient to the right, posterior down
    case Plane::coronal: return {{0, 2, 1}, true, false};   // left of the patient to the right, inferior down
    case Plane::sagittal: return {{1, 2, 0}, true, false};  // posterior to the right, inferior down
  }
  return {{0, 1, 2}, true, true};
}

}  // namespace

std::string direction_letters(Vector direction) {
  static constexpr std::array<char, 3> positive{'L', 'P', 'S'};
  static constexpr std::array<char, 3> negative{'R', 'A', 'I'};
  const double whole = length(direction);
  if (!(whole > 0)) return "";
  std::array<std::size_t, 3> order{0, 1, 2};
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return std::abs(direction[a]) > std::abs(direction[b]); });
  const auto letter = [&](std::size_t axis) { return direction[axis] > 0 ? positive[axis] : negative[axis]; };
  std::string letters(1, letter(order[0]));
  const double sine_of_20_degrees = 0.342020143;
  if (std::abs(direction[order[1]]) / whole >= sine_of_20_degrees) letters += letter(order[1]);
  return letters;
}

std::array<std::uint64_t, 3> View::voxel(std::uint64_t x, std::uint64_t y, std::uint64_t slice) const {
  std::array<std::uint64_t, 3> index{};
  index[axis[0]] = mirror_right ? size[0] - 1 - x : x;
  index[axis[1]] = mirror_down ? size[1] - 1 - y : y;
  index[axis[2]] = slice;
  return index;
}

View view_of(const VolumeHeader &header, Plane plane) {
  const Layout layout = layout_of(plane);
  const auto nearest = nearest_axes(header);
  View view;
  view.plane = plane;
  for (std::size_t p = 0; p < 3; ++p) {
    view.axis[p] = nearest[layout.patient[p]];
    view.size[p] = header.shape[view.axis[p]];
    view.spacing[p] = length(step(header, view.axis[p]));
  }
  Vector right = step(header, view.axis[0]);
  Vector down = step(header, view.axis[1]);
  view.mirror_right = (right[layout.patient[0]] > 0) != layout.right_positive;
  view.mirror_down = (down[layout.patient[1]] > 0) != layout.down_positive;
  const auto reversed = [](const Vector &v) { return Vector{-v[0], -v[1], -v[2]}; };
  if (view.mirror_right) right = reversed(right);
  if (view.mirror_down) down = reversed(down);
  view.left = direction_letters(reversed(right));
  view.right = direction_letters(right);
  view.top = direction_letters(reversed(down));
  view.bottom = direction_letters(down);
  return view;
}

Plane acquired_plane(const VolumeHeader &header) {
  for (const Plane plane : {Plane::axial, Plane::coronal, Plane::sagittal}) {
    if (view_of(header, plane).axis[2] == 2) return plane;
  }
  return Plane::axial;
}

std::string slice_position(const VolumeHeader &header, const View &view, std::uint64_t slice) {
  const std::size_t patient = layout_of(view.plane).patient[2];
  Vector centre{};
  for (std::size_t p = 0; p < 2; ++p) centre[view.axis[p]] = (static_cast<double>(view.size[p]) - 1) / 2;
  centre[view.axis[2]] = static_cast<double>(slice);
  const double along = header.geometry.position(centre)[patient];
  const char *letter = along < 0 ? std::array{"R", "A", "I"}[patient] : std::array{"L", "P", "S"}[patient];
  return std::string(letter) + " " + fixed_text(std::abs(along), 1) + " mm";
}

}  // namespace gantry::core::report
