// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <tests/plugins/support/plugin_bench.hpp>

extern "C" const gantry_plugin_entry relaxometry_entry;

using namespace gantry::test;

namespace {

HeldVolume image(const std::vector<float> &voxels) {
  return HeldVolume::of<float>(gantry::VolumeSpec().shape(voxels.size(), 1, 1), voxels);
}

}  // namespace

TEST_CASE("the double angle gives the relative B1, and NaN where the signals can't come from such angles") {
  // M sin(a) and M sin(2 a) at 0.8, 1 and 1.1 of 60 degrees; then air, and noise that is larger than it can be.
  std::vector<float> once, twice;
  const double wanted[] = {0.8, 1, 1.1};
  for (const double b1 : wanted) {
    once.push_back(static_cast<float>(900 * std::sin(b1 * M_PI / 3)));
    twice.push_back(static_cast<float>(900 * std::sin(2 * b1 * M_PI / 3)));
  }
  for (const auto &[a, b] : {std::pair{0.0f, 3.0f}, std::pair{5.0f, 20.0f}}) {
    once.push_back(a);
    twice.push_back(b);
  }
  const Outcome o =
      PluginBench(relaxometry_entry).input("single", image(once)).input("double", image(twice)).run("double_angle_b1");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldVolume &b1 = o.volume("B1");
  for (std::uint64_t i = 0; i < 3; ++i) CHECK(b1.value(i) == Approx(wanted[i]).epsilon(1e-5));
  CHECK(std::isnan(b1.value(3)));
  CHECK(std::isnan(b1.value(4)));
}

TEST_CASE("the angle that was asked for counts: acos(700 / (2 * 500)) / radians(50)") {
  const Outcome o = PluginBench(relaxometry_entry)
                        .input("single", image({500}))
                        .input("double", image({700}))
                        .set("angle", 50.0)
                        .run("double_angle_b1");
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("B1").value(0) == Approx(0.911459919983886).epsilon(1e-6));
}

TEST_CASE("images of different shapes are refused in words") {
  const Outcome o = PluginBench(relaxometry_entry)
                        .input("single", image({500}))
                        .input("double", image({700, 1}))
                        .run("double_angle_b1");
  CHECK(o.status == GANTRY_BAD_DATA);
  CHECK(o.parameter == "double");
}
