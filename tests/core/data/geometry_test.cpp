// SPDX-License-Identifier: Apache-2.0
// Where voxels lie, and when two volumes lie in the same place.
#include <catch2/catch.hpp>
#include <cmath>
#include <core/data/volume.hpp>

using namespace gantry::core;

namespace {

void check_near(const std::array<double, 3> &p, const std::array<double, 3> &q) {
  for (std::size_t a = 0; a < 3; ++a) CHECK(p[a] == Approx(q[a]).margin(1e-12));
}

Geometry upright(std::array<double, 3> origin, std::array<double, 3> spacing,
                 std::vector<std::array<double, 3>> slice_positions = {}) {
  Geometry g;
  g.origin = origin;
  g.spacing = spacing;
  g.slice_positions = std::move(slice_positions);
  return g;
}

// 30° about z: i goes to (cos, sin, 0), j to (−sin, cos, 0).
Geometry oblique() {
  const double c = std::sqrt(3.0) / 2, s = 0.5;
  Geometry g = upright({10, -20, 30}, {2, 3, 4});
  g.direction = {c, -s, 0, s, c, 0, 0, 0, 1};
  return g;
}

}  // namespace

TEST_CASE("an upright geometry adds index times spacing to the origin", "[data]") {
  const Geometry g = upright({1, 2, 3}, {0.5, 2, 4});
  check_near(g.position({0, 0, 0}), {1, 2, 3});
  check_near(g.position({4, 3, 2}), {3, 8, 11});
  check_near(g.position({-1, 0.5, 0}), {0.5, 3, 3});
  CHECK(g.voxel_volume_mm3() == Approx(4.0));
}

TEST_CASE("columns of an oblique direction are the steps along i, j and k", "[data]") {
  const Geometry g = oblique();
  check_near(g.position({1, 0, 0}), {10 + std::sqrt(3.0), -19, 30});
  check_near(g.position({0, 1, 0}), {8.5, -20 + 1.5 * std::sqrt(3.0), 30});
  check_near(g.position({0, 0, 1}), {10, -20, 34});
  CHECK(g.voxel_volume_mm3() == Approx(24.0));  // a rotation keeps volume
}

TEST_CASE("a sheared stack has less volume per voxel than the product of its spacings", "[data]") {
  Geometry g = upright({0, 0, 0}, {1, 1, 2});
  const double tilt = 3.14159265358979323846 / 9;  // 20° gantry tilt
  g.direction = {1, 0, 0, 0, 1, std::sin(tilt), 0, 0, std::cos(tilt)};
  CHECK(g.voxel_volume_mm3() == Approx(2 * std::cos(tilt)));
}

TEST_CASE("listed slice positions win over the spacing, and are interpolated and extended linearly", "[data]") {
  Geometry g = upright({0, 0, 0}, {1, 1, 5}, {{0, 0, 0}, {0, 0, 2}, {0, 1, 8}});
  check_near(g.position({3, 4, 1}), {3, 4, 2});
  check_near(g.position({0, 0, 1.5}), {0, 0.5, 5});
  check_near(g.position({0, 0, -1}), {0, 0, -2});
  check_near(g.position({0, 0, 3}), {0, 2, 14});
  g.slice_positions = {{7, 8, 9}};
  check_near(g.position({0, 0, 4}), {7, 8, 9});
}

TEST_CASE("two volumes lie in the same space when no voxel is further off than the tolerance", "[data]") {
  const std::array<std::uint64_t, 5> shape{101, 50, 20, 1, 1};
  const Geometry a = oblique();
  Geometry b = a;
  CHECK(same_space(a, b, shape));
  b.origin[0] += 0.9e-3;
  CHECK(same_space(a, b, shape));
  b.origin[0] += 0.2e-3;
  CHECK_FALSE(same_space(a, b, shape));
  b = a;
  b.spacing[0] += 5e-6;  // 100 steps: 0.5 µm
  CHECK(same_space(a, b, shape));
  b.spacing[0] += 2e-5;  // 2.5 µm at the far corner alone
  CHECK_FALSE(same_space(a, b, shape));
  CHECK(same_space(a, b, {2, 2, 2, 1, 1}));
  b = a;
  b.origin[1] = std::nan("");
  CHECK_FALSE(same_space(a, b, shape));
}

TEST_CASE("a slice in the middle that lies elsewhere is noticed where slices are listed", "[data]") {
  Geometry a = upright({0, 0, 0}, {1, 1, 1}, {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}});
  Geometry b = a;
  CHECK(same_space(a, b, {4, 4, 3, 1, 1}));
  CHECK(same_space(a, Geometry{}, {4, 4, 3, 1, 1}));  // evenly stacked after all
  b.slice_positions[1][2] = 1.1;
  CHECK_FALSE(same_space(a, b, {4, 4, 3, 1, 1}));
}
