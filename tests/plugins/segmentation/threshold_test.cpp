// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace gantry::test;
using Values = std::vector<double>;

TEST_CASE("a threshold marks above, below or between, its level counting as above") {
  const HeldVolume image = row<std::int16_t>({-5, 99, 100, 101, 300});
  CHECK(values_of(segmentation().input("image", image).set("level", 100.0).run("threshold").volume("mask")) ==
        Values{0, 0, 1, 1, 1});
  CHECK(values_of(segmentation()
                      .input("image", image)
                      .set("level", 100.0)
                      .set("side", "below")
                      .run("threshold")
                      .volume("mask")) == Values{1, 1, 0, 0, 0});
  const Outcome between = segmentation()
                              .input("image", image)
                              .set("level", 99.0)
                              .set("side", "between")
                              .set("upper", 101.0)
                              .run("threshold");
  CHECK(values_of(between.volume("mask")) == Values{0, 1, 1, 1, 0});
  CHECK((between.volume("mask").c().flags & GANTRY_VOLUME_LABELS) != 0);
  CHECK(between.volume("mask").geometry().origin[1] == 20);
  const Outcome swapped =
      segmentation().input("image", image).set("level", 9.0).set("side", "between").set("upper", 1.0).run("threshold");
  CHECK(swapped.status == GANTRY_OUT_OF_RANGE);
  CHECK(swapped.parameter == "upper");
}

TEST_CASE("voxels without a value are never inside, and counted") {
  const HeldVolume image = row<float>({NAN, 1, INFINITY, -INFINITY});
  const Outcome above = segmentation().input("image", image).set("level", 0.0).run("threshold");
  CHECK(values_of(above.volume("mask")) == Values{0, 1, 1, 0});
  REQUIRE(above.warnings.size() == 1);
  CHECK(above.warnings[0].find("1 voxels") == 0);
  const Outcome below = segmentation().input("image", image).set("level", 0.0).set("side", "below").run("threshold");
  CHECK(values_of(below.volume("mask")) == Values{0, 0, 0, 1});
}

TEST_CASE("the frame is chosen by its number, and one that is not there is refused") {
  gantry::VolumeSpec spec = row_spec(2);
  spec.frames(3);
  const HeldVolume image = HeldVolume::of<float>(spec, {0, 1, 2, 3, 4, 5});
  const Outcome o = segmentation().input("image", image).set("level", 3.0).set("frame", 1).run("threshold");
  CHECK(values_of(o.volume("mask")) == Values{0, 1});
  const Outcome none = segmentation().input("image", image).set("level", 3.0).set("frame", 3).run("threshold");
  CHECK(none.status == GANTRY_OUT_OF_RANGE);
  CHECK(none.parameter == "frame");
}

TEST_CASE("complex and colour volumes are refused in words") {
  const HeldVolume image = row_spec(2).dtype(GANTRY_C64).with_c([](const auto &c) { return HeldVolume::like(c); });
  const Outcome o = segmentation().input("image", image).set("level", 3.0).run("threshold");
  CHECK(o.status == GANTRY_BAD_DATA);
  CHECK_FALSE(o.hint.empty());
}

TEST_CASE("a mask is made of values, combined and turned round") {
  const HeldVolume labels = row<std::uint8_t>({0, 1, 2, 3, 2});
  const HeldVolume other = row<std::uint8_t>({1, 1, 1, 0, 0});
  CHECK(values_of(segmentation().input("image", labels).run("mask").volume("mask")) == Values{0, 1, 1, 1, 1});
  CHECK(values_of(segmentation().input("image", labels).set("values", "2,3").run("mask").volume("mask")) ==
        Values{0, 0, 1, 1, 1});
  const auto combined = [&](const char *how) {
    return values_of(segmentation()
                         .input("image", labels)
                         .input("other", other)
                         .set("values", "2,3")
                         .set("combine", how)
                         .run("mask")
                         .volume("mask"));
  };
  CHECK(combined("and") == Values{0, 0, 1, 0, 0});
  CHECK(combined("or") == Values{1, 1, 1, 1, 1});
  CHECK(combined("without") == Values{0, 0, 0, 1, 1});
  CHECK(values_of(segmentation().input("image", row<float>({NAN, 1, 0})).set("invert", 1).run("mask").volume("mask")) ==
        Values{0, 0, 1});
}

TEST_CASE("long work can be cancelled") {
  const HeldVolume image = row<std::uint8_t>(std::vector<std::uint8_t>(3 << 20, 1));
  CHECK(segmentation().input("image", image).set("level", 1.0).cancel_at_call(2).run("threshold").status ==
        GANTRY_CANCELLED);
  CHECK(segmentation().input("image", image).cancel_at_call(2).run("kmeans").status == GANTRY_CANCELLED);
}
