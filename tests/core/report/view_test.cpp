// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <core/report/view.hpp>

using namespace gantry::core;
using namespace gantry::core::report;

namespace {

VolumeHeader volume(std::array<double, 9> direction) {
  VolumeHeader h;
  h.shape = {10, 20, 30, 1, 1};
  h.geometry.spacing = {1, 2, 3};
  h.geometry.direction = direction;
  return h;
}
constexpr std::array<double, 9> identity{1, 0, 0, 0, 1, 0, 0, 0, 1};

std::string letters(const View &v) { return v.left + v.right + v.top + v.bottom; }

}  // namespace

TEST_CASE("An LPS volume shows the patient's right on the left, and anterior or superior on top") {
  const auto h = volume(identity);
  const View axial = view_of(h, Plane::axial);
  CHECK(letters(axial) == "RLAP");
  CHECK(axial.voxel(0, 0, 5) == std::array<std::uint64_t, 3>{0, 0, 5});
  const View coronal = view_of(h, Plane::coronal);
  CHECK(letters(coronal) == "RLSI");
  CHECK(coronal.voxel(0, 0, 5) == std::array<std::uint64_t, 3>{0, 5, 29});  // +k is superior: row 0 is the last slice
  const View sagittal = view_of(h, Plane::sagittal);
  CHECK(letters(sagittal) == "APSI");
  CHECK(sagittal.size == std::array<std::uint64_t, 3>{20, 30, 10});
  CHECK(sagittal.spacing == std::array<double, 3>{2, 3, 1});
  CHECK(acquired_plane(h) == Plane::axial);
}

TEST_CASE("Flipped axes are mirrored back, so that the letters stay where radiologists expect them") {
  const auto ras = volume({-1, 0, 0, 0, -1, 0, 0, 0, 1});  // as most NIfTI files
  const View axial = view_of(ras, Plane::axial);
  CHECK(letters(axial) == "RLAP");
  CHECK(axial.mirror_right);
  CHECK(axial.mirror_down);
  CHECK(axial.voxel(0, 0, 5) == std::array<std::uint64_t, 3>{9, 19, 5});
  const View coronal = view_of(volume({1, 0, 0, 0, 1, 0, 0, 0, -1}), Plane::coronal);
  CHECK_FALSE(coronal.mirror_down);
  CHECK(letters(coronal) == "RLSI");
}

TEST_CASE("Permuted axes are found: a coronal acquisition is drawn axially through its rows") {
  const auto h = volume({1, 0, 0, 0, 0, 1, 0, -1, 0});  // j runs to inferior, k to posterior
  const View axial = view_of(h, Plane::axial);
  CHECK(axial.axis == std::array<std::size_t, 3>{0, 2, 1});
  CHECK(letters(axial) == "RLAP");
  CHECK(acquired_plane(h) == Plane::coronal);
}

TEST_CASE("Oblique directions have two letters from 20 degrees on") {
  const auto at = [](double degrees) {
    const double a = degrees * 3.14159265358979 / 180;
    return direction_letters({std::cos(a), std::sin(a), 0});
  };
  CHECK(at(0) == "L");
  CHECK(at(19) == "L");
  CHECK(at(21) == "LP");
  CHECK(at(60) == "PL");
  CHECK(at(170) == "R");
  CHECK(direction_letters({0, 0, -2}) == "I");
  CHECK(direction_letters({0, 0, 0}).empty());
}

TEST_CASE("A slice says where its centre lies in the patient") {
  auto h = volume(identity);
  h.geometry.origin = {-5, -100, 30};
  CHECK(slice_position(h, view_of(h, Plane::axial), 0) == "S 30.0 mm");
  CHECK(slice_position(h, view_of(h, Plane::axial), 10) == "S 60.0 mm");
  CHECK(slice_position(h, view_of(h, Plane::coronal), 0) == "A 100.0 mm");
  CHECK(slice_position(h, view_of(h, Plane::sagittal), 0) == "R 5.0 mm");
}

TEST_CASE("Slices listed one by one decide the step between them") {
  auto h = volume(identity);
  h.shape[2] = 3;
  h.geometry.slice_positions = {{0, 0, 0}, {0, 0, -5}, {0, 0, -10}};
  const View coronal = view_of(h, Plane::coronal);
  CHECK(coronal.spacing[1] == 5);
  CHECK_FALSE(coronal.mirror_down);  // k runs to inferior
}
