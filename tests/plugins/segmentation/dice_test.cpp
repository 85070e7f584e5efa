// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace gantry::test;

TEST_CASE("Dice and Jaccard are as counted by hand") {
  const HeldVolume a = row<std::uint8_t>({1, 1, 1, 2, 2, 0}), b = row<std::uint8_t>({1, 1, 2, 2, 0, 0});
  const HeldTable t = segmentation().input("a", a).input("b", b).run("dice").tables.at("overlap");
  REQUIRE(t.rows == 3);
  CHECK(t.number("dice", 0) == Approx(2.0 * 2 / (3 + 2)));
  CHECK(t.number("jaccard", 0) == Approx(2.0 / 3));
  CHECK(t.number("dice", 1) == Approx(2.0 * 1 / (2 + 2)));
  CHECK(t.text("class", 2) == "overall");
  CHECK(t.number("dice", 2) == Approx(2.0 * 3 / (5 + 4)));
}

TEST_CASE("a mapping says which class is which, whatever the types, inside a mask") {
  gantry::VolumeSpec spec = row_spec(4);
  spec.labels({{1, "CSF"}});
  const HeldVolume a = HeldVolume::of<std::uint8_t>(spec, {1, 1, 2, 2}), b = row<float>({4, 5, 5, 4});
  const Outcome o = segmentation()
                        .input("a", a)
                        .input("b", b)
                        .input("mask", row<std::uint8_t>({1, 1, 1, 0}))
                        .set("mapping", "1=4, 2=5, 9=9")
                        .run("dice");
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &t = o.tables.at("overlap");
  CHECK(t.text("class", 0) == "CSF");
  CHECK(t.number("dice", 0) == Approx(2.0 * 1 / (2 + 1)));
  CHECK(t.text("class", 1) == "2=5");
  CHECK(t.number("voxels_b", 1) == 2);
  CHECK(std::isnan(t.number("dice", 2)));  // in neither
}

TEST_CASE("another space and an unreadable mapping are refused in words") {
  const HeldVolume a = row<std::uint8_t>({1, 2}), b = row<std::uint8_t>({1, 2});
  b.geometry().spacing[0] = 1.5;
  CHECK(segmentation().input("a", a).input("b", b).run("dice").code == "segmentation.space");
  for (const char *wrong : {"1", "1=", "1=2=3", "a=b", "1=4,,2=5", "99999999999999999999=1"}) {
    const Outcome o = segmentation().input("a", a).input("b", a).set("mapping", wrong).run("dice");
    CHECK(o.code == "dice.mapping");
    CHECK(o.parameter == "mapping");
  }
}
