// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/view/pixels.hpp>
#include <cmath>
#include <cstring>
#include <gantry/ui_image.h>
#include <tests/core/view/volumes.hpp>

using namespace gantry::core;
using namespace gantry::core::view;

namespace {

VolumeHeader header_of(DType type, std::uint64_t x, std::uint64_t y, std::uint64_t z) {
  VolumeHeader h;
  h.dtype = type;
  h.shape = {x, y, z, 1, 1};
  return h;
}

}  // namespace

TEST_CASE("Window and level are exact for every 16-bit value, by table as by formula") {
  std::vector<std::int16_t> values(65536);
  std::vector<float> same(65536);
  for (int i = 0; i < 65536; ++i) {
    values[static_cast<std::size_t>(i)] = static_cast<std::int16_t>(i - 32768);
    same[static_cast<std::size_t>(i)] = static_cast<float>(i - 32768);
  }
  const auto volume = volume_of(header_of(DType::i16, 256, 256, 1), values);
  const auto floats = volume_of(header_of(DType::f32, 256, 256, 1), same);
  const SliceView page(volume->header, GANTRY_UI_AXIAL);
  for (const Window window : {Window{40, 400}, Window{-600, 1500}, Window{0, 65535}, Window{0.5, 1}}) {
    const Pixels p = grey_pixels(*volume, page, {}, window);
    REQUIRE(p.rgba == grey_pixels(*floats, page, {}, window).rgba);
    const Pixels inverted = grey_pixels(*volume, page, {.inverted = true}, window);
    for (int i = 0; i < 65536; ++i) {
      // In whole numbers: 255 · (value − lower) / width, rounded half up.
      const auto numerator =
          static_cast<std::int64_t>(std::floor((2 * (i - 32768) - 2 * window.centre + window.width) * 255 + 0.5));
      const auto width = static_cast<std::int64_t>(2 * window.width);
      const std::int64_t expected =
          std::clamp<std::int64_t>((2 * numerator + width) / (2 * width) - (2 * numerator + width < 0 ? 1 : 0), 0, 255);
      if (p.rgba[static_cast<std::size_t>(i)].red != expected) FAIL("value " << i - 32768);
      if (inverted.rgba[static_cast<std::size_t>(i)].red != 255 - expected) FAIL("inverted " << i - 32768);
    }
  }
}

TEST_CASE("The ends of a window are black and white, its middle is grey") {
  const Window w{40, 400};
  CHECK(grey_of(-160, w) == 0);
  CHECK(grey_of(-1000, w) == 0);
  CHECK(grey_of(240, w) == 255);
  CHECK(grey_of(3000, w) == 255);
  CHECK(grey_of(40, w) == 128);
  CHECK(grey_of(-INFINITY, w) == 0);
  CHECK(grey_of(INFINITY, w) == 255);
}

TEST_CASE("A voxel that is no number is transparent") {
  const auto volume = volume_of(header_of(DType::f32, 2, 2, 1), std::vector<float>{0, NAN, 1, 0.5F});
  const Pixels p = grey_pixels(*volume, SliceView(volume->header, GANTRY_UI_AXIAL), {}, {0.5, 1});
  CHECK(p.rgba[0] == Rgba{0, 0, 0, 255});
  CHECK(p.rgba[1] == Rgba{0, 0, 0, 0});
  CHECK(p.rgba[2] == Rgba{255, 255, 255, 255});
}

TEST_CASE("Each plane takes its voxels from where the page says they are") {
  VolumeHeader h = header_of(DType::u16, 5, 4, 3);
  h.shape[3] = 2;
  h.dims = 4;
  h.geometry.direction = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
  std::vector<std::uint16_t> values;
  for (std::uint16_t i = 0; i < 120; ++i) values.push_back(i);
  const auto volume = volume_of(h, values);
  for (const std::uint32_t plane : {GANTRY_UI_AXIAL, GANTRY_UI_CORONAL, GANTRY_UI_SAGITTAL}) {
    const SliceView page(volume->header, plane);
    const Pixels p = grey_pixels(*volume, page, {.slice = 1, .axis_index = 1}, {127.5, 255});
    REQUIRE(p.rgba.size() == page.columns() * page.rows());
    for (std::uint64_t y = 0; y < page.rows(); ++y) {
      for (std::uint64_t x = 0; x < page.columns(); ++x) {
        const auto v = page.layout().voxel(x, y, 1);
        CHECK(p.rgba[y * page.columns() + x].red == v[0] + 5 * (v[1] + 4 * (v[2] + 3)));
      }
    }
  }
}

TEST_CASE("CT is shown as soft tissue, the rest from its 1st to its 99.5th percentile") {
  std::vector<float> values(10'000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
  VolumeHeader h = header_of(DType::f32, 100, 100, 1);
  const Window w = automatic_window(*volume_of(h, values), 0);
  CHECK(w.lower() == Approx(100).margin(1));
  CHECK(w.upper() == Approx(9949).margin(1));
  h.modality = "CT";
  h.unit = "[hnsf'U]";
  CHECK(automatic_window(*volume_of(h, values), 0) == Window{40, 400});
}

TEST_CASE("While a volume is being read its window comes from what is there, and its parts join") {
  VolumeHeader h = header_of(DType::u16, 10, 10, 4);
  std::vector<std::uint16_t> values(400, 0);
  for (std::size_t i = 200; i < 300; ++i) values[i] = static_cast<std::uint16_t>(1000 + i);
  const auto bytes = std::as_bytes(std::span(values));
  const auto half = with_ready_part(nullptr, h, bytes, nullptr, 400, 600);
  CHECK_FALSE(half->complete);
  CHECK(half->is_ready(400));
  CHECK(half->is_ready(599));
  CHECK_FALSE(half->is_ready(600));
  CHECK_FALSE(half->is_ready(399));
  CHECK(is_ready(*half, {0, 0, 2}, 0, 0));
  CHECK_FALSE(is_ready(*half, {9, 9, 1}, 0, 0));
  CHECK(automatic_window(*half, 0).lower() > 1000);
  const auto more = with_ready_part(half, h, bytes, nullptr, 600, 800);
  CHECK(more->ready == std::vector<std::pair<std::uint64_t, std::uint64_t>>{{400, 800}});
  CHECK(more->revision != half->revision);
  CHECK(with_ready_part(more, h, bytes, nullptr, 0, 400)->complete);
}

TEST_CASE("A thumbnail has the true proportions and no side above what was asked for") {
  VolumeHeader h = header_of(DType::u8, 200, 100, 3);
  h.geometry.spacing = {0.5, 2, 5};
  std::vector<std::uint8_t> values(60'000, 10);
  std::fill(values.begin() + 20'000, values.begin() + 40'000, std::uint8_t{200});
  const auto volume = volume_of(h, values);
  const Pixels small = thumbnail(*volume, 96);
  CHECK(small.width == 48);
  CHECK(small.height == 96);
  CHECK(small.rgba.size() == 48 * 96);
  CHECK(small.rgba[500].red > 200);  // the middle slice
}
