// SPDX-License-Identifier: Apache-2.0
// What can't be fitted, or means nothing: each says in words what is wrong and what to do, by the exit code or the status.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace gantry::test;

namespace {

std::string decay(int points, const std::string &head = "TE [ms],S") {
  std::string text = head + "\n";
  for (int i = 1; i <= points; ++i)
    text +=
        std::to_string(10 * i) + "," + std::to_string(900 * std::exp(-10.0 * i / 25) + 0.2 * ((i * i) % 5 - 2)) + "\n";
  return text;
}

struct Case {
  Home home;
  explicit Case(const std::string &table) { write(home.path("t.csv"), table); }
  Ran fit(const Words &more, const std::string &model = "t2star") const {
    Words words{"fit"};
    if (!model.empty()) words.push_back(model);
    words.insert(words.end(), {"--input", home.text("t.csv")});
    words.insert(words.end(), more.begin(), more.end());
    return home.gantry(words);
  }
};

void refused(const Ran &ran, int code, const std::string &what, const std::string &todo) {
  INFO(ran.err);
  CHECK(ran.code == code);
  CHECK(ran.says(what));
  CHECK(ran.says(todo));
  CHECK(ran.out.empty());
}

bool holds(const nlohmann::json &texts, const std::string &part) {
  for (const auto &text : texts)
    if (text.get<std::string>().find(part) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("fewer points than parameters are refused") {
  refused(Case(decay(1)).fit({}), 1, "1 value can't determine 2 parameters", "give more points");
}

TEST_CASE("constant data are fitted, and called constant") {
  const Ran ran = Case("TE [ms],S\n10,100\n20,100\n30,100\n40,100\n50,100\n").fit({"--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto fit = ran.json();
  CHECK(fit["status"] == "at_bound");
  CHECK(fit["message"].get<std::string>().find("T2star at its bound: widen the bound") != std::string::npos);
  CHECK(holds(fit["notes"], "the data are constant"));
}

TEST_CASE("a point without a number is named") {
  refused(Case("TE [ms],S\n10,900\n20,700\n30,nan\n40,400\n").fit({}), 1, "the column S has no number in row 3",
          "remove that row, or leave it out with \"where\"");
  refused(Case("TE [ms],S\n10,900\n,700\n30,500\n40,400\n").fit({}), 1, "the axis column TE has no number at point 2",
          "remove that point, or leave it out with \"where\"");
}

TEST_CASE("points out of order do no harm where the model doesn't care, and that is said") {
  const Ran ran = Case("TE [ms],S\n30,271\n10,603\n20,404\n40,182\n").fit({"--json"});
  REQUIRE(ran.code == 0);
  CHECK(ran.json()["status"] == "converged");
  CHECK(holds(ran.json()["notes"], "not in the order of TE: that does not change the fit"));
}

TEST_CASE("a unit of another kind is refused") {
  refused(Case(decay(8, "TE [mT],S")).fit({}), 2, "the column TE is in \"mT\", the model wants \"TE\"",
          "correct the unit, or name another column");
  refused(Case(decay(8)).fit({"--formula", "S0 * exp(-TE)"}, ""), 2, "TE has the unit ms and should have none",
          "divide it by a parameter");
}

TEST_CASE("an absurd start is refused, or what became of it is said") {
  refused(Case(decay(8)).fit({"--start", "T2star=-5"}), 2,
          "the start of T2star, -5.0, is outside its bounds 0.1 to 2000.0", "start inside, or widen the bounds");
  refused(Case(decay(8)).fit({"--formula", "S0 * exp(TE / T2)", "--start", "T2=0.001"}, ""), 1,
          "the formula gives no number near the starting values", "give starting values (start) or bounds");
}

TEST_CASE("parameters that the data can't tell apart are named, and have no errors") {
  const Ran ran = Case(decay(8)).fit({"--formula", "(a + b) * exp(-TE / T2)", "--start", "T2=20", "--json"}, "");
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto fit = ran.json();
  const std::string words = fit["errors_message"];
  INFO(words);
  CHECK(words.find('a') != std::string::npos);
  CHECK(words.find('b') != std::string::npos);
  CHECK(words.find("fix") != std::string::npos);
  CHECK(fit["parameters"][0]["standard_error"].is_null());
}

TEST_CASE("a formula that can't be read is refused at its place") {
  refused(Case(decay(8)).fit({"--formula", "S0 * exp(-TE / T2"}, ""), 2,
          "at character 18 of the formula, behind \"0 * exp(-TE / T2\": \")\" is missing", "write it like");
  refused(Case(decay(8)).fit({"--formula", "S0 * exp(-λ * TE)"}, ""), 2, "at character 11 of the formula",
          "letters a to z");
}

TEST_CASE("Rician noise of one curve needs sigma, and magnitudes") {
  refused(Case(decay(8)).fit({"--noise", "rician"}), 2, "Rician noise needs its standard deviation", "1.253 sigma");
  refused(Case("TE [ms],S\n10,900\n20,-7\n30,500\n40,400\n").fit({"--noise", "rician", "--sigma", "5"}), 1,
          "below 0 at point 2", "gaussian noise");
  const Ran ran = Case(decay(8)).fit({"--noise", "rician", "--sigma", "5", "--json"});
  REQUIRE(ran.code == 0);
  CHECK(ran.json()["noise"] == "rician");
}

TEST_CASE("settings and starts that nobody knows are refused") {
  const Case data(decay(8));
  write(data.home.path("s.toml"), "inteval = \"profile\"\n");
  refused(data.fit({"--settings", data.home.text("s.toml")}), 2, "the option \"inteval\" is unknown",
          "known are start");
  refused(data.fit({"--start", "T3=1"}), 2, "there is no parameter \"T3\"", "S0, T2star");
  refused(data.fit({"--formula", "S0 * exp(-TE / T2)", "--start", "T3=1"}, ""), 2, "has no parameter \"T3\"",
          "its parameters are S0, T2");
}
