// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <direction_average.hpp>
#include <tests/plugins/support/plugin_bench.hpp>

extern "C" const gantry_plugin_entry diffusion_entry;

using namespace gantry::test;
using diffusion::shells_of;
using Frames = std::vector<std::size_t>;

namespace {

gantry::VolumeSpec two_voxels(const std::vector<double> &b, const std::string &unit = "s/mm2") {
  gantry::VolumeSpec spec = gantry::VolumeSpec().shape(2, 1, 1);
  spec.axis("diffusion", {{"b", unit, b}});
  return spec;
}

HeldVolume series(const std::vector<double> &b, const std::vector<float> &voxels) {
  return HeldVolume::of<float>(two_voxels(b), voxels);
}

}  // namespace

TEST_CASE(
    "shells are runs of b-values with steps within the tolerance, ascending, whatever their order in the series") {
  const auto shells = shells_of({1000, 0, 2000, 995, 5, 1012}, 3000, 20);
  REQUIRE(shells.size() == 3);
  CHECK(shells[0].frames == Frames{1, 4});
  CHECK(shells[1].frames == Frames{0, 3, 5});
  CHECK(shells[2].frames == Frames{2});
  CHECK(shells[0].b == Approx(2.5));
  CHECK(shells[1].b == Approx((1000 + 995 + 1012) / 3.0));
}

TEST_CASE("a b-value at the limit belongs in, one above it is left out; a step equal to the tolerance doesn't divide") {
  CHECK(shells_of({0, 3000, 3001}, 3000, 20).size() == 2);
  CHECK(shells_of({0, 20, 41}, 3000, 20).size() == 2);
  CHECK(shells_of({10, 20}, 5, 20).empty());
  CHECK(shells_of({7, 7, 8}, 3000, 0).size() == 2);
}

TEST_CASE("each image is the mean of its shell's, with mean b and the number of directions on the axis") {
  const auto image = series({0, 1000, 1010, 2500, 4000}, {100, 10, 60, 6, 40, 3, 20, 1, 9, 9});
  const Outcome o = PluginBench(diffusion_entry).input("series", image).run("direction_average");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldVolume &average = o.volume("average");
  REQUIRE(average.c().shape[3] == 3);
  const double expected[] = {100, 10, 50, 4.5, 20, 1};
  for (std::uint64_t i = 0; i < 6; ++i) CHECK(average.value(i) == expected[i]);
  const gantry::VolumeView view(average.c());
  CHECK(view.axis_column("b")->values[1] == 1005);
  CHECK(view.axis_column("directions")->values[1] == 2);
  CHECK(std::string(view.axis_column("b")->unit) == "s/mm2");
}

TEST_CASE("b_max leaves images out; too low, it is refused with the lowest b-value in words") {
  const auto image = series({500, 1000}, {1, 2, 3, 4});
  const Outcome some = PluginBench(diffusion_entry).input("series", image).set("b_max", 600.0).run("direction_average");
  REQUIRE(some.status == GANTRY_OK);
  CHECK(some.volume("average").c().shape[3] == 1);
  const Outcome none = PluginBench(diffusion_entry).input("series", image).set("b_max", 100.0).run("direction_average");
  CHECK(none.status == GANTRY_OUT_OF_RANGE);
  CHECK(none.parameter == "b_max");
  CHECK(none.hint.find("500") != std::string::npos);
  CHECK(none.volumes.empty());
}

TEST_CASE("a NaN in one direction is a NaN in the average, there and nowhere else") {
  const auto image = series({1000, 1000}, {NAN, 2, 3, 4});
  const Outcome o = PluginBench(diffusion_entry).input("series", image).run("direction_average");
  REQUIRE(o.status == GANTRY_OK);
  CHECK(std::isnan(o.volume("average").value(0)));
  CHECK(o.volume("average").value(1) == 3);
}

TEST_CASE("a volume without b-values, or with them in another unit, is refused in words that say what to do") {
  const auto plain = HeldVolume::of<float>(gantry::VolumeSpec().shape(2, 1, 1), {1, 2});
  const auto other = HeldVolume::of<float>(two_voxels({0, 1}, "ms/um2"), {1, 2, 3, 4});
  for (const auto &image : std::vector<HeldVolume>{plain, other}) {
    const Outcome o = PluginBench(diffusion_entry).input("series", image).run("direction_average");
    CHECK(o.status == GANTRY_BAD_DATA);
    CHECK(o.parameter == "series");
    CHECK(o.message.find("b-values") != std::string::npos);
    CHECK(o.hint.find(".bval") != std::string::npos);
    CHECK(o.volumes.empty());
  }
}
