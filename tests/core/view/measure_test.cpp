// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/view/measure.hpp>
#include <core/view/patient_plane.hpp>
#include <core/view/pixels.hpp>
#include <core/view/probe.hpp>
#include <core/view/region_statistics.hpp>
#include <numbers>
#include <random>
#include <tests/core/view/planes.hpp>
#include <tests/core/view/volumes.hpp>

using namespace gantry::core;
using namespace gantry::core::view;

TEST_CASE("Distances between voxels of oblique and tilted volumes are those of their steps, to 0.01 mm") {
  const VolumeHeader o = oblique(), t = tilted();
  // By hand: three, four and two steps of 0.8, 1.1 and 4.5 mm at right angles to each other.
  CHECK(distance(o.geometry.position({1, 2, 3}), o.geometry.position({4, 6, 5})) ==
        Approx(std::sqrt(2.4 * 2.4 + 4.4 * 4.4 + 9 * 9)).margin(0.01));
  // The slices' step of 4.5 mm is tilted by 0.3 towards the rows' step.
  CHECK(distance(t.geometry.position({0, 0, 0}), t.geometry.position({0, 5, 4})) ==
        Approx(std::hypot(5.5 + 18 * std::sin(0.3), 18 * std::cos(0.3))).margin(0.01));
}

TEST_CASE("A distance on a picture is its distance in the patient, and a pixel goes back to where it was") {
  for (const PatientPlane &plane : planes_through(oblique())) {
    CHECK(distance(plane.position(10, 20), plane.position(40, 60)) == Approx(50 * plane.spacing).margin(1e-9));
    const Vector pixel = plane.moved(3).pixel(plane.position(12.5, 7.25));
    CHECK(pixel[0] == Approx(12.5).margin(1e-9));
    CHECK(pixel[1] == Approx(7.25).margin(1e-9));
    CHECK(pixel[2] == Approx(-3).margin(1e-9));
    const PatientPlane coarse = plane.coarser(2);
    CHECK(distance(coarse.position(-0.5, -0.5), plane.position(-0.5, -0.5)) < 1e-9);
  }
}

TEST_CASE("Angles are those of the triangle, also where it is flat") {
  const Vector vertex{10, -5, 3};
  const Orientation o = turned({}, unit({3, 1, 2}), 1.1);
  for (const double degrees : {1e-5, 30.0, 90.0, 120.0, 180.0}) {
    const double a = degrees * std::numbers::pi / 180;
    const Vector b = vertex + 7.0 * (std::cos(a) * o.right + std::sin(a) * o.down);
    CHECK(angle(vertex + 20.0 * o.right, vertex, b) == Approx(degrees).margin(1e-9));
  }
  CHECK(std::isnan(angle(vertex, vertex, o.right)));
}

TEST_CASE("Cobb's angle does not depend on which way the lines were drawn") {
  const auto line = [](double y, double degrees) {
    const double a = degrees * std::numbers::pi / 180;
    const Vector d{20 * std::cos(a), 0, 20 * std::sin(a)};
    return Line{Vector{3, 8, y} - d, Vector{3, 8, y} + d};
  };
  for (const double wanted : {5.0, 40.0, 100.0}) {
    const Line upper = line(200, wanted * 0.6), lower = line(0, -wanted * 0.4);
    CHECK(cobb_angle(upper, lower) == Approx(wanted).margin(1e-9));
    CHECK(cobb_angle({upper.to, upper.from}, lower) == Approx(wanted).margin(1e-9));
    CHECK(cobb_angle(upper, {lower.to, lower.from}) == Approx(wanted).margin(1e-9));
    CHECK(cobb_angle(lower, upper) == Approx(wanted).margin(1e-9));
  }
}

namespace {

ShownVolumePtr noise() {
  VolumeHeader h = oblique();
  h.dtype = DType::i16;
  std::mt19937 random(5);
  std::vector<std::int16_t> values(h.elements());
  for (auto &v : values) v = static_cast<std::int16_t>(std::uniform_int_distribution<>(-500, 500)(random));
  return volume_of(h, values);
}

Region on_slice(const VolumeHeader &h, double k, decltype(Region::shape) shape) {
  return {h.geometry.position({0, 0, k}),
          {unit(h.geometry.position({1, 0, 0}) - h.geometry.position({0, 0, 0})),
           unit(h.geometry.position({0, 1, 0}) - h.geometry.position({0, 0, 0}))},
          std::move(shape)};
}

}  // namespace

TEST_CASE("Statistics of a region are those of the voxels whose centres lie within, computed a second way") {
  const auto volume = noise();
  const VolumeHeader &h = volume->header;
  const Ellipse ellipse{{15.3, 14.2}, {9.1, 6.3}, 0.4};
  const Rectangle rectangle{{20.1, 22.2}, {3.9, 5.4}};
  const Polygon polygon{{{2.2, 3.1}, {25.7, 6.2}, {18.3, 15.9}, {24.4, 28.6}, {7.7, 21.3}}};
  const auto inside = [&](int which, double x, double y) {
    if (which == 0) {
      // The sum of the distances to the foci is at most the long axis.
      const double c = std::sqrt(9.1 * 9.1 - 6.3 * 6.3), dx = c * std::cos(0.4), dy = c * std::sin(0.4);
      return std::hypot(x - 15.3 - dx, y - 14.2 - dy) + std::hypot(x - 15.3 + dx, y - 14.2 + dy) <= 18.2;
    }
    if (which == 1) return x >= 3.9 && x < 20.1 && y >= 5.4 && y < 22.2;
    // The angles under which the edges are seen add up to a whole turn.
    double turn = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      const auto &a = polygon.points[i], &b = polygon.points[(i + 1) % 5];
      turn += std::atan2((a[0] - x) * (b[1] - y) - (a[1] - y) * (b[0] - x),
                         (a[0] - x) * (b[0] - x) + (a[1] - y) * (b[1] - y));
    }
    return std::abs(turn) > 3;
  };
  const decltype(Region::shape) shapes[] = {ellipse, rectangle, polygon};
  const double areas[] = {std::numbers::pi * 9.1 * 6.3, 16.2 * 16.8, 366.755};  // the last one by the trapezoids' sum
  for (int which = 0; which < 3; ++which) {
    std::vector<double> values;
    for (std::uint64_t j = 0; j < h.shape[1]; ++j)
      for (std::uint64_t i = 0; i < h.shape[0]; ++i)
        if (inside(which, 0.8 * static_cast<double>(i), 1.1 * static_cast<double>(j)))
          values.push_back(value_at(*volume, std::array<std::uint64_t, 3>{i, j, 4}, 0, 0));
    const auto s = region_statistics(*volume, on_slice(h, 4.3, shapes[which]), {.bins = 10});
    CHECK(s.voxels);
    REQUIRE(s.count == values.size());
    double sum = 0, squares = 0;
    for (const double v : values) {
      sum += v;
      squares += v * v;
    }
    const auto n = static_cast<double>(values.size());
    CHECK(s.mean == Approx(sum / n));
    CHECK(s.sd == Approx(std::sqrt((squares - sum * sum / n) / (n - 1))));
    std::sort(values.begin(), values.end());
    CHECK(s.minimum == values.front());
    CHECK(s.maximum == values.back());
    CHECK(s.median == (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2);
    CHECK(s.counted_area == Approx(n * 0.88));
    if (which < 2) CHECK(s.area == Approx(areas[which]));
    std::uint64_t all = 0;
    for (const auto count : s.histogram) all += count;
    CHECK(all == s.count);
    const double width = (s.maximum - s.minimum) / 10;
    const auto third = std::count_if(values.begin(), values.end(),
                                     [&](double v) { return v >= s.minimum + 2 * width && v < s.minimum + 3 * width; });
    CHECK(static_cast<std::int64_t>(s.histogram[2]) == third);
  }
}

TEST_CASE("The area of a drawn line is that of its corners, whichever way round it was drawn") {
  // A right-angled triangle, and a square with a corner cut off.
  CHECK(region_area({.shape = Polygon{{{0, 0}, {6, 0}, {0, 8}}}}) == Approx(24));
  CHECK(region_area({.shape = Polygon{{{0, 8}, {6, 0}, {0, 0}}}}) == Approx(24));
  CHECK(region_area({.shape = Polygon{{{1, 1}, {5, 1}, {5, 4}, {4, 5}, {1, 5}}}}) == Approx(15.5));
}

TEST_CASE("On an oblique plane a region of an evenly rising number has the number at its middle as its mean") {
  for (const VolumeHeader &h : {oblique(), tilted(), tilted_uneven()}) {
    const auto volume = coordinates(h, 0);
    const Region region{middle_of(h), turned({}, unit({1, 1, 0}), 0.3), Ellipse{{0.4, -0.3}, {4, 3}, 0.2}};
    const auto s = region_statistics(*volume, region, {});
    CHECK_FALSE(s.voxels);
    CHECK(s.count > 20);
    CHECK(s.mean == Approx(region.position({0.4, -0.3})[0]).margin(0.01));
    CHECK(s.counted_area == Approx(s.area).epsilon(0.1));
  }
}

TEST_CASE("The curve at a position of a volume over time is the volume's at each time") {
  VolumeHeader h = oblique();
  h.dtype = DType::f32;
  h.shape[3] = 6;
  h.dims = 4;
  const auto one = coordinates(oblique(), 1);
  std::vector<float> values;
  for (int t = 0; t < 6; ++t)
    for (std::uint64_t i = 0; i < h.voxels(); ++i)
      values.push_back(reinterpret_cast<const float *>(one->bytes.data())[i] + static_cast<float>(100 * t * t));
  const auto volume = volume_of(h, values);
  const Vector position = h.geometry.position({7.3, 12.6, 4.2});
  const auto curve = curve_at(*volume, position, {});
  REQUIRE(curve.size() == 6);
  for (int t = 0; t < 6; ++t)
    CHECK(curve[static_cast<std::size_t>(t)] == Approx(position[1] + 100 * t * t).margin(0.01));
  CHECK(std::isnan(curve_at(*volume, position + Vector{0, 0, 500}, {})[2]));
}
