// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/ui/outline.hpp>
#include <samples/plugins/panel/cardiac.cpp>

using gantry::core::Outline;

namespace {

struct Screen {
  gantry_context context{};
  gantry::PanelJob job{context};
  EjectionFraction panel;
  Outline outline{[this](gantry::Ui &ui) { panel.draw(ui, job); }};
};

}  // namespace

TEST_CASE("The sample panel finds ejection fraction and cardiac output from the volumes of a heartbeat") {
  Screen screen;
  REQUIRE(screen.outline.draw());
  CHECK(screen.outline.text("result/ef") == "text ef heading \"EF 58.3 %\"\n");     // (120 - 50) / 120
  CHECK(screen.outline.text("result/output/co") == "text co \"CO 5.04 L/min\"\n");  // 70 mL * 72 /min
  CHECK_FALSE(screen.outline.has("result/reduced"));
}

TEST_CASE(
    "A volume that is typed into the sample panel counts at once, with either decimal sign, and no volume is refused") {
  Screen screen;
  REQUIRE(screen.outline.type("measured/volumes/4/volume", "90,5"));
  CHECK(screen.panel.volumes[4] == 90.5);
  REQUIRE(screen.outline.type("measured/volumes/3/volume", "80"));
  REQUIRE(screen.outline.type("measured/volumes/2/volume", "80"));
  REQUIRE(screen.outline.type("measured/volumes/5/volume", "80"));
  CHECK(screen.outline.has("result/reduced"));
  REQUIRE(screen.outline.type("measured/volumes/4/volume", "much"));
  CHECK(screen.panel.volumes[4] == 90.5);
  CHECK(screen.outline.text("measured/volumes").find("90.5") != std::string::npos);
  CHECK(screen.outline.text().find("\"much\" is no volume") != std::string::npos);
}

TEST_CASE("A point of the sample's curve selects its row, and what was typed is there in the next session") {
  Screen screen;
  REQUIRE(screen.outline.point("result/curve", 0, 3));
  CHECK(screen.panel.grid.selected == 3);
  REQUIRE(screen.outline.type("measured/heart-rate", "60"));
  REQUIRE(screen.outline.type("measured/volumes/0/volume", "130.25"));
  Screen next;
  next.panel.open(next.job, screen.panel.save());
  CHECK(next.panel.heart_rate == 60);
  CHECK(next.panel.volumes == screen.panel.volumes);
  CHECK_THROWS_AS(next.panel.open(next.job, "60 no"), gantry::Error);
}
