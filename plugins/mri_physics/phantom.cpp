// SPDX-License-Identifier: Apache-2.0
#include "phantom.hpp"

#include <cmath>

namespace mri_physics {
namespace {

struct Ellipse {
  double x, y, a, b, degrees;  // centre, half axes, of half the side
  std::int64_t label;          // of what it is made of; later ones lie over earlier ones
};

constexpr std::int64_t fat = 1, grey = 2, white = 3, fluid = 4;
constexpr Ellipse ellipses[] = {{0, 0, 0.69, 0.92, 0, fat},          {0, -0.0184, 0.6624, 0.874, 0, grey},
                                {0.22, 0, 0.11, 0.31, -18, fluid},   {-0.22, 0, 0.16, 0.41, 18, fluid},
                                {0, 0.35, 0.21, 0.25, 0, white},     {0, 0.1, 0.046, 0.046, 0, white},
                                {0, -0.1, 0.046, 0.046, 0, white},   {-0.08, -0.605, 0.046, 0.023, 0, white},
                                {0, -0.605, 0.023, 0.023, 0, white}, {0.06, -0.605, 0.023, 0.046, 0, white}};

}  // namespace

std::vector<NamedTissue> head_tissues() {
  return {{"fat", fat, {350, 70, 1, 0, 1, 0}},
          {"grey matter", grey, {833, 83, 0.86, 0, 1, 0}},
          {"white matter", white, {500, 70, 0.77, 0, 1, 0}},
          {"cerebrospinal fluid", fluid, {2569, 329, 1, 0, 1, 0}}};
}

std::vector<std::int64_t> head_phantom(std::size_t side) {
  constexpr double degree = 0.017453292519943295769;
  std::vector<std::int64_t> labels(side * side);
  for (std::size_t row = 0; row < side; ++row)
    for (std::size_t column = 0; column < side; ++column) {
      const auto along = [&](std::size_t i) {
        return 2 * (static_cast<double>(i) + 0.5) / static_cast<double>(side) - 1;
      };
      const double x = along(column), y = -along(row);
      for (const Ellipse &e : ellipses) {
        const double c = std::cos(e.degrees * degree), s = std::sin(e.degrees * degree);
        const double u = ((x - e.x) * c + (y - e.y) * s) / e.a, v = ((y - e.y) * c - (x - e.x) * s) / e.b;
        if (u * u + v * v <= 1) labels[row * side + column] = e.label;
      }
    }
  return labels;
}

}  // namespace mri_physics
