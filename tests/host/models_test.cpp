// SPDX-License-Identifier: Apache-2.0
// Every model that ships: sound, and told in docs/models.md as it is.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace gantry::test;

TEST_CASE("every model of the tree passes the checks of plugins validate") {
  const Home home;
  const Ran listed = home.gantry({"models", "--json"});
  REQUIRE(listed.code == 0);
  std::set<std::string> plugins;
  for (const auto &model : listed.json()) {
    const std::string id = model.at("full_id");
    plugins.insert(id.substr(0, id.rfind('.')));
  }
  std::size_t models = 0;
  for (const auto &plugin : plugins) {
    const Ran ran = home.gantry({"plugins", "validate", plugin, "--json"});
    INFO(ran.err);
    CHECK(ran.code == 0);
    const auto document = ran.json();
    for (const auto &check : document.at("checks")) {
      models += check.at("check") == "model.recovery" ? 1 : 0;
      if (!check.at("passed").get<bool>())
        FAIL_CHECK(check.at("about").get<std::string>()
                   << ": " << check.at("check").get<std::string>() << ": " << check.at("found").get<std::string>());
    }
  }
  CHECK(models >= 82);
}

TEST_CASE("docs/models.md and its pictures are what the plugins say today") {
  const Home home;
  const Ran ran = home.gantry({"models", "pages", home.text("pages")});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  INFO("`./dev docs` writes them anew");
  const fs::path docs = fs::path(GANTRY_SOURCE_DIR) / "docs";
  CHECK((contents(home.path("pages/models.md")) == contents(docs / "models.md")));  // too long to be shown
  std::size_t pictures = 0;
  for (const auto &entry : fs::directory_iterator(home.path("pages/models"))) {
    ++pictures;
    CHECK(fs::exists(docs / "models" / entry.path().filename()));
  }
  for (const auto &entry : fs::directory_iterator(docs / "models")) {
    INFO(entry.path().filename().string() << " belongs to no model any more");
    CHECK(fs::exists(home.path("pages/models") / entry.path().filename()));
  }
  CHECK(pictures >= 14);
}

TEST_CASE("a model's example comes out as a table and as a picture, with the starts that are given") {
  const Home home;
  REQUIRE(home.gantry({"models", "example", "t2star", "-o", home.text("a.csv"), "--start", "S0=500,T2star=20"}).code ==
          0);
  REQUIRE(home.gantry({"models", "example", "t2star", "-o", home.text("a.svg")}).code == 0);
  CHECK(contents(home.path("a.svg")).find("<svg") != std::string::npos);
  const Ran fitted = home.gantry({"fit", "t2star", "--input", home.text("a.csv"), "--json"});
  REQUIRE(fitted.code == 0);
  CHECK(fitted.json().at("parameters")[1].at("value").get<double>() == Approx(20));
  CHECK(home.gantry({"models", "example", "formula", "-o", home.text("b.csv")}).code != 0);
  CHECK(home.gantry({"models", "example", "t2star"}).code == 2);
}
