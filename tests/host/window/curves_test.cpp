// SPDX-License-Identifier: Apache-2.0
// The screen for curves by real events of the display; and what is on the disk afterwards.
#include "sitting.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace gantry::test;
using nlohmann::json;

namespace {

std::string output(const json &run, const std::string &port) {
  for (const auto &o : run.at("outputs"))
    if (o.at("port") == port) return o.at("object");
  return {};
}

}  // namespace

TEST_CASE("a pasted table is fitted by hand, by a formula, and by both beside each other") {
  Sitting at;
  at.does("curves");
  const json shown = at.shown("P");
  const json &table = shown.at("items").front();
  CHECK(table.at("label") == "echoes");
  CHECK(table.at("origin") == "manual");
  REQUIRE(shown.at("runs").size() == 4);
  const json &first = shown.at("runs")[0];
  CHECK(first.at("target") == "t2star");
  CHECK(first.at("options") == json({{"start", {{"T2star", 2.5}}}}));

  // The command line finds the same, to the last bit.
  const Ran ran =
      at.home.gantry({"fit", "t2star", "-P", "P", "--input", table.at("id"), "--start", "T2star=2.5", "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK(ran.json().at("parameters")[1].at("value").get<double>() == Approx(25).epsilon(1e-3));
  const json again = at.shown("P").at("runs").back();
  for (const char *port : {"fit", "curve", "band"}) CHECK(output(again, port) == output(first, port));

  CHECK(shown.at("runs")[1].at("parameters").at("formula") == "A * exp(-TE / T2) + C");
  at.is_whole("P");
  const json remembered = at.remembered_projects().front().at("fitting");
  CHECK(remembered.at("model") == "project.levelling");
  CHECK(remembered.at("compared") == json({"org.gantry.relaxometry.t2star"}));
}
