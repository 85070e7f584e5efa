// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/view/measure.hpp>
#include <core/view/rays/ray_picture.hpp>
#include <numbers>
#include <tests/core/view/planes.hpp>
#include <tests/core/view/volumes.hpp>

using namespace gantry::core;
using namespace gantry::core::view;

namespace {

VolumeHeader large(VolumeHeader h) {
  h.shape = {100, 90, 40, 1, 1};
  h.geometry.spacing = {0.8, 0.9, 1.7};
  if (!h.geometry.slice_positions.empty()) {
    const auto first = h.geometry.slice_positions[0], step = h.geometry.slice_positions[1] - first;
    h.geometry.slice_positions.clear();
    for (int k = 0; k < 40; ++k)
      h.geometry.slice_positions.push_back(first + (k * 0.85 + (k % 3 == 1 ? 0.3 : 0.0)) * step);
  }
  return h;
}

// Labelled 4 within a ball around a position off the middle.
struct Ball {
  ShownVolumePtr labels;
  Vector middle;
  double radius = 15;

  explicit Ball(VolumeHeader h) {
    h.dtype = DType::u8;
    h.labels = true;
    h.segments = {{.value = 9, .name = "", .code = "", .colour = 0}, {.value = 4, .name = "", .code = "", .colour = 0}};
    middle = middle_of(h) + Vector{3, -4, 5};
    std::vector<std::uint8_t> values;
    for (std::uint64_t k = 0; k < h.shape[2]; ++k)
      for (std::uint64_t j = 0; j < h.shape[1]; ++j)
        for (std::uint64_t i = 0; i < h.shape[0]; ++i)
          values.push_back(
              distance(h.geometry.position({static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)}),
                       middle) <= radius
                  ? 4
                  : 0);
    labels = volume_of(h, values);
  }
};

bool is_lit(const Rgba &p) { return p.red + p.green + p.blue > 0; }

}  // namespace

TEST_CASE(
    "A labelled ball is seen where it is, as large as it is and in its colour, from all sides: oblique, tilted, "
    "uneven") {
  Crew crew(1);
  for (const VolumeHeader &h : {large(oblique()), large(tilted()), large(tilted_uneven())}) {
    const Ball ball(h);
    const RayField field = ray_labels(*ball.labels, {.longest = 256}, crew);
    for (const bool quick : {false, true}) {
      const RayPicture picture(field, {{1, 0, 0}, {0, 1, 0.5}}, {.quick = quick});
      for (const PatientPlane &through : planes_through(h)) {
        const PatientPlane plane = plane_around(middle_of(h), through.orientation, 0.5, 160, 160);
        Pixels pixels;
        picture.draw(plane, crew, pixels);
        double count = 0, x = 0, y = 0;
        bool coloured = true;
        for (std::uint32_t i = 0; i < pixels.rgba.size(); ++i) {
          const Rgba &p = pixels.rgba[i];
          if (!is_lit(p)) continue;
          coloured = coloured && p.red == 0 && p.green > 0 && std::abs(p.blue * 2 - p.green) < 3;
          count += 1;
          x += i % 160;
          y += i / 160;
        }
        const Vector expected = plane.pixel(ball.middle);
        INFO("quick: " << quick << ", normal " << plane.normal()[0] << " " << plane.normal()[1] << " "
                       << plane.normal()[2]);
        CHECK(coloured);
        CHECK(x / count == Approx(expected[0]).margin(0.8));
        CHECK(y / count == Approx(expected[1]).margin(0.8));
        CHECK(count * 0.25 == Approx(std::numbers::pi * 225).epsilon(0.03));
        // Light comes from the viewer: the middle is brighter than the rim.
        const auto at = [&](double dx) {
          return pixels
              .rgba[static_cast<std::size_t>(std::lround(expected[1])) * 160 +
                    static_cast<std::size_t>(std::lround(expected[0] + dx))]
              .green;
        };
        CHECK(at(0) > at(26));
      }
    }
  }
}

TEST_CASE("Opacity gathers by the thickness that a ray goes through, at any length of its steps") {
  Crew crew(0);
  VolumeHeader h;
  h.dtype = DType::i16;
  h.shape = {60, 60, 50, 1, 1};
  std::vector<std::int16_t> values(h.elements(), -1000);
  for (std::size_t z = 10; z < 30; ++z)
    for (std::size_t y = 10; y < 50; ++y)
      for (std::size_t x = 10; x < 50; ++x) values[x + 60 * (y + 60 * z)] = 500;
  const auto volume = volume_of(h, values);
  const RayField field = ray_field(*volume, {.lower = -1000, .upper = 1000}, crew);
  const Transfer transfer{.points = {{400, {1, 0.5, 0}, 0}, {401, {1, 0.5, 0}, 0.05}}};
  for (const bool quick : {false, true}) {
    const RayPicture picture(field, transfer, {.quick = quick, .shaded = false});
    const PatientPlane above = plane_around({30, 30, 20}, {}, 1, 40, 40);
    const PatientPlane beside = plane_around({30, 30, 20}, patient_orientation(report::Plane::coronal), 1, 40, 40);
    for (const auto &[plane, mm] : {std::pair{above, 20.0}, std::pair{beside, 40.0}}) {
      Pixels pixels;
      picture.draw(plane, crew, pixels);
      const Rgba &p = pixels.rgba[20 * 40 + 20];
      // Ray steps between the outermost centres, 1 mm fewer than voxels, are of that value wholly.
      const double least = 255 * (1 - std::pow(0.95, mm - 1.5)), most = 255 * (1 - std::pow(0.95, mm + 0.5));
      CHECK(p.red >= least - 1);
      CHECK(p.red <= most + 1);
      CHECK(std::abs(p.red - 2 * p.green) <= 2);
      CHECK(p.blue == 0);
    }
  }
}

TEST_CASE("Stepping over what is empty leaves the picture as it is") {
  Crew crew(1);
  const Ball ball(large(oblique()));
  RayField field = ray_field(*ball.labels, {.lower = 0, .upper = 8}, crew);
  const Transfer transfer{.points = {{1, {1, 1, 1}, 0}, {3, {1, 0.8, 0.6}, 0.3}}};
  const RayPicture skipping(field, transfer, {});
  RayField full = field;
  std::fill(full.least.begin(), full.least.end(), std::uint8_t{0});
  std::fill(full.greatest.begin(), full.greatest.end(), std::uint8_t{255});
  const RayPicture stepping(full, transfer, {});
  for (const PatientPlane &plane : planes_through(ball.labels->header)) {
    Pixels a, b;
    skipping.draw(plane, crew, a);
    stepping.draw(plane, crew, b);
    std::size_t lit = 0, wrong = 0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) {
      lit += is_lit(b.rgba[i]) ? 1 : 0;
      wrong += std::abs(a.rgba[i].red - b.rgba[i].red) > 2 ? 1 : 0;
    }
    CHECK(lit > 100);
    CHECK(wrong == 0);
  }
}
