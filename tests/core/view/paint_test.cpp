// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/view/paint/between_slices.hpp>
#include <core/view/paint/fill.hpp>
#include <core/view/paint/history.hpp>
#include <nlohmann/json.hpp>
#include <numbers>
#include <random>
#include <tests/core/view/volumes.hpp>

using namespace gantry::core;
using namespace gantry::core::view;

namespace {

VolumeHeader room(std::uint64_t x, std::uint64_t y, std::uint64_t z, std::array<double, 3> spacing) {
  VolumeHeader h = oblique();
  h.shape = {x, y, z, 1, 1};
  h.geometry.spacing = spacing;
  return h;
}

// Fifty actions of all kinds with a few segments.
void paint_at_random(PaintHistory &history, int actions, unsigned seed) {
  std::mt19937 random(seed);
  const VolumeHeader &h = history.canvas().header();
  const auto place = [&] {
    Vector voxel{};
    for (std::size_t a = 0; a < 3; ++a)
      voxel[a] = std::uniform_real_distribution<>(0, static_cast<double>(h.shape[a]))(random);
    return h.geometry.position(voxel);
  };
  for (int n = 0; n < actions;) {
    const auto label = static_cast<Label>(std::uniform_int_distribution<>(0, 3)(random));
    Stroke stroke(history.canvas(), label, n % 3 == 0 ? Over::background() : Over{});
    if (n % 5 == 4) {
      fill_connected(stroke, {static_cast<std::uint64_t>(n) % h.shape[0], 3, 4}, {.layer_axis = 2});
    } else {
      Brush brush{.radius = std::uniform_real_distribution<>(1, 6)(random)};
      if (n % 2 == 1)
        brush.disc = unit(Vector{h.geometry.direction[2], h.geometry.direction[5], h.geometry.direction[8]});
      sweep(stroke, brush, place(), place());
    }
    n += history.add("Action", stroke.finish()) ? 1 : 0;
  }
}

}  // namespace

TEST_CASE("A ball that is painted has the volume of a ball to 2 %: anisotropic, tilted") {
  for (const bool sheared : {false, true}) {
    VolumeHeader h = room(80, 70, 60, {0.7, 0.8, 1.1});
    if (sheared) h.geometry.direction = tilted().geometry.direction;
    LabelCanvas canvas(h);
    Stroke stroke(canvas, 5);
    const Vector middle = h.geometry.position({40, 35, 30});
    sweep(stroke, {.radius = 18}, middle, middle);
    CHECK(canvas.volume_mm3(5) == Approx(4.0 / 3 * std::numbers::pi * 18 * 18 * 18).epsilon(0.02));
    // A way of 10 mm makes a capsule of it.
    sweep(stroke, {.radius = 18}, middle, middle + Vector{6, 0, 8});
    CHECK(canvas.volume_mm3(5) ==
          Approx(4.0 / 3 * std::numbers::pi * 18 * 18 * 18 + std::numbers::pi * 18 * 18 * 10).epsilon(0.02));
  }
}

TEST_CASE("A disc paints the slice that it is drawn on and no other, as large as it is") {
  const VolumeHeader h = room(90, 80, 9, {0.5, 0.6, 3});
  LabelCanvas canvas(h);
  Stroke stroke(canvas, 1);
  const auto &d = h.geometry.direction;
  const Vector middle = h.geometry.position({45, 40, 4.2});
  sweep(stroke, {.radius = 12, .disc = Vector{d[2], d[5], d[8]}}, middle, middle);
  const std::uint64_t slice = h.shape[0] * h.shape[1];
  const auto voxels = canvas.voxels();
  std::uint64_t count = 0;
  for (std::uint64_t i = 0; i < voxels.size(); ++i) {
    if (voxels[i] == 0) continue;
    CHECK(i / slice == 4);
    ++count;
  }
  CHECK(static_cast<double>(count) * 0.3 == Approx(std::numbers::pi * 144).epsilon(0.02));
}

TEST_CASE(
    "A threshold keeps the brush to the voxels of those values; an eraser takes away; other labels can be spared") {
  VolumeHeader h = room(30, 30, 10, {1, 1, 1});
  h.dtype = DType::i16;
  std::vector<std::int16_t> values;
  for (std::size_t i = 0; i < 9000; ++i) values.push_back(static_cast<std::int16_t>(i % 30));
  const auto image = volume_of(h, values);
  LabelCanvas canvas(h);
  const Vector middle = h.geometry.position({15, 15, 5});
  {
    Stroke stroke(canvas, 1);
    sweep(stroke, {.radius = 100, .threshold = Threshold{image, 10, 12}}, middle, middle);
    CHECK(canvas.count(1) == 3 * 30 * 10);
  }
  {
    Stroke stroke(canvas, 2, Over::background());
    sweep(stroke, {.radius = 100}, middle, middle);
    CHECK(canvas.count(1) == 900);
    CHECK(canvas.count(2) == 8100);
  }
  Stroke eraser(canvas, 0, Over::only(1));
  sweep(eraser, {.radius = 100}, middle, middle);
  CHECK(canvas.count(0) == 900);
  CHECK(canvas.count(2) == 8100);
}

TEST_CASE("A fill takes what is connected through faces and no more, in a slice or through all of them") {
  const VolumeHeader h = room(12, 11, 5, {1, 1, 1});
  LabelCanvas canvas(h);
  {
    Stroke wall(canvas, 9);  // x = 4 in all slices but the last
    for (std::uint64_t k = 0; k < 4; ++k)
      for (std::uint64_t j = 0; j < 11; ++j) wall.set(canvas.index(4, j, k), 1);
  }
  {
    Stroke stroke(canvas, 1);
    fill_connected(stroke, {0, 0, 2}, {.layer_axis = 2});
    CHECK(canvas.count(1) == 4 * 11);
  }
  for (const std::size_t axis : {0U, 1U}) {
    LabelCanvas copy = LabelCanvas::of(*canvas.shown()).value();
    Stroke stroke(copy, 2);
    fill_connected(stroke, {8, 3, 1}, {.layer_axis = axis});
    CHECK(copy.count(2) == (axis == 0 ? 11 * 5 : 7 * 4 + 12 + 4));
  }
  Stroke stroke(canvas, 3);
  fill_connected(stroke, {8, 3, 1}, {});
  // Through the last slice also to the other side, but not through what has another label there.
  CHECK(canvas.count(3) == 12 * 11 * 5 - 4 * 11 - 3 * 4 * 11);
}

TEST_CASE("What lies between painted slices follows their shapes: a cone, at even and uneven distances, oblique") {
  for (const bool is_uneven : {false, true}) {
    VolumeHeader h = room(120, 120, 21, {0.5, 0.5, 2});
    std::vector<double> heights;
    for (int k = 0; k <= 20; ++k) heights.push_back(is_uneven ? 2 * k + (k % 3 == 1 ? 0.9 : 0) : 2 * k);
    for (const double z : heights) {
      Vector p = h.geometry.origin;
      for (std::size_t row = 0; row < 3; ++row) p[row] += h.geometry.direction[3 * row + 2] * z;
      h.geometry.slice_positions.push_back(p);
    }
    // Its middle moves by 1.6 voxels for each mm, its radius shrinks from 16 to 8 mm.
    const auto in = [&](std::uint64_t i, std::uint64_t j, std::size_t k) {
      const double z = heights[k], x = 0.5 * (static_cast<double>(i) - 34 - 1.6 * z),
                   y = 0.5 * (static_cast<double>(j) - 60);
      return std::hypot(x, y) <= 16 - 0.2 * z;
    };
    LabelCanvas canvas(h);
    Stroke painted(canvas, 2);
    std::uint64_t wanted = 0, wrong = 0;
    for (std::size_t k = 0; k <= 20; ++k) {
      for (std::uint64_t j = 0; j < 120; ++j) {
        for (std::uint64_t i = 0; i < 120; ++i) {
          wanted += in(i, j, k) ? 1 : 0;
          if (k % 5 == 0 && in(i, j, k)) painted.set(canvas.index(i, j, k), 1);
        }
      }
    }
    Stroke between(canvas, 2, Over::background());
    fill_between_slices(between, 2);
    for (std::size_t k = 0; k <= 20; ++k)
      for (std::uint64_t j = 0; j < 120; ++j)
        for (std::uint64_t i = 0; i < 120; ++i)
          wrong += in(i, j, k) != (canvas.voxels()[canvas.index(i, j, k)] == 2) ? 1 : 0;
    CHECK(static_cast<double>(canvas.count(2)) == Approx(static_cast<double>(wanted)).epsilon(0.02));
    CHECK(static_cast<double>(wrong) < 0.04 * static_cast<double>(wanted));
  }
}

TEST_CASE("Fifty actions undone and done again give the same hash at every step") {
  PaintHistory history(LabelCanvas(room(40, 36, 20, {0.9, 1, 1.6})));
  std::vector<std::string> hashes{history.canvas().hash()};
  for (unsigned n = 0; n < 50; ++n) {
    paint_at_random(history, 1, n + 1);
    hashes.push_back(history.canvas().hash());
  }
  for (std::size_t n = 50; n > 0; --n) {
    CHECK(history.canvas().hash() == hashes[n]);
    REQUIRE(history.undo());
  }
  CHECK(history.canvas().hash() == hashes[0]);
  CHECK_FALSE(history.undo());
  for (std::size_t n = 1; n <= 50; ++n) {
    REQUIRE(history.redo());
    CHECK(history.canvas().hash() == hashes[n]);
  }
  CHECK_FALSE(history.redo());
  CHECK(hashes[50] != hashes[0]);
}

TEST_CASE("A journal that is read again gives the same map, what can be undone too, to its last whole record") {
  const VolumeHeader h = room(40, 36, 20, {0.9, 1, 1.6});
  PaintHistory history{LabelCanvas(h)};
  history.canvas().segments() = {{.value = 1, .name = "Liver", .code = "SCT:10200004", .colour = 0x884422}};
  std::vector<std::string> journal{history.begin_entry("image-1").dump()}, hashes{history.canvas().hash()};
  const auto note = [&] {
    journal.push_back(history.journal_entry("image-1").dump());
    hashes.push_back(history.canvas().hash());
  };
  for (unsigned n = 0; n < 20; ++n) {
    paint_at_random(history, 1, n + 7);
    note();
    if (n % 4 == 3) {
      REQUIRE(history.undo());
      note();
      REQUIRE(history.undo());
      note();
      REQUIRE(history.redo());
      note();
    }
  }
  PaintHistory again{LabelCanvas(h)};
  for (std::size_t i = 0; i < journal.size(); ++i) {
    REQUIRE(again.replay(nlohmann::json::parse(journal[i])));
    CHECK(again.canvas().hash() == hashes[i]);
  }
  CHECK(again.canvas().segments() == history.canvas().segments());
  CHECK(again.redo_name() == history.redo_name());
  REQUIRE(again.redo());
  REQUIRE(history.redo());
  REQUIRE(again.undo());
  REQUIRE(history.undo());
  CHECK(again.canvas().hash() == history.canvas().hash());
  // A chain may also be read from a later beginning.
  PaintHistory late{LabelCanvas(h)};
  REQUIRE(late.replay(nlohmann::json::parse(history.begin_entry("image-1").dump())));
  CHECK(late.canvas().hash() == history.canvas().hash());
  // Out of order, or not a record: an error, and nothing is done.
  PaintHistory other{LabelCanvas(h)};
  REQUIRE(other.replay(nlohmann::json::parse(journal[0])));
  const auto skipped = other.replay(nlohmann::json::parse(journal[2]));
  REQUIRE_FALSE(skipped);
  CHECK(skipped.error().code == "paint.journal");
  CHECK_FALSE(other.replay(nlohmann::json::parse("{\"did\":\"change\"}")));
  CHECK(other.canvas().hash() == hashes[0]);
}

TEST_CASE("A stroke is written down in few bytes, and a damaged record is refused") {
  const VolumeHeader h = room(256, 256, 64, {1, 1, 1});
  LabelCanvas canvas(h);
  Stroke stroke(canvas, 1);
  const Vector middle = h.geometry.position({128, 128, 32});
  sweep(stroke, {.radius = 20}, middle, middle);
  const Change change = stroke.finish();
  const auto bytes = packed(change);
  CHECK(change.voxels() > 30000);
  CHECK(bytes.size() < 6 * change.runs.size());
  CHECK(change.runs.size() < 1700);  // rows of a ball: about π · 20²
  const auto same = unpacked(bytes, canvas.voxels().size());
  REQUIRE(same);
  CHECK(same.value() == change);
  CHECK_FALSE(unpacked(bytes, 1000));
  CHECK_FALSE(unpacked(std::span(bytes).first(bytes.size() - 1), canvas.voxels().size()));
  // What is not there any more can't be taken back.
  REQUIRE(canvas.take_back(change));
  CHECK_FALSE(canvas.take_back(change));
  CHECK(canvas.count(1) == 0);
}

TEST_CASE("Label maps are painted on when their labels are whole numbers; others are refused in words") {
  VolumeHeader h = room(3, 2, 1, {1, 1, 1});
  h.dtype = DType::f32;
  h.labels = true;
  const auto good = LabelCanvas::of(*volume_of(h, std::vector<float>{0, 1, 2, 65535, 7, 7}));
  REQUIRE(good);
  CHECK(good.value().count(7) == 2);
  for (const float value : {-1.0F, 0.5F, 65536.0F, NAN}) {
    const auto bad = LabelCanvas::of(*volume_of(h, std::vector<float>{0, 1, 2, value, 7, 7}));
    REQUIRE_FALSE(bad);
    CHECK(bad.error().code == "paint.labels");
  }
}
