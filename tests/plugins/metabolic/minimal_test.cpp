// SPDX-License-Identifier: Apache-2.0
// The minimal models on the frequently sampled test that Pacini and Bergman 1986 print (Comput Methods Programs Biomed
// 23:113), against scipy 1.10.1: DOP853 at 1e-12 from sample to sample, and least_squares on it.
#include <tests/core/fit/ode/fixtures.hpp>

#include <algorithm>
#include <cmath>

extern "C" const gantry_plugin_entry metabolic_entry;

using namespace ode_test;

namespace {

const Vector minutes{0, 2, 4, 6, 8, 10, 12, 14, 16, 19, 22, 27, 32, 42, 52, 62, 72, 82, 92, 102, 122, 142, 162, 182};
const Vector glucose{92,  350, 287, 251, 240, 216, 211, 205, 196, 192, 172, 163,
                     142, 124, 105, 92,  84,  77,  82,  81,  82,  82,  85,  90};
const Vector insulin{11, 26, 130, 85, 51, 49, 45, 41, 35, 30, 30, 27, 30, 22, 15, 15, 11, 10, 8, 11, 7, 8, 8, 7};

const gantry_ode &equations(const std::string &id) {
  const auto *all = static_cast<const gantry_odes *>(metabolic_entry.get_interface(GANTRY_ODES_ID));
  return **std::find_if(all->items, all->items + all->count, [&](const gantry_ode *one) { return one->id == id; });
}

Vector solution(const std::string &id, const Vector &input, double basal, const Vector &parameters) {
  fit::FitJob job;
  fit::FitHost host;
  const auto model = fit::OdeModel::of(equations(id), job, host);
  REQUIRE(model);
  gantry::test::ModelBench bench(*model.value(), {minutes, input});
  bench.set_constants({basal});
  const Vector values = bench.values(parameters);
  const auto slopes = bench.jacobian(parameters), differences = bench.differences(parameters);
  for (std::size_t i = 0; i < slopes.size(); ++i) CHECK(slopes[i] == Approx(differences[i]).epsilon(1e-3).margin(1e-2));
  Vector some;
  for (const std::size_t i : {0, 1, 5, 10, 15, 20, 23}) some.push_back(values[i]);
  return some;
}

}  // namespace

TEST_CASE("glucose follows measured insulin as an independent integration says") {
  check_near(solution("glucose_minimal", insulin, 11, {0.026, 5e-4, 0.025, 279, 92}),
             {279.0, 269.4913730225113, 229.71702093400947, 177.969226241667, 99.98425934362565, 87.42669552168162,
              92.80279836988824},
             1e-7, 0);
}

TEST_CASE("insulin follows measured glucose, also where it goes through its threshold") {
  check_near(solution("insulin_minimal", glucose, 11, {0.3, 0.003, 90, 250}),
             {250.0, 143.06996823418828, 33.032888109902174, 29.31270502677923, 14.616177579482938, 11.000000064455985,
              10.999999999999877},
             1e-7, 0);
}

TEST_CASE("a test's sensitivity and effectiveness are those of an independent fit, without the first minutes") {
  // Rows before 8 min stay for their insulin, and weigh nothing.
  Vector sigma(minutes.size(), 1);
  for (std::size_t i = 0; minutes[i] < 8; ++i) sigma[i] = 1e6;
  json options{{"constants", {{"Ib", 11}}}, {"fix", {{"Gb", 92}}}, {"sigma", "sd"}, {"sigma_kind", "relative"}};
  const auto f = fit_equations(
      equations("glucose_minimal"),
      table_of_columns(
          {{"time", "min", minutes}, {"I", "u[iU]/mL", insulin}, {"G", "mg/dL", glucose}, {"sd", "mg/dL", sigma}}),
      options);
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  CHECK(f.parameter("SG")["value"].get<double>() == Approx(0.018879018).epsilon(1e-4));
  CHECK(f.parameter("SI")["value"].get<double>() == Approx(8.0705824e-4).epsilon(1e-4));
  CHECK(f.parameter("p2")["value"].get<double>() == Approx(0.021422692).epsilon(1e-4));
  CHECK(f.parameter("G0")["value"].get<double>() == Approx(261.21542).epsilon(1e-4));
  CHECK(f.parameter("G0")["unit"] == "mg/dL");
  CHECK(f.record["derived"][0]["value"].get<double>() == Approx(8.0705824).epsilon(1e-4));
}
