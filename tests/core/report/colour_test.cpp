// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/report/colour.hpp>

using namespace gantry::core::report;

namespace {

struct Published {
  ColourMap map;
  int index;  // of 256
  double red, green, blue;
};

}  // namespace

TEST_CASE("Colour maps agree with the published tables to 2/255, between the anchors too") {
  // matplotlib 3.6.3, _cm_listed.py.
  const Published table[] = {
      {ColourMap::viridis, 0, 0.267004, 0.004874, 0.329415},   {ColourMap::viridis, 64, 0.229739, 0.322361, 0.545706},
      {ColourMap::viridis, 100, 0.166617, 0.463708, 0.558119}, {ColourMap::viridis, 128, 0.127568, 0.566949, 0.550556},
      {ColourMap::viridis, 191, 0.360741, 0.785964, 0.387814}, {ColourMap::viridis, 255, 0.993248, 0.906157, 0.143936},
      {ColourMap::magma, 0, 0.001462, 0.000466, 0.013866},     {ColourMap::magma, 127, 0.709962, 0.212797, 0.477201},
      {ColourMap::magma, 200, 0.992785, 0.594891, 0.410283},   {ColourMap::magma, 255, 0.987053, 0.991438, 0.749504},
      {ColourMap::cividis, 64, 0.263738, 0.307831, 0.422789},  {ColourMap::cividis, 128, 0.488697, 0.485318, 0.471008},
      {ColourMap::cividis, 191, 0.732422, 0.677364, 0.425717}, {ColourMap::cividis, 255, 0.995737, 0.909344, 0.217772},
  };
  for (const auto &p : table) {
    CAPTURE(static_cast<int>(p.map), p.index);
    const Colour c = map_colour(p.map, p.index / 255.0);
    CHECK(c.red == Approx(p.red).margin(2.0 / 255));
    CHECK(c.green == Approx(p.green).margin(2.0 / 255));
    CHECK(c.blue == Approx(p.blue).margin(2.0 / 255));
  }
  CHECK(hex(map_colour(ColourMap::viridis, -1)) == "#440154");
  CHECK(hex(map_colour(ColourMap::viridis, 7)) == "#fde725");
}

TEST_CASE("Classes have the colours of Okabe and Ito") {
  CHECK(hex(class_colour(0)) == "#0072b2");
  CHECK(hex(class_colour(1)) == "#d55e00");
  CHECK(hex(class_colour(6)) == hex(class_colour(0)));
}
