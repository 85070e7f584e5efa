// SPDX-License-Identifier: Apache-2.0
// Equations are fitted like any model: one curve, several, maps; cancelled; their doses named by a column.
#include "fixtures.hpp"

#include <atomic>
#include <cmath>
#include <random>

using namespace ode_test;

namespace {

// y' = -k y after a dose into y, of which a part arrives: the equations of Effects without its lag and duration.
double decay(double t, double dose, double k, double f) { return dose * f * std::exp(-k * t); }

const Vector hours{0.25, 0.5, 1, 1.5, 2, 3, 4, 6};
const json at_once{{{"time", 0}, {"amount", 100}, {"into", "at_once"}}};
const json given{{"lag", 0}, {"over", 1}};  // fixed

Vector decays(double dose, double k, double f, double noise = 0, unsigned seed = 1) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> error(0, 1);
  Vector y;
  for (const double t : hours) y.push_back(decay(t, dose, k, f) + noise * error(random));
  return y;
}

const gantry_ode &effects() { return *gantry::ode_table<Effects>(); }

}  // namespace

TEST_CASE("a curve of equations gives its parameters, errors and band like a formula") {
  const auto table = table_of_columns({{"t", "h", hours}, {"y", "mg", decays(100, 0.6, 0.7, 0.5)}});
  const auto equations = fit_equations(effects(), table, {{"doses", at_once}, {"fix", given}});
  INFO((equations.outcome ? "" : equations.outcome.error().message));
  REQUIRE(equations.outcome);
  // The same curve as a formula: S0 = 100 F, T2 = 1 / k.
  const auto formula = fit_table(*gantry::model_table<MonoExponential>(),
                                 table_of_columns({{"TE", "ms", hours}, {"S", "mg", decays(100, 0.6, 0.7, 0.5)}}),
                                 {{"start", {{"S0", 50}, {"T2", 1}}}});
  REQUIRE(formula.outcome);
  const auto value = [](const Fitted &f, const char *symbol, const char *what) {
    return f.parameter(symbol)[what].get<double>();
  };
  CHECK(value(equations, "k", "value") == Approx(1 / value(formula, "T2", "value")).epsilon(1e-6));
  CHECK(value(equations, "F", "value") == Approx(value(formula, "S0", "value") / 100).epsilon(1e-6));
  CHECK(value(equations, "F", "standard_error") == Approx(value(formula, "S0", "standard_error") / 100).epsilon(1e-4));
  CHECK(equations.record["rss"].get<double>() == Approx(formula.record["rss"].get<double>()).epsilon(1e-8));
  CHECK(equations.tables.at("band").rows() == formula.tables.at("band").rows());
  CHECK(equations.record["equations"]["doses"] == 1);
}

TEST_CASE("doses that are named are read from a column, each curve's own, in its unit") {
  Vector t, y, dose;
  std::vector<std::string> who;
  for (const auto &[name, amount] : {std::pair{"left", 100.0}, std::pair{"right", 250.0}})
    for (std::size_t i = 0; i < hours.size(); ++i) {
      who.emplace_back(name);
      t.push_back(hours[i]);
      dose.push_back(amount / 1000);
      y.push_back(decays(amount, 0.6, 0.7)[i]);
    }
  const auto f =
      fit_equations(effects(), table_of_columns({{"who", "", who}, {"t", "h", t}, {"y", "mg", y}, {"Dose", "g", dose}}),
                    {{"doses", {{{"time", 0}, {"amount", "Dose"}, {"into", "at_once"}}}},
                     {"fix", given},
                     {"global", true},
                     {"group", "who"},
                     {"share", {"k", "F"}}});
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  CHECK(f.parameter("k")["value"].get<double>() == Approx(0.6).epsilon(1e-7));
  CHECK(f.parameter("F")["value"].get<double>() == Approx(0.7).epsilon(1e-7));
}

TEST_CASE("a table of doses gives each curve its own by the column of the group") {
  Vector t, y;
  std::vector<std::string> who;
  for (const auto &[name, amount] : {std::pair{"left", 100.0}, std::pair{"right", 250.0}})
    for (std::size_t i = 0; i < hours.size(); ++i) {
      who.emplace_back(name);
      t.push_back(hours[i]);
      y.push_back(decays(amount, 0.6, 0.7)[i]);
    }
  const auto doses = table_of_columns({{"who", "", std::vector<std::string>{"left", "right"}},
                                       {"Time", "min", Vector{0, 0}},
                                       {"Amount", "ug", Vector{100000, 250000}},
                                       {"into", "", std::vector<std::string>{"at_once", "at_once"}}});
  const json options{{"fix", given}, {"global", true}, {"group", "who"}, {"share", {"k", "F"}}};
  const auto table = table_of_columns({{"who", "", who}, {"t", "h", t}, {"y", "mg", y}});
  const auto f = fit_equations(effects(), table, options, {{"doses", doses}});
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  CHECK(f.parameter("k")["value"].get<double>() == Approx(0.6).epsilon(1e-7));
  const auto strange = table_of_columns({{"who", "", std::vector<std::string>{"left", "right", "rigth"}},
                                         {"time", "h", Vector{0, 0, 1}},
                                         {"amount", "mg", Vector{100, 250, 5}},
                                         {"into", "", std::vector<std::string>{"at_once", "at_once", "at_once"}}});
  const auto told = fit_equations(effects(), table, options, {{"doses", strange}});
  REQUIRE(told.outcome);
  CHECK(told.record["notes"].dump().find("rigth") != std::string::npos);
}

TEST_CASE("equations are fitted in every voxel, and what can't be solved has a status") {
  std::vector<float> voxels;
  const Vector rates{0.3, 0.6, 1.2, 0.9};
  for (const double t : hours)
    for (const double k : rates) voxels.push_back(static_cast<float>(decay(t, 100, k, 0.7)));
  fit::FitJob job;
  job.options = {{"doses", at_once}, {"fix", given}, {"precision", "f64"}};
  job.inputs = {{"image", image_of(voxels, rates.size(), {{"t", "h", hours}})}};
  job.threads = 2;
  const auto f = run(effects(), job);
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  for (std::size_t i = 0; i < rates.size(); ++i) {
    CHECK(f.maps.at("k")[i] == Approx(rates[i]).epsilon(1e-5));
    CHECK(f.maps.at("F")[i] == Approx(0.7).epsilon(1e-5));
  }
}

TEST_CASE("each voxel may have a dose of its own, in its unit, and one without a number is not fitted") {
  std::vector<float> voxels;
  const Vector amounts{100, 250, 40};
  for (const double t : hours) {
    for (const double amount : amounts) voxels.push_back(static_cast<float>(decay(t, amount, 0.6, 0.7)));
    voxels.push_back(1);
  }
  fit::FitJob job;
  job.options = {{"doses", {{{"time", 0}, {"amount", "Dose"}, {"into", "at_once"}}}}, {"fix", given}};
  job.inputs = {{"image", image_of(voxels, 4, {{"t", "h", hours}})},
                {"Dose", volume_of(std::vector<float>{0.1f, 0.25f, 0.04f, std::nanf("")}, "g")}};
  const auto f = run(effects(), job);
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    CHECK(f.maps.at("k")[i] == Approx(0.6).epsilon(1e-3));
    CHECK(f.maps.at("F")[i] == Approx(0.7).epsilon(1e-3));
  }
  CHECK(static_cast<fit::Status>(f.status[3]) == fit::Status::not_finite_input);
  job.inputs.pop_back();
  const auto without = run(effects(), job);
  REQUIRE_FALSE(without.outcome);
  CHECK(without.outcome.error().code == "fit.constant");
  CHECK(without.outcome.error().hint.find("a volume on the port Dose") != std::string::npos);
  job.options["constants"] = {{"Dose", 100}};
  const auto one = run(effects(), job);
  REQUIRE(one.outcome);
  CHECK(one.maps.at("F")[0] == Approx(0.7).epsilon(1e-3));
}

TEST_CASE("intervals by bootstrap and by profile hold the truth of equations") {
  const auto table = table_of_columns({{"t", "h", hours}, {"y", "mg", decays(100, 0.6, 0.7, 0.5)}});
  for (const json &method : {json{{"interval", "profile"}}, json{{"interval", "bootstrap"}, {"bootstrap", 200}}}) {
    json options{{"doses", at_once}, {"fix", given}};
    options.update(method);
    const auto f = fit_equations(effects(), table, options);
    REQUIRE(f.outcome);
    const auto &interval = f.parameter("k")["interval"];
    CHECK(interval["low"].get<double>() < 0.6);
    CHECK(interval["high"].get<double>() > 0.6);
  }
}

TEST_CASE("a fit of equations that is cancelled stops inside a solution") {
  const auto table =
      table_of_columns({{"t", "s", Vector{1, 2, 3}}, {"y", "1", Vector{1, 1, 1}}, {"z", "1", Vector{0, 0, 0}}});
  // An explicit method crawls through a stiff problem: cancelling must not wait for its million steps.
  std::atomic<int> asked{0};
  const auto f =
      fit_equations(*gantry::ode_table<VanDerPol>(), table, {{"ode_method", "explicit"}, {"ode_max_steps", 1000000000}},
                    {}, [&] { return ++asked > 5; });
  REQUIRE_FALSE(f.outcome);
  CHECK(f.outcome.error().failure == Failure::cancelled);
}
