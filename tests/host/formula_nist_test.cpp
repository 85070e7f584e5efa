// SPDX-License-Identifier: Apache-2.0
// NIST's certified problems as anybody would pose them: a table, a typed formula, starting values.
#include <tests/core/fit/nist_sets.hpp>
#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>
#include <charconv>
#include <cmath>

#include "fixtures.hpp"

using namespace gantry::test;

namespace {

// As exact as the number itself.
std::string exact(double number) {
  char text[40];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

std::string axis_name(const nist::Set &set, std::size_t column) {
  return set.x.size() == 1 ? "x" : "x" + std::to_string(column + 1);
}

std::string table_of(const nist::Set &set) {
  std::string text = "y";
  for (std::size_t c = 0; c < set.x.size(); ++c) text += "," + axis_name(set, c);
  const bool logarithms = nist::formula(set).rfind("log(y)", 0) == 0;
  for (std::size_t row = 0; row < set.y.size(); ++row) {
    text += "\n" + exact(logarithms ? std::exp(set.y[row]) : set.y[row]);
    for (const auto &x : set.x) text += "," + exact(x[row]);
  }
  return text + "\n";
}

std::string starts_of(const nist::Set &set, int start) {
  std::string text;
  for (std::size_t j = 0; j < set.parameters.size(); ++j) {
    const auto &p = set.parameters[j];
    text += (j == 0 ? "b" : ",b") + std::to_string(j + 1) + "=" + exact(start == 1 ? p.start1 : p.start2);
  }
  return text;
}

}  // namespace

TEST_CASE("a typed formula gives NIST's certified values to eight digits from both starts", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const Home home;
  for (const auto &set : nist::read_sets(*root / "nlls_nist")) {
    write(home.path("t.csv"), table_of(set));
    std::string names;
    for (std::size_t c = 0; c < set.x.size(); ++c) names += (c == 0 ? "" : ",") + axis_name(set, c);
    for (const int start : {1, 2}) {
      const Ran ran = home.gantry({"fit", "--formula", nist::formula(set), "--input", home.text("t.csv"), "--x", names,
                                   "--start", starts_of(set, start), "--json"});
      INFO(set.name << " from start " << start << ": " << nist::formula(set) << "\n" << ran.err);
      REQUIRE(ran.code == 0);
      const auto fit = ran.json();
      CHECK(fit["status"] == "converged");
      for (const auto &found : fit["parameters"]) {
        const std::string symbol = found["symbol"];
        const auto &certified = set.parameters.at(std::stoul(symbol.substr(1)) - 1);
        INFO(symbol);
        CHECK(nist::digits(found["value"], certified.certified) >= 8);
      }
      if (set.name != "Lanczos1") CHECK(nist::digits(fit["residual_sd"], set.residual_sd) >= 8);
    }
  }
}
