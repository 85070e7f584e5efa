// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <indices.hpp>
#include <tests/plugins/support/plugin_bench.hpp>

#include <cmath>

extern "C" const gantry_plugin_entry metabolic_entry;

using namespace gantry::test;

namespace {

HeldTable samples(const char *glucose_unit, std::vector<double> glucose, const char *insulin_unit,
                  std::vector<double> insulin) {
  HeldTable t;
  t.rows = glucose.size();
  t.names = {"who", "Glucose", "Insulin"};
  t.units = {"", glucose_unit, insulin_unit};
  t.columns = {std::vector<std::string>(glucose.size(), "a"), glucose, insulin};
  return t;
}

}  // namespace

TEST_CASE("HOMA and QUICKI by hand: 5 mmol/L and 9 mU/L, 6.1 and 15") {
  const auto one = metabolic::indices_of(5, 9), other = metabolic::indices_of(6.1, 15);
  CHECK(one.resistance == Approx(2));
  CHECK(one.beta == Approx(120));
  CHECK(one.sensitivity == Approx(0.3437760006769111));
  CHECK(other.resistance == Approx(6.1 * 15 / 22.5));
  CHECK(other.sensitivity == Approx(0.31084093824347947));
  CHECK(std::isnan(metabolic::indices_of(3.5, 9).beta));
  CHECK(std::isnan(metabolic::indices_of(0, 9).resistance));
}

TEST_CASE("columns keep what they held and their units are heeded") {
  const auto run = [](const HeldTable &t) {
    const Outcome o = PluginBench(metabolic_entry).input("samples", t).run("insulin_indices");
    INFO(o.message);
    REQUIRE(o.status == GANTRY_OK);
    return o;
  };
  const Outcome o = run(samples("mmol/L", {5, -1}, "m[iU]/L", {9, 9}));
  const HeldTable &t = o.tables.at("indices");
  CHECK(t.text("who", 0) == "a");
  CHECK(t.number("HOMA_IR", 0) == Approx(2));
  CHECK(std::isnan(t.number("HOMA_IR", 1)));
  CHECK(o.warnings.size() == 1);
  CHECK(run(samples("mg/dL", {5 * 18.016}, "pmol/L", {54})).tables.at("indices").number("HOMA_IR", 0) == Approx(2));
  CHECK(PluginBench(metabolic_entry).input("samples", samples("g", {5}, "", {9})).run("insulin_indices").status ==
        GANTRY_BAD_DATA);
}
