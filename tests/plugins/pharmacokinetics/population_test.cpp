// SPDX-License-Identifier: Apache-2.0
// Summaries over subjects against scipy 1.10.1 (t.ppf, and Nelder-Mead on the likelihood of the two stages).
#include <catch2/catch.hpp>
#include <population.hpp>
#include <tests/plugins/support/plugin_bench.hpp>

#include <cmath>

extern "C" const gantry_plugin_entry pharmacokinetics_entry;

using namespace gantry::test;
using namespace gantry::pk;
using Numbers = std::vector<double>;

namespace {

const Numbers clearance{4.1, 5.0, 3.6, 6.2, 4.4}, errors{0.2, 0.4, 0.1, 0.9, 0.3};

}  // namespace

TEST_CASE("mean, spread and intervals are scipy's") {
  const Spread s = spread_of(clearance, 0.95);
  CHECK(s.mean == Approx(4.66));
  CHECK(s.sd == Approx(0.9989994994993742));
  CHECK(s.cv == Approx(21.437757499986574));
  CHECK(s.low == Approx(3.4195782872480445));
  CHECK(s.high == Approx(5.900421712751954));
  CHECK(s.geometric_mean == Approx(4.579100186142269));
  CHECK(s.geometric_cv == Approx(20.914555225211497));
  CHECK(s.geometric_low == Approx(3.5416349055328067));
  CHECK(s.geometric_high == Approx(5.920474321610995));
  CHECK(s.median == Approx(4.4));
  CHECK(spread_of({3, 1, std::nan(""), 2, 10}, 0.95).median == Approx(2.5));
  CHECK(std::isnan(spread_of({3, -1, 2}, 0.95).geometric_mean));
  CHECK(std::isnan(spread_of({3}, 0.95).sd));
  CHECK(spread_of({}, 0.95).n == 0);
}

TEST_CASE("two stages take the errors of subjects out of the spread between them, at the largest likelihood") {
  const TwoStage t = two_stage(clearance, errors);
  CHECK(t.mean == Approx(4.34263565643865).epsilon(1e-6));
  CHECK(t.between == Approx(0.523751808819906).epsilon(1e-5));
  CHECK(t.mean_error == Approx(0.28095754520221555).epsilon(1e-5));
  // Without errors the spread is all between subjects; with large ones none is left.
  CHECK(two_stage(clearance, {0, 0, 0, 0, 0}).between == Approx(0.9989994994993742 * std::sqrt(0.8)));
  CHECK(two_stage(clearance, {5, 5, 5, 5, 5}).between == 0);
  CHECK(two_stage({2, 2, 2}, {0, 0, 0}).mean == 2);
}

TEST_CASE("a table of subjects becomes a row for each quantity, with two stages where errors stand beside") {
  HeldTable t;
  t.rows = 5;
  t.names = {"subject", "CL", "CL_se", "V"};
  t.units = {"", "L/h", "L/h", "L"};
  t.columns = {std::vector<std::string>{"1", "2", "3", "4", "5"}, clearance, errors, Numbers{10, 12, 14, 16, 18}};
  const Outcome o = PluginBench(pharmacokinetics_entry).input("subjects", t).run("population");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &s = o.tables.at("summary");
  REQUIRE(s.rows == 2);
  CHECK(s.text("quantity", 1) == "V");
  CHECK(s.text("unit", 0) == "L/h");
  CHECK(s.number("mean", 1) == Approx(14));
  CHECK(s.number("two_stage_mean", 0) == Approx(4.4098373566216855).epsilon(1e-6));
  CHECK(s.number("two_stage_between", 0) == Approx(14.30707326116439).epsilon(1e-5));
  CHECK(s.number("two_stage_se", 0) == Approx(0.31697704018613887).epsilon(1e-5));
  CHECK(std::isnan(s.number("two_stage_mean", 1)));
}

TEST_CASE("a fit of several curves gives its parameters and what is derived; anything else is refused") {
  const std::string record =
      R"({"parameters":[{"curve":"1","symbol":"CL","unit":"L/h","value":4,"standard_error":0.1},)"
      R"({"curve":"2","symbol":"CL","unit":"L/h","value":6,"standard_error":null}],)"
      R"("derived":[{"curve":"1","name":"ke","unit":"/h","value":0.2},{"curve":"2","name":"ke","unit":"/h","value":0.3}]})";
  const Outcome o =
      PluginBench(pharmacokinetics_entry).input_record("fit", "gantry.fit.curve/1", record).run("population");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &s = o.tables.at("summary");
  REQUIRE(s.rows == 2);
  CHECK(s.text("quantity", 0) == "CL");
  CHECK(s.number("mean", 0) == 5);
  CHECK(s.text("unit", 1) == "/h");
  CHECK(o.warnings.size() == 1);
  for (const char *bad : {"{}", "[1]", R"({"parameters":[{"symbol":"CL","value":4}]})", "{"})
    CHECK(PluginBench(pharmacokinetics_entry).input_record("fit", "x/1", bad).run("population").status ==
          GANTRY_BAD_DATA);
  CHECK(PluginBench(pharmacokinetics_entry).run("population").status == GANTRY_INVALID_ARGUMENT);
}
