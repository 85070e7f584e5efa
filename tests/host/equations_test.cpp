// SPDX-License-Identifier: Apache-2.0
// Differential equations by the command line: listed, fitted to a table with doses, recorded, verified, refused.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace gantry::test;

namespace {

constexpr double ka = 1.3, cl = 2.5, v = 30;

double after(double t, double dose) {
  const double ke = cl / v;
  return t < 0 ? 0 : dose * ka / (v * (ka - ke)) * (std::exp(-ke * t) - std::exp(-ka * t));
}

// 400 mg by mouth at 0 and at 12 h.
void write_course(const Home &home) {
  std::string text = "time [min],C [ug/mL]\n";
  for (const double t : {0.5, 1.0, 2.0, 4.0, 8.0, 11.9, 13.0, 14.0, 18.0, 24.0})
    text += std::to_string(60 * t) + "," + std::to_string(after(t, 400) + after(t - 12, 400)) + "\n";
  write(home.path("course.csv"), text);
  write(home.path("doses.csv"), "time [h],amount [g],into\n0,0.4,gut\n12,0.4,gut\n");
}

void check_truth(const Ran &ran) {
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto fit = ran.json();
  CHECK(fit["status"] == "converged");
  const double wanted[] = {ka, cl, v};
  for (std::size_t p = 0; p < 3; ++p)
    CHECK(fit["parameters"][p]["value"].get<double>() == Approx(wanted[p]).epsilon(1e-3));  // six digits in the table
  CHECK(fit["derived"][1]["value"].get<double>() == Approx(std::log(2.0) * v / cl).epsilon(1e-3));
}

}  // namespace

TEST_CASE("equations are listed with states, doses and events") {
  const Home home;
  const Ran one = home.gantry({"models", "oral1"});
  CHECK(one.code == 0);
  for (const char *word : {"gut' = -ka * gut", "state", "--dose into=gut", "half_life"})
    CHECK(one.out.find(word) != std::string::npos);
  const Ran described = home.gantry({"models", "iv1_mm", "--json"});
  REQUIRE(described.code == 0);
  const auto ode = described.json()["ode"];
  CHECK(ode["states"][0]["unit"] == "mg");
  CHECK(ode["doses"][0]["name"] == "blood");
  CHECK(ode["stiff"] == false);
  CHECK(home.gantry({"plugins", "validate", "org.gantry.pharmacokinetics"}).code == 0);
}

TEST_CASE("doses by flags and by a table give the truth back, recorded and verified") {
  const Home home;
  write_course(home);
  const std::string course = home.text("course.csv");
  check_truth(
      home.gantry({"fit", "oral1", "--input", course, "--dose", "time=0,amount=400,every=12,count=2", "--json"}));
  check_truth(home.gantry({"fit", "oral1", "--input", course, "--dose", "time=0,amount=0.4 g,into=gut", "--dose",
                           "time=720 min,amount=400 mg,into=gut", "--ode-method", "stiff", "--json"}));
  check_truth(home.gantry(
      {"fit", "oral1", "-P", "P", "--input", course, "--input", "doses=" + home.text("doses.csv"), "--json"}));
  const Ran verified = home.gantry({"verify", "P"});
  INFO(verified.out << verified.err);
  CHECK(verified.code == 0);
}

TEST_CASE("a model that is a special case of another is tested against it without being told to") {
  const Home home;
  write_course(home);
  CHECK(home.gantry({"models", "oral1", "--json"}).json()["special_case_of"] == "oral1_lag oral1_mm oral2");
  const Ran ran = home.gantry({"fit", "oral1", "--compare", "oral1_lag", "--input", home.text("course.csv"), "--dose",
                               "time=0,amount=400,every=12,count=2", "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto nested = ran.json()["comparison"]["nested"];
  REQUIRE(nested.size() == 1);
  CHECK(nested[0]["smaller"] == "oral1");
  CHECK(nested[0]["degrees"] == nlohmann::json{1, 6});
}

TEST_CASE("a fit of equations says what is missing or wrong, with its exit code") {
  const Home home;
  write_course(home);
  const std::string course = home.text("course.csv");
  const auto refused = [&](Words more, int code, const char *word) {
    Words words{"fit", "oral1", "--input", course};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = home.gantry(words);
    INFO(ran.err);
    CHECK(ran.code == code);
    CHECK(ran.says(word));
  };
  refused({}, 2, "needs a dose");
  refused({"--dose", "time=0,amount=400 mL"}, 2, "mL");
  refused({"--dose", "time=0,amount=400,into=leg"}, 2, "leg");
  refused({"--dose", "time=0"}, 2, "amount");
  refused({"--dose", "400"}, 2, "--dose");
  refused({"--dose", "time=0,amount=400", "--ode-rtol", "7"}, 2, "ode_rtol");
  refused({"--dose", "time=0,amount=400", "--ode-max-steps", "10"}, 1, "too many steps");
  refused({"--dose", "time=0,amount=400", "--where", "time=0:1"}, 1, "2 values can't determine 3 parameters");
  const Ran other = home.gantry({"fit", "t2star", "--input", course, "--dose", "time=0,amount=400"});
  CHECK(other.code == 2);
  CHECK(other.says("differential equations"));
}

TEST_CASE("equations in plain C spike in time with an input column") {
  const Home home;
  // tau v' = 20 - v from 0 to a threshold of 15 mV: a spike every tau ln 4.
  std::string text = "time [ms],drive [mV],v [mV]\n";
  const double period = 10 * std::log(4.0);
  for (int t = 0; t <= 60; t += 2)
    text += std::to_string(t) + ",20," + std::to_string(20 * (1 - std::exp(-std::fmod(t, period) / 10))) + "\n";
  write(home.path("spikes.csv"), text);
  Words words = install(home, {"good_equations"});
  Words fit{"fit",   "fire", "--input", home.text("spikes.csv"), "--start", "tau=9.9,threshold=14.9",
            "--fix", "F=1",  "--json"};
  fit.insert(fit.end(), words.begin(), words.end());
  const Ran ran = home.gantry(fit);
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK(ran.json()["parameters"][0]["value"].get<double>() == Approx(10).epsilon(1e-4));
  CHECK(ran.json()["parameters"][1]["value"].get<double>() == Approx(15).epsilon(1e-4));
}
