// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace gantry::test;

namespace {

double squares(const std::vector<double> &v, std::size_t begin, std::size_t end) {
  double mean = 0, sum = 0;
  for (std::size_t i = begin; i < end; ++i) mean += v[i] / static_cast<double>(end - begin);
  for (std::size_t i = begin; i < end; ++i) sum += (v[i] - mean) * (v[i] - mean);
  return sum;
}

// Every way to cut ten sorted values into three runs.
double least_squares_by_trying(const std::vector<double> &sorted) {
  double best = INFINITY;
  for (std::size_t a = 1; a + 1 < sorted.size(); ++a) {
    for (std::size_t b = a + 1; b < sorted.size(); ++b) {
      best = std::min(best, squares(sorted, 0, a) + squares(sorted, a, b) + squares(sorted, b, sorted.size()));
    }
  }
  return best;
}

}  // namespace

TEST_CASE("from the best start, k-means has the least sum of squares that any three classes have") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Sequence random(seed);
    std::vector<double> values;
    for (int i = 0; i < 10; ++i) values.push_back(100 * random.uniform() * random.uniform());
    const Outcome o = segmentation().input("image", row(values)).set("start", "best").run("kmeans");
    REQUIRE(o.status == GANTRY_OK);
    double reached = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      const double n = o.tables.at("classes").number("voxels", c), sd = o.tables.at("classes").number("sd", c);
      reached += sd * sd * (n - 1);
    }
    std::sort(values.begin(), values.end());
    REQUIRE(reached == Approx(least_squares_by_trying(values)).epsilon(1e-9));
  }
}

TEST_CASE("classes are settled: every value is nearest to its own class mean") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Sequence random(seed);
    std::vector<double> values;
    for (int i = 0; i < 60; ++i) values.push_back(100 * random.uniform() * random.uniform());
    const Outcome o = segmentation().input("image", row(values)).set("classes", 4).run("kmeans");
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto own = static_cast<std::size_t>(o.volume("labels").value(i)) - 1;
      const double distance = std::abs(values[i] - o.tables.at("classes").number("mean", own));
      for (std::size_t c = 0; c < 4; ++c) {
        REQUIRE(distance <= std::abs(values[i] - o.tables.at("classes").number("mean", c)) + 1e-9);
      }
    }
  }
}

TEST_CASE("values that nearly all are the same still give classes") {
  std::vector<std::uint8_t> values(1000, 0);
  values[1] = 5;
  values[2] = 200;
  const Outcome o = segmentation().input("image", row(values)).run("kmeans");
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("labels").value(0) == 1);
  CHECK(o.volume("labels").value(1) == 2);
  CHECK(o.volume("labels").value(2) == 3);
}

TEST_CASE("three Gaussians are found, with names, codes, volumes in mL and the image's unit") {
  Sequence random(3);
  std::vector<float> values;
  for (int i = 0; i < 30000; ++i) values.push_back(static_cast<float>(50 + 50 * (i % 3) + 5 * random.normal()));
  gantry::VolumeSpec spec = row_spec(values.size());
  spec.unit("ms");
  const Outcome o = segmentation()
                        .input("image", HeldVolume::of<float>(spec, values))
                        .set("names", "CSF, grey matter,white matter")
                        .set("codes", "SCT:65216001,,")
                        .run("kmeans");
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &t = o.tables.at("classes");
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(t.number("mean", c) == Approx(50 + 50 * static_cast<double>(c)).margin(0.3));
    CHECK(t.number("sd", c) == Approx(5).margin(0.1));
    CHECK(t.number("voxels", c) == Approx(10000).margin(20));
    CHECK(t.number("volume", c) == Approx(t.number("voxels", c) * 0.01));  // 1 x 2 x 5 mm
  }
  CHECK(t.text("name", 1) == "grey matter");
  CHECK(t.unit("volume") == "mL");
  CHECK(t.unit("mean") == "ms");
  const gantry_volume &labels = o.volume("labels").c();
  REQUIRE(labels.segment_count == 3);
  CHECK(std::string(labels.segments[2]->name) == "white matter");
  CHECK(std::string(labels.segments[0]->code) == "SCT:65216001");
}

TEST_CASE("the mask limits where it looks, and names must fit the classes") {
  const HeldVolume image = row<std::uint16_t>({1, 2, 60000, 10, 11});
  const Outcome o =
      segmentation().input("image", image).input("mask", row<float>({1, 1, 0, 1, 1})).set("classes", 2).run("kmeans");
  REQUIRE(o.status == GANTRY_OK);
  CHECK(values_of(o.volume("labels")) == std::vector<double>{1, 1, 0, 2, 2});
  const Outcome names = segmentation().input("image", image).set("names", "a,b").run("kmeans");
  CHECK(names.status == GANTRY_INVALID_ARGUMENT);
  CHECK(names.parameter == "names");
}

TEST_CASE("a mask of another space is refused, saying how far off it is") {
  const HeldVolume image = row<float>({1, 2, 3}), mask = row<float>({1, 1, 1});
  mask.geometry().origin[2] += 4;
  const Outcome moved = segmentation().input("image", image).input("mask", mask).run("kmeans");
  CHECK(moved.code == "segmentation.space");
  CHECK(moved.parameter == "mask");
  CHECK(moved.message.find("4.0") != std::string::npos);
  CHECK(segmentation().input("image", image).input("mask", row<float>({1, 1})).run("kmeans").message ==
        "it has 2x1x1 voxels, where 3x1x1 are needed");
}
