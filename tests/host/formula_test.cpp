// SPDX-License-Identifier: Apache-2.0
// A formula that is typed instead of a model's name: by the command line, recorded and verified.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace gantry::test;

namespace {

void write_decay(const Home &home) {
  std::string text = "TE [ms],S [mV]\n";
  for (int i = 1; i <= 12; ++i)
    text +=
        std::to_string(10 * i) + "," + std::to_string(900 * std::exp(-10.0 * i / 25) + 0.2 * ((i * i) % 5 - 2)) + "\n";
  write(home.path("decay.csv"), text);
}

}  // namespace

TEST_CASE("a typed formula gives the values and errors of the model that has the same equation") {
  const Home home;
  write_decay(home);
  const std::string table = home.text("decay.csv");
  const Ran typed =
      home.gantry({"fit", "--formula", "S0 * exp(-TE / T2)", "--input", table, "--start", "S0=500,T2=10", "--json"});
  INFO(typed.err);
  REQUIRE(typed.code == 0);
  const Ran named = home.gantry({"fit", "t2star", "--input", table, "--json"});
  REQUIRE(named.code == 0);
  const auto fit = typed.json(), model = named.json();
  CHECK(fit["status"] == "converged");
  for (std::size_t p = 0; p < 2; ++p) {
    CHECK(fit["parameters"][p]["value"].get<double>() ==
          Approx(model["parameters"][p]["value"].get<double>()).epsilon(1e-8));
    CHECK(fit["parameters"][p]["standard_error"].get<double>() ==
          Approx(model["parameters"][p]["standard_error"].get<double>()).epsilon(1e-6));
  }
  CHECK(fit["parameters"][0]["unit"] == "mV");
  CHECK(fit["parameters"][1]["unit"] == "ms");
}

TEST_CASE("a typed formula is fitted in every voxel, recorded and verified") {
  const Home home;
  import_echoes(home, 25);
  const Ran ran = home.gantry({"fit", "--formula", "S0 * exp(-TE * R2)", "--map", "-P", "P", "--input", "echoes",
                               "--start", "S0=800,R2=0.02", "--output", "R2=" + home.text("r2.nii"), "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto summary = ran.json();
  CHECK(summary["status"]["converged"] == 32);
  CHECK(summary["maps"]["R2"]["median"].get<double>() == Approx(1.0 / 25).epsilon(1e-4));
  const Ran verified = home.gantry({"verify", "P"});
  INFO(verified.out << verified.err);
  CHECK(verified.code == 0);
}

TEST_CASE("a formula that can't be read, or whose units don't fit, is refused at its place") {
  const Home home;
  write_decay(home);
  const std::string table = home.text("decay.csv");
  const Ran open = home.gantry({"fit", "--formula", "S0 * exp(-TE / T2", "--input", table});
  CHECK(open.code == 2);
  CHECK(open.says("at character 18 of the formula"));
  const Ran units = home.gantry({"fit", "--formula", "S0 * exp(-TE)", "--input", table});
  CHECK(units.code == 2);
  CHECK(units.says("the unit ms"));
  const Ran unknown = home.gantry({"fit", "--formula", "S0 * exp(-TE / T2)", "--input", table, "--start", "T3=1"});
  CHECK(unknown.code == 2);
  CHECK(unknown.says("T3"));
}
