// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/view/layer.hpp>
#include <cmath>
#include <gantry/ui_image.h>
#include <tests/core/view/volumes.hpp>

using namespace gantry::core;
using namespace gantry::core::view;

namespace {

VolumeHeader image_header() {
  VolumeHeader h;
  h.dtype = DType::f32;
  h.shape = {4, 4, 2, 1, 1};
  h.geometry.spacing = {2, 2, 3};
  return h;
}

}  // namespace

TEST_CASE("Segments have their colours and names; the background is transparent") {
  VolumeHeader h = image_header();
  h.dtype = DType::u8;
  h.labels = true;
  h.segments = {{1, "Grey matter", "", 0x808080}, {3, "White matter", "", 0xFFFFF0}};
  std::vector<std::uint8_t> values(32, 0);
  values[0] = 1;
  values[5] = 3;
  values[6] = 2;  // of no segment
  const Layer layer(volume_of(h, values), {}, "Label");
  const VolumeHeader image = image_header();
  const SliceView page(image, GANTRY_UI_AXIAL);
  const Placement same(image, h);
  CHECK(same.same_grid());
  const Pixels p = layer.pixels(page, same, {});
  REQUIRE(p.width == 4);
  CHECK(p.rgba[0] == Rgba{0x80, 0x80, 0x80, 255});
  CHECK(p.rgba[5] == Rgba{0xFF, 0xFF, 0xF0, 255});
  CHECK(p.rgba[6].alpha == 0);
  CHECK(p.rgba[1].alpha == 0);
  CHECK(layer.words({1, 1, 0}, 0) == std::vector<std::string>{"White matter"});
  CHECK(layer.words({1, 0, 0}, 0).empty());
}

TEST_CASE("Of segments that overlap the last lies on top, and all are named") {
  VolumeHeader h = image_header();
  h.dtype = DType::u8;
  h.labels = true;
  h.dims = 5;
  h.shape[4] = 2;
  h.segments = {{1, "Liver", "", 0xAA0000}, {2, "Tumour", "", 0x00BB00}};
  std::vector<std::uint8_t> values(64, 0);
  values[0] = values[32] = values[1] = 1;
  const Layer layer(volume_of(h, values), {}, "Label");
  const VolumeHeader image = image_header();
  const Pixels p = layer.pixels(SliceView(image, GANTRY_UI_AXIAL), Placement(image, h), {});
  CHECK(p.rgba[0] == Rgba{0, 0xBB, 0, 255});
  CHECK(p.rgba[1] == Rgba{0xAA, 0, 0, 255});
  CHECK(layer.words({0, 0, 0}, 0) == std::vector<std::string>{"Liver", "Tumour"});
}

TEST_CASE("A map has the published colours of its colour map; no number and 0 are transparent") {
  // matplotlib 3.6.3, _cm_listed.py: viridis 0, 128, 255 of 256; magma 200.
  VolumeHeader h = image_header();
  h.unit = "mm2/s";
  std::vector<float> values(32, 0);
  values[0] = 1;
  values[1] = 1 + 128.0F / 255;
  values[2] = 2;
  values[3] = NAN;
  values[4] = 5;
  values[5] = 1 + 200.0F / 255;
  const auto volume = volume_of(h, values);
  const VolumeHeader image = image_header();
  const SliceView page(image, GANTRY_UI_AXIAL);
  const auto check = [](const Rgba &p, double red, double green, double blue) {
    CHECK(p.alpha == 255);
    CHECK(std::abs(p.red - 255 * red) <= 2.5);
    CHECK(std::abs(p.green - 255 * green) <= 2.5);
    CHECK(std::abs(p.blue - 255 * blue) <= 2.5);
  };
  const Layer viridis(volume, {.range = gantry::core::report::ValueRange{1, 2}}, "");
  Pixels p = viridis.pixels(page, Placement(image, h), {});
  check(p.rgba[0], 0.267004, 0.004874, 0.329415);
  check(p.rgba[1], 0.127568, 0.566949, 0.550556);
  check(p.rgba[2], 0.993248, 0.906157, 0.143936);
  check(p.rgba[4], 0.993248, 0.906157, 0.143936);  // above the range: its end
  CHECK(p.rgba[3].alpha == 0);
  CHECK(p.rgba[6].alpha == 0);
  CHECK(viridis.words({1, 0, 0}, 0) == std::vector<std::string>{"1.502 mm²/s"});
  const Layer magma(volume, {gantry::core::report::ColourMap::magma, gantry::core::report::ValueRange{1, 2}}, "");
  check(magma.pixels(page, Placement(image, h), {}).rgba[5], 0.992785, 0.594891, 0.410283);
}

TEST_CASE("A layer on another grid lies where its geometry says, as fine as it is") {
  const VolumeHeader image = image_header();  // 2 mm; voxel (i, j) centred at (2 i, 2 j)
  VolumeHeader h;
  h.dtype = DType::u8;
  h.labels = true;
  h.shape = {8, 8, 1, 1, 1};
  h.geometry.spacing = {1, 1, 3};
  h.geometry.origin = {7, -0.5, 3};  // the second slice of the image, x running the other way
  h.geometry.direction = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
  std::vector<std::uint8_t> values(64, 0);
  values[2 + 8 * 3] = 1;  // at x = 7 − 2 = 5, y = −0.5 + 3 = 2.5
  const Layer layer(volume_of(h, values), {}, "Label");
  const Placement placement(image, h);
  CHECK_FALSE(placement.same_grid());
  CHECK(placement.finer(0) == 2);
  const SliceView page(image, GANTRY_UI_AXIAL);
  CHECK(layer.pixels(page, placement, {.slice = 0}).rgba[0].alpha == 0);
  const Pixels p = layer.pixels(page, placement, {.slice = 1});
  REQUIRE(p.width == 8);
  // Fine pixel (u, v) is centred at image voxel ((u + 0.5) / 2 − 0.5): x = u − 0.5 mm. 5 mm lies within u = 5 (4.5) … 6.
  int inside = 0;
  for (std::uint32_t v = 0; v < 8; ++v) {
    for (std::uint32_t u = 0; u < 8; ++u) {
      if (p.rgba[v * 8 + u].alpha == 0) continue;
      ++inside;
      CHECK(std::abs((u - 0.5) - 5) <= 0.5 + 1e-9);
      CHECK(std::abs((v - 0.5) - 2.5) <= 0.5 + 1e-9);
    }
  }
  CHECK(inside == 1);
  const auto under = placement.voxel({2.5, 1.25, 1});  // 5 mm, 2.5 mm
  REQUIRE(under);
  CHECK(*under == std::array<std::uint64_t, 3>{2, 3, 0});
}

TEST_CASE("What lies in another patient space is not drawn over an image") {
  VolumeHeader image = image_header();
  VolumeHeader h = image_header();
  image.geometry.frame_of_reference = "1.2.3";
  h.geometry.frame_of_reference = "1.2.4";
  h.geometry.spacing = {1, 1, 1};
  CHECK_FALSE(Placement(image, h).possible());
  h.geometry.frame_of_reference.clear();
  CHECK(Placement(image, h).possible());
}
