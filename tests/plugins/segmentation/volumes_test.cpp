// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace gantry::test;

TEST_CASE("segments are counted, in mL, with their centroid in LPS mm") {
  gantry::VolumeSpec spec = row_spec(6);
  spec.labels({{2, "liver"}, {9, "spleen"}});
  const HeldVolume labels = HeldVolume::of<std::int16_t>(spec, {0, 2, 2, 2, 7, 0});
  const HeldTable t = segmentation().input("labels", labels).run("volumes").tables.at("volumes");
  REQUIRE(t.rows == 3);
  CHECK(t.text("name", 0) == "liver");
  CHECK(t.number("voxels", 0) == 3);
  CHECK(t.number("volume", 0) == Approx(0.03));
  CHECK(t.number("x", 0) == Approx(12));  // first voxel at 10 mm, voxels 1 to 3
  CHECK(t.number("y", 0) == Approx(20));
  CHECK(t.number("z", 0) == Approx(30));
  CHECK(t.text("name", 1) == "segment 7");
  CHECK(t.number("voxels", 2) == 0);  // named in the map, and absent
  CHECK(std::isnan(t.number("x", 2)));
}

TEST_CASE("overlapping segments are channels") {
  gantry::VolumeSpec spec = row_spec(3);
  spec.labels({{0, "heart"}, {1, "left ventricle"}}).channels({"heart", "left ventricle"});
  const HeldVolume labels = HeldVolume::of<std::uint8_t>(spec, {1, 1, 1, 0, 1, 1});
  const HeldTable t = segmentation().input("labels", labels).run("volumes").tables.at("volumes");
  REQUIRE(t.rows == 2);
  CHECK(t.number("voxels", 0) == 3);
  CHECK(t.number("voxels", 1) == 2);
  CHECK(t.text("name", 1) == "left ventricle");
}

TEST_CASE("what is no label map, and uneven slices, are refused in words") {
  CHECK(segmentation().input("labels", row<float>({1, 1.5f})).run("volumes").code == "segmentation.not-labels");
  CHECK(segmentation().input("labels", row<float>({1, NAN})).run("volumes").code == "segmentation.not-labels");
  const HeldVolume uneven = row<std::uint8_t>({1});
  uneven.geometry().flags = GANTRY_GEOMETRY_UNEVEN;
  CHECK(segmentation().input("labels", uneven).run("volumes").code == "segmentation.uneven");
}
