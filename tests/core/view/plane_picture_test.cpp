// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/view/plane_picture.hpp>
#include <core/view/probe.hpp>
#include <tests/core/view/planes.hpp>
#include <tests/core/view/volumes.hpp>

using namespace gantry::core;
using namespace gantry::core::view;

namespace {

VolumeHeader cube(DType type) {
  VolumeHeader h;
  h.dtype = type;
  h.shape = {16, 16, 16, 1, 1};
  return h;
}

Pixels drawn(const std::vector<PlaneLayer> &layers, const PatientPlane &plane) {
  Crew crew(1);
  Pixels pixels;
  PlanePicture(layers).draw(plane, crew, pixels);
  return pixels;
}

// Voxel by voxel, from above.
PatientPlane slice(double z) {
  return {.origin = {0, 0, z}, .orientation = {}, .spacing = 1, .width = 16, .height = 16};
}

ShownVolumePtr labels_with_square() {
  VolumeHeader h = cube(DType::u8);
  h.labels = true;
  h.segments = {{.value = 3, .name = "Square", .code = "", .colour = 0xFF8000}};
  std::vector<std::uint8_t> values(16 * 16 * 16);
  for (std::size_t y = 4; y < 10; ++y)
    for (std::size_t x = 5; x < 12; ++x) values[x + 16 * (y + 16 * 8)] = 3;
  return volume_of(h, values);
}

}  // namespace

TEST_CASE("Grey levels are those of the window, whatever the voxels' type") {
  const auto levels = [](auto type, DType dtype) {
    std::vector<decltype(type)> values(16 * 16 * 16);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<decltype(type)>(i % 256 / 2);
    const auto volume = volume_of(cube(dtype), values);
    const Window window{61.3, 77.7};
    const Pixels pixels = drawn({{.volume = volume, .look = Tone{.window = window}}}, slice(5));
    bool same = true;
    for (std::size_t i = 0; i < pixels.rgba.size(); ++i) {
      const std::uint8_t grey = grey_of(static_cast<double>(values[5 * 256 + i]), window);
      same = same && pixels.rgba[i] == Rgba{grey, grey, grey, 255};
    }
    return same;
  };
  CHECK(levels(std::int8_t{}, DType::i8));
  CHECK(levels(std::uint16_t{}, DType::u16));
  CHECK(levels(std::int16_t{}, DType::i16));
  CHECK(levels(std::int64_t{}, DType::i64));
  CHECK(levels(float{}, DType::f32));
  CHECK(levels(double{}, DType::f64));
}

TEST_CASE("A map over an image is mixed by its opacity, and lies where its own geometry says") {
  const auto image = volume_of(cube(DType::u8), std::vector<std::uint8_t>(16 * 16 * 16, 100));
  VolumeHeader h = cube(DType::f32);
  h.shape = {2, 2, 2, 1, 1};
  h.geometry.spacing = {4, 4, 4};
  h.geometry.origin = {5.5, 5.5, 5.5};  // voxels from 3.5 to 11.5
  std::vector<float> values{0.5F, 1, 0, NAN, 0.5F, 1, 0, NAN};
  const auto map = volume_of(h, values);
  Tone tone{.window = {0.5, 1}, .colours = report::ColourMap::viridis, .opacity = 0.6, .zero_is_nothing = true};
  const Pixels pixels = drawn({{.volume = image, .look = Tone{.window = {127.5, 255}}},
                               {.volume = map, .interpolation = Interpolation::nearest, .look = tone}},
                              slice(6));
  const auto mixed = [](double fraction) {
    const auto c = report::map_colour(report::ColourMap::viridis, fraction);
    return std::array{153 / 255.0 * c.red * 255 + 102 / 255.0 * 100, 153 / 255.0 * c.green * 255 + 102 / 255.0 * 100,
                      153 / 255.0 * c.blue * 255 + 102 / 255.0 * 100};
  };
  for (std::uint32_t y = 0; y < 16; ++y) {
    for (std::uint32_t x = 0; x < 16; ++x) {
      const Rgba &p = pixels.rgba[16 * y + x];
      const bool left = x >= 4 && x < 8, right = x >= 8 && x < 12, top = y >= 4 && y < 8;
      if (!top || !(left || right)) {
        CHECK(p == Rgba{100, 100, 100, 255});
        continue;
      }
      const auto c = mixed(left ? 0.5 : 1);
      CHECK(std::abs(p.red - c[0]) <= 1.5);
      CHECK(std::abs(p.green - c[1]) <= 1.5);
      CHECK(std::abs(p.blue - c[2]) <= 1.5);
    }
  }
}

TEST_CASE("A segment has an outline within its own pixels, as thick as asked for, also across bands of rows") {
  const auto labels = labels_with_square();
  for (const std::uint32_t zoom : {1u, 5u}) {
    const PatientPlane plane{.origin = {-0.5 + 0.5 / zoom, -0.5 + 0.5 / zoom, 8},
                             .orientation = {},
                             .spacing = 1.0 / zoom,
                             .width = 16 * zoom,
                             .height = 16 * zoom};
    const std::uint32_t thick = zoom == 1 ? 1 : 2;
    const Pixels pixels =
        drawn({{.volume = labels, .look = LabelLook{.fill = 0, .outline = 1, .thickness = thick}}}, plane);
    std::size_t wrong = 0;
    for (std::uint32_t y = 0; y < plane.height; ++y) {
      for (std::uint32_t x = 0; x < plane.width; ++x) {
        const bool in = x >= 5 * zoom && x < 12 * zoom && y >= 4 * zoom && y < 10 * zoom;
        const bool core =
            x >= 5 * zoom + thick && x + thick < 12 * zoom && y >= 4 * zoom + thick && y + thick < 10 * zoom;
        const Rgba expected = in && !core ? Rgba{255, 128, 0, 255} : Rgba{0, 0, 0, 255};
        wrong += pixels.rgba[plane.width * y + x] == expected ? 0 : 1;
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("Segments are filled by their opacity; hidden ones are not drawn") {
  const auto labels = labels_with_square();
  const auto at = [&](const LabelLook &look) {
    return drawn({{.volume = labels, .look = look}}, slice(8)).rgba[16 * 7 + 8];
  };
  CHECK(at({.fill = 1, .outline = 0}) == Rgba{255, 128, 0, 255});
  CHECK(at({.fill = 0.4, .outline = 0}) == Rgba{102, 51, 0, 255});
  CHECK(at({.fill = 1, .outline = 1, .hidden = {3}}) == Rgba{0, 0, 0, 255});
}

TEST_CASE("Colours are shown as they are") {
  std::vector<std::uint8_t> values(16 * 16 * 16 * 3);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(i * 7);
  const auto volume = volume_of(cube(DType::rgb8), values);
  const Pixels pixels = drawn({{.volume = volume}}, slice(3));
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < 256; ++i) {
    const std::uint8_t *c = values.data() + 3 * (3 * 256 + i);
    wrong += pixels.rgba[i] == Rgba{c[0], c[1], c[2], 255} ? 0 : 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("Two threads draw what one draws, and a picture that is refined ends as one that is drawn at once") {
  const auto volume = coordinates(oblique(), 1);
  for (const PatientPlane &plane : planes_through(volume->header)) {
    const PlanePicture picture({{.volume = volume, .look = Tone{.window = {35, 40}}}});
    Crew alone(0), two(1);
    Pixels one, both;
    picture.draw(plane, alone, one);
    picture.draw(plane, two, both);
    CHECK(one.rgba == both.rgba);
    Refinement fine(plane, 4);
    int pictures = 0;
    std::uint32_t last = 0;
    while (!fine.done()) {
      if (!fine.work(picture, two, std::chrono::microseconds(0))) continue;
      ++pictures;
      CHECK(fine.pixels().width > last);
      last = fine.pixels().width;
    }
    CHECK(pictures == 3);
    CHECK(fine.pixels().rgba == one.rgba);
  }
}
