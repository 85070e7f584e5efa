// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <curve_shape.hpp>
#include <tests/plugins/support/plugin_bench.hpp>

extern "C" const gantry_plugin_entry perfusion_entry;

using namespace gantry::test;
using perfusion::Shape;
using perfusion::shape_of;

namespace {

// Baseline 10, 12 (mean 11); then a rise by 4 and 10, and a fall.
const std::vector<double> t{0, 2, 4, 7, 10, 20}, y{10, 12, 15, 21, 18, 13};

}  // namespace

TEST_CASE("area, slope, peak, time to peak and washout of a curve by hand") {
  const Shape s = shape_of(t, y, 2, 100);
  // Above 11, from 2 s on: 0, 4 (4 s), 10 (7 s), 7 (10 s), 2 (20 s).
  CHECK(s.area == Approx(2 * 2 + 3 * 7 + 3 * 8.5 + 10 * 4.5));
  CHECK(s.slope == Approx(2));
  CHECK(s.peak == Approx(10));
  CHECK(s.to_peak == Approx(5));
  CHECK(s.washout == Approx(-8.0 / 13));
}

TEST_CASE("the area ends within a piece where its time is over") {
  // 60 s counted from the last point of the baseline: here 3.5 s, half a piece: 0 → 4 over 2 s, then 4 → 7 over 1.5 s.
  CHECK(shape_of(t, y, 2, 3.5).area == Approx(4 + 1.5 * 5.5));
}

TEST_CASE("a curve that never rises has no peak, and a flat one no area") {
  const Shape s = shape_of({0, 1, 2, 3}, {5, 5, 5, 5}, 2, 10);
  CHECK(s.area == 0);
  CHECK(s.peak == 0);
  CHECK(s.to_peak == 0);
}

TEST_CASE("the tool gives the maps with units made of the series'; a baseline as long as the series is refused") {
  gantry::VolumeSpec spec = gantry::VolumeSpec().shape(1, 1, 1);
  spec.axis("time", {{"time", "s", t}}).unit("mmol/L");
  const auto series = HeldVolume::of<double>(spec, y);
  const Outcome o =
      PluginBench(perfusion_entry).input("series", series).set("baseline", 2).set("over", 3.5).run("curve_shape");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("IAUC").value(0) == Approx(4 + 1.5 * 5.5));
  CHECK(std::string(o.volume("IAUC").c().unit) == "mmol/L.s");
  CHECK(o.volume("TTP").value(0) == Approx(5));
  const Outcome refused = PluginBench(perfusion_entry).input("series", series).set("baseline", 6).run("curve_shape");
  CHECK(refused.status == GANTRY_OUT_OF_RANGE);
  CHECK(refused.parameter == "baseline");
}
