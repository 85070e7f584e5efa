// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace gantry::test;

namespace {

// Otsu's own criterion, by trying every pair of levels: sum over classes of weight * (mean - total mean)^2.
double between_variance(const std::map<double, int> &histogram, const std::vector<double> &levels) {
  double total = 0, count = 0;
  for (const auto &[v, n] : histogram) total += v * n, count += n;
  std::vector<double> sum(levels.size() + 1, 0), weight(levels.size() + 1, 0);
  for (const auto &[v, n] : histogram) {
    std::size_t c = 0;
    for (const double level : levels) c += v >= level;
    sum[c] += v * n;
    weight[c] += n;
  }
  double variance = 0;
  for (std::size_t c = 0; c < sum.size(); ++c) {
    if (weight[c] > 0) variance += weight[c] * std::pow(sum[c] / weight[c] - total / count, 2);
  }
  return variance;
}

std::vector<double> levels_of(const Outcome &o) {
  std::vector<double> out;
  for (std::size_t r = 0; r < o.tables.at("levels").rows; ++r) out.push_back(o.tables.at("levels").number("level", r));
  return out;
}

}  // namespace

TEST_CASE("Otsu's levels have the largest variance between classes of all that can be tried") {
  Sequence random(7);
  std::vector<std::uint8_t> values;
  std::map<double, int> histogram;
  for (int i = 0; i < 400; ++i) {
    const double centre = i % 4 == 0 ? 8 : i % 4 == 1 ? 20 : 33;
    values.push_back(static_cast<std::uint8_t>(std::clamp(centre + 3 * random.normal(), 0.0, 40.0)));
    ++histogram[values.back()];
  }
  double best1 = 0, best2 = 0, best3 = 0;
  for (int a = 1; a <= 40; ++a) {
    best1 = std::max(best1, between_variance(histogram, {double(a)}));
    for (int b = a + 1; b <= 40; ++b) {
      best2 = std::max(best2, between_variance(histogram, {double(a), double(b)}));
      for (int c = b + 1; c <= 40; ++c) {
        best3 = std::max(best3, between_variance(histogram, {double(a), double(b), double(c)}));
      }
    }
  }
  const std::vector<double> best{best1, best2, best3};
  for (int k = 1; k <= 3; ++k) {
    const Outcome o = segmentation().input("image", row(values)).set("thresholds", k).run("otsu");
    REQUIRE(o.status == GANTRY_OK);
    const auto levels = levels_of(o);
    REQUIRE(levels.size() == static_cast<std::size_t>(k));
    CHECK(between_variance(histogram, levels) == Approx(best[static_cast<std::size_t>(k) - 1]).epsilon(1e-12));
    for (std::size_t i = 0; i < values.size(); ++i) {
      double wanted = 1;
      for (const double level : levels) wanted += values[i] >= level;
      REQUIRE(o.volume("labels").value(i) == wanted);
    }
  }
}

TEST_CASE("the 6x6 picture with the published histogram 8 7 2 6 9 4 is cut at 3") {
  // Greensted A, "Otsu Thresholding", The Lab Book Pages (2010): the background is 0 to 2, the foreground 3 to 5.
  const int histogram[6] = {8, 7, 2, 6, 9, 4};
  std::vector<std::uint8_t> values;
  for (int v = 0; v < 6; ++v)
    values.insert(values.end(), static_cast<std::size_t>(histogram[v]), static_cast<std::uint8_t>(v));
  CHECK(levels_of(segmentation().input("image", row(values)).run("otsu")) == std::vector<double>{3});
}

TEST_CASE("two Gaussians of floats that meet are cut half-way, and NaN stays outside") {
  Sequence random(11);
  std::vector<float> values;
  for (int i = 0; i < 40000; ++i) values.push_back(static_cast<float>((i % 2 == 0 ? 100 : 200) + 30 * random.normal()));
  values.push_back(NAN);
  const Outcome o = segmentation().input("image", row(values)).run("otsu");
  CHECK(levels_of(o)[0] == Approx(150).margin(1));
  CHECK(o.volume("labels").value(40000) == 0);
  CHECK(o.warnings.size() == 1);
}

TEST_CASE("fewer values than classes, an empty mask and NaN alone are refused in words") {
  const HeldVolume flat = row<float>({5, 5, 5});
  const Outcome few = segmentation().input("image", flat).run("otsu");
  CHECK(few.status == GANTRY_INVALID_ARGUMENT);
  CHECK(few.message.find("1 different values") != std::string::npos);
  CHECK(segmentation().input("image", flat).input("mask", row<std::uint8_t>({0, 0, 0})).run("otsu").code ==
        "segmentation.empty-mask");
  CHECK(segmentation().input("image", row<float>({NAN, NAN})).run("otsu").code == "segmentation.no-values");
}
