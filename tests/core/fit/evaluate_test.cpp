// SPDX-License-Identifier: Apache-2.0
// The curve where a fit would begin.
#include <tests/core/fit/fixtures.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace fit_test;
using nlohmann::json;

namespace {

const std::vector<double> times{10, 20, 30, 40, 60, 80};

ObjectPtr decay() {
  std::vector<double> signal;
  for (const double t : times) signal.push_back(800 * std::exp(-t / 40));
  return table_of_columns({{"TE", "ms", times}, {"S", "mV", signal}});
}

Fitted evaluated(const gantry_model &model, ObjectPtr table, json options = json::object()) {
  fit::FitJob job;
  job.kind = JobKind::evaluate;
  job.options = std::move(options);
  job.inputs = {{"data", std::move(table)}};
  return run(model, job);
}

const gantry_model &t2() { return *gantry::model_table<MonoExponential>(); }

}  // namespace

TEST_CASE("a curve is evaluated at the starts that are given, and nothing is sought") {
  const Fitted f = evaluated(t2(), decay(), {{"start", {{"S0", 500}, {"T2", 25}}}});
  REQUIRE(f.outcome);
  const auto values = f.curve.column("fitted")->numbers();
  for (std::size_t i = 0; i < times.size(); ++i) CHECK(values[i] == Approx(500 * std::exp(-times[i] / 25)));
  CHECK(f.parameter("S0")["value"] == 500);
  CHECK(f.parameter("T2")["value"] == 25);
  double rss = 0;
  for (const double r : f.curve.column("residual")->numbers()) rss += r * r;
  CHECK(f.record["rss"].get<double>() == Approx(rss));
  CHECK(f.record["residual_sd"].get<double>() == Approx(std::sqrt(rss / 6)));
}

TEST_CASE("without starts it begins where a fit does") {
  const Fitted f = evaluated(t2(), decay()), fitted = fit_table(t2(), decay());
  REQUIRE(f.outcome);
  for (const char *symbol : {"S0", "T2"}) {
    CHECK(f.parameter(symbol)["value"] == fitted.parameter(symbol)["start"]);
    CHECK(f.parameter(symbol)["own"] == f.parameter(symbol)["value"]);
  }
}

TEST_CASE("the model's own start is told beside the one that is given") {
  const Fitted own = evaluated(t2(), decay());
  const Fitted f = evaluated(t2(), decay(), {{"start", {{"T2", 200}}}, {"fix", {{"S0", 700}}}});
  REQUIRE(f.outcome);
  CHECK(f.parameter("T2")["value"] == 200);
  CHECK(f.parameter("T2")["own"] == own.parameter("T2")["own"]);
  CHECK(f.parameter("S0")["value"] == 700);
  CHECK(f.parameter("S0")["fixed"] == true);
  CHECK(f.parameter("S0")["own"] == own.parameter("S0")["own"]);
}

TEST_CASE("a size that the model can't guess is that of the data") {
  const auto &ivim = *gantry::model_table<Ivim>();
  std::vector<double> b{0, 50, 100, 200, 400, 800}, signal;
  for (const double x : b) signal.push_back(1200 * std::exp(-0.001 * x));
  const Fitted f = evaluated(ivim, table_of_columns({{"b", "s/mm2", b}, {"S", "", signal}}));
  REQUIRE(f.outcome);
  CHECK(f.parameter("S0")["value"].get<double>() == Approx(1200).epsilon(0.3));
  CHECK(f.parameter("f")["value"] == 0.1);
}

TEST_CASE("bounds are told, the given ones and those of the model") {
  const Fitted f = evaluated(t2(), decay(), {{"bounds", {{"T2", {5, 100}}}}});
  REQUIRE(f.outcome);
  CHECK(f.parameter("T2")["bounds"] == json({5, 100}));
  CHECK(f.parameter("T2")["declared"] == json({0.1, 2000}));
  CHECK(f.parameter("S0")["declared"] == json({0, nullptr}));
}

TEST_CASE("it says which column is which, and in which unit") {
  const Fitted f = evaluated(t2(), table_of_columns({{"signal", "mV", std::vector<double>{5, 4, 3}},
                                                     {"te", "s", std::vector<double>{0.01, 0.02, 0.03}},
                                                     {"other", "", std::vector<double>{9, 8, 7}}}));
  REQUIRE(f.outcome);
  CHECK(f.record["axis"][0]["column"] == "te");
  CHECK(f.record["outputs"][0]["column"] == "signal");
  CHECK(f.record["unit"] == "mV");
  CHECK(f.parameter("S0")["unit"] == "mV");
  CHECK(f.curve.columns[0].numbers()[2] == Approx(30));  // ms
}

TEST_CASE("between the points the curve is fine, and without bands") {
  const Fitted f = evaluated(t2(), decay());
  REQUIRE(f.tables.count("band") == 1);
  const Table &fine = f.tables.at("band");
  CHECK(fine.rows() == 201);
  CHECK(fine.column("confidence_low") == nullptr);
  const double s0 = f.parameter("S0")["value"], t2_start = f.parameter("T2")["value"];
  CHECK(fine.column("fitted")->numbers()[200] == Approx(s0 * std::exp(-80 / t2_start)));
}

TEST_CASE("what a fit would refuse is refused here, in the same words") {
  const Fitted outside = evaluated(t2(), decay(), {{"start", {{"T2", 5000}}}});
  REQUIRE_FALSE(outside.outcome);
  CHECK(outside.outcome.error().code == "fit.start");
  const Fitted unit = evaluated(t2(), table_of_columns({{"TE", "mV", times}, {"S", "", times}}));
  REQUIRE_FALSE(unit.outcome);
  CHECK(unit.outcome.error().code == "fit.unit");
  // One point can't be fitted, and its curve can be looked at.
  CHECK(evaluated(t2(), table_of_columns({{"TE", "ms", std::vector<double>{10}}, {"S", "", std::vector<double>{5}}}))
            .outcome);
}
