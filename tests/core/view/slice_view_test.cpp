// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/view/measure.hpp>
#include <core/view/slice_view.hpp>
#include <core/view/voxel_finder.hpp>
#include <cmath>
#include <gantry/ui_image.h>
#include <random>
#include <tests/core/view/volumes.hpp>

using namespace gantry::core;
using namespace gantry::core::view;

TEST_CASE("From a voxel to millimetres and back is the same voxel: oblique, mirrored, unevenly spaced, tilted") {
  std::mt19937 random(7);
  for (const VolumeHeader &h : {oblique(), mirrored(), uneven(), tilted()}) {
    const VoxelFinder find(h.geometry);
    for (int n = 0; n < 200; ++n) {
      Vector voxel{};
      for (std::size_t a = 0; a < 3; ++a)
        voxel[a] = std::uniform_real_distribution<>(-3, static_cast<double>(h.shape[a]) + 3)(random);
      const auto back = find.voxel(h.geometry.position(voxel));
      REQUIRE(back);
      CHECK(distance(*back, voxel) < 1e-9);
    }
  }
}

TEST_CASE("From a place on the page to a voxel and back is the same place, in every plane") {
  for (const VolumeHeader &h : {oblique(), mirrored(), uneven(), tilted()}) {
    for (const std::uint32_t plane : {GANTRY_UI_AXIAL, GANTRY_UI_CORONAL, GANTRY_UI_SAGITTAL, GANTRY_UI_ACQUIRED}) {
      const SliceView page(h, plane);
      for (double x = 0.13; x < page.width(); x += page.width() / 17) {
        for (double y = 0.09; y < page.height(); y += page.height() / 13) {
          const Vector voxel = page.voxel(x, y, 2);
          const auto place = page.place(voxel);
          CHECK(place.x == Approx(x).margin(1e-9));
          CHECK(place.y == Approx(y).margin(1e-9));
          const auto whole = page.voxel_at(x, y, 2);
          REQUIRE(whole);
          CHECK(page.slice_of(voxel) == 2);
        }
      }
      CHECK_FALSE(page.voxel_at(-0.01, 1, 0));
      CHECK_FALSE(page.voxel_at(1, page.height() + 0.01, 0));
    }
  }
}

TEST_CASE("The centre of a known voxel is where its geometry says, whichever way it is drawn") {
  // By hand: origin + 10 · 0.8 · i + 20 · 1.1 · j + 3 · 4.5 · k of the oblique volume.
  const VolumeHeader h = oblique();
  const auto &d = h.geometry.direction;
  const Vector expected{-12.25 + 8 * d[0] + 22 * d[1] + 13.5 * d[2], 31.5 + 8 * d[3] + 22 * d[4] + 13.5 * d[5],
                        -80 + 8 * d[6] + 22 * d[7] + 13.5 * d[8]};
  for (const std::uint32_t plane : {GANTRY_UI_AXIAL, GANTRY_UI_CORONAL, GANTRY_UI_SAGITTAL}) {
    const SliceView page(h, plane);
    const auto place = page.place({10, 20, 3});
    const Vector voxel = page.voxel(place.x, place.y, page.slice_of({10, 20, 3}));
    CHECK(distance(h.geometry.position(voxel), expected) < 1e-9);
  }
}

TEST_CASE("Radiological convention: the patient's right is on the left, whichever way the voxels run") {
  for (const double sign : {1.0, -1.0}) {
    VolumeHeader h;
    h.shape = {10, 20, 30, 1, 1};
    h.geometry.direction = {sign, 0, 0, 0, sign, 0, 0, 0, sign};
    const SliceView page(h, GANTRY_UI_CORONAL);
    CHECK(page.layout().left == "R");
    CHECK(page.layout().top == "S");
    CHECK(page.slices() == 20);
    const auto corner = page.voxel_at(0.5, 0.5, 4);  // top left: most to the right, most superior
    REQUIRE(corner);
    const Vector at = h.geometry.position(
        {static_cast<double>((*corner)[0]), static_cast<double>((*corner)[1]), static_cast<double>((*corner)[2])});
    CHECK(at[0] == Approx(sign > 0 ? 0 : -9));
    CHECK(at[2] == Approx(sign > 0 ? 29 : 0));
  }
}

TEST_CASE("Unevenly spaced slices have their true heights on the page") {
  VolumeHeader h = uneven();
  h.geometry.direction = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  h.geometry.slice_positions = {{0, 0, 0}, {0, 0, 2}, {0, 0, 7}, {0, 0, 8}, {0, 0, 14}};
  const SliceView page(h, GANTRY_UI_CORONAL);
  CHECK(page.even(0));
  CHECK_FALSE(page.even(1));
  // From superior down: slices 4, 3, 2, 1, 0; borders half way between neighbours.
  const double edges[] = {0, 6, 9.5, 12.5, 16, 18};
  REQUIRE(page.edges(1).size() == 6);
  // The outermost reach as far out as in: 3 mm above slice 4, 1 mm below slice 0; the whole is 14 + 3 + 1.
  CHECK(page.height() == Approx(18));
  for (std::size_t i = 0; i < 6; ++i) CHECK(page.edges(1)[i] == Approx(edges[i]));
  CHECK((*page.voxel_at(1, 7, 0))[2] == 3);
  CHECK((*page.voxel_at(1, 15.9, 0))[2] == 1);
  CHECK(page.place({0, 0, 3}).y == Approx(9));  // 6 mm below slice 4, which is 3 mm from the top
}

TEST_CASE("Slices that don't follow each other along one direction can't be searched by millimetres") {
  VolumeHeader h = uneven();
  std::swap(h.geometry.slice_positions[1], h.geometry.slice_positions[3]);
  CHECK_FALSE(VoxelFinder(h.geometry).voxel({0, 0, 0}));
}
