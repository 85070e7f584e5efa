// SPDX-License-Identifier: Apache-2.0
// Where fits of concentrations begin: near the truth, whatever the units' size and however the drug was given.
#include "equations.hpp"

#include <gantry/cpp/guess.hpp>

#include <cmath>

using namespace pk_test;

namespace {

const Vector day{0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24};

// Where a fit to the model's own curve begins, beside what the curve was made of.
void check_guess(const std::string &id, const Vector &truth, const json &given, double within,
                 const Vector &times = day) {
  const gantry_ode &ode = equations(id);
  const auto values = solved_by(id, times, doses(given)).values(truth);
  fit::FitJob job;
  job.kind = JobKind::evaluate;
  job.options = doses(given);
  job.inputs = {{"data", table_of_columns({{"time", "h", times}, {"C", "mg/L", values}})}};
  const auto f = run(ode, job);
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  for (std::size_t j = 0; j < truth.size(); ++j) {
    const auto &p = f.record["parameters"][j];
    CAPTURE(ode.id, p["symbol"], truth[j]);
    CHECK(std::abs(std::log(p["own"].get<double>() / truth[j])) < std::log(within));
  }
}

}  // namespace

TEST_CASE("a guess for one compartment is within a factor of 2 of the truth, of micrograms as of grams") {
  for (const double size : {1e-3, 1.0, 1e3}) {
    CAPTURE(size);
    const double amount = 300 * size;
    const json once{{{"time", 0}, {"amount", amount}}};
    check_guess("oral1", {1.2, 4, 40}, once, 2);
    check_guess("oral1_lag", {1.5, 3, 25, 0.4}, once, 2);
    check_guess("iv1", {5, 30}, once, 1.05);
    check_guess("iv1", {5, 30}, {{{"time", 0}, {"amount", amount}, {"duration", 2}}}, 1.05);
    check_guess("iv1_mm", {20 * size, 4 * size, 30}, once, 2);
  }
}

TEST_CASE("a guess for more compartments is within a factor of 1.5 of the truth") {
  const Vector days{0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 36, 48, 72};
  const json once{{{"time", 0}, {"amount", 500}}}, slowly{{{"time", 0}, {"amount", 500}, {"duration", 1}}};
  check_guess("iv2", {5, 12, 8, 40}, once, 1.5, days);
  check_guess("iv2", {5, 12, 8, 40}, slowly, 1.5, days);
  check_guess("iv3", {4, 8, 12, 20, 2, 90}, once, 1.5, days);
  check_guess("oral2", {1.1, 5, 12, 8, 40}, once, 1.5, days);
}

TEST_CASE("a fit of saturable elimination by mouth finds the truth from its guess") {
  const Vector truth{1.2, 22, 4.5, 30}, times = gantry::spaced_log(0.1, 48, 30);
  const json once = doses({{{"time", 0}, {"amount", 900}}});
  const auto values = solved_by("oral1_mm", times, once).values(truth);
  const auto f =
      fit_equations(equations("oral1_mm"), table_of_columns({{"time", "h", times}, {"C", "mg/L", values}}), once);
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  for (std::size_t j = 0; j < truth.size(); ++j)
    CHECK(f.record["parameters"][j]["value"].get<double>() == Approx(truth[j]).epsilon(1e-5));
}

TEST_CASE("a guess knows of all doses that were given") {
  const json thrice{{{"time", 0}, {"amount", 300}, {"every", 4}, {"count", 3}}};
  check_guess("oral1", {1.2, 4, 40}, thrice, 2);
  check_guess("iv1", {5, 30}, thrice, 1.05);
}

TEST_CASE("samples in any order give the same guess, and none that says nothing is taken") {
  Vector mixed = day;
  std::swap(mixed[1], mixed[7]);
  std::swap(mixed[0], mixed[11]);
  check_guess("iv1", {5, 30}, {{{"time", 0}, {"amount", 300}}}, 1.05, mixed);
  // All 0: the declared starts serve.
  fit::FitJob job;
  job.kind = JobKind::evaluate;
  job.options = doses({{{"time", 0}, {"amount", 300}}});
  job.inputs = {{"data", table_of_columns({{"time", "h", day}, {"C", "mg/L", Vector(day.size(), 0)}})}};
  const auto f = run(equations("oral1"), job);
  REQUIRE(f.outcome);
  CHECK(f.record["parameters"][2]["own"] == 30);
}

TEST_CASE("a named dose is known to the guess, too") {
  const auto values = solved_by("iv1", day, doses({{{"time", 0}, {"amount", 5e4}}})).values({5, 30});
  fit::FitJob job;
  job.kind = JobKind::evaluate;
  job.options = {{"doses", {{{"time", 0}, {"amount", "Dose"}}}}, {"constants", {{"Dose", 5e4}}}};
  job.inputs = {{"data", table_of_columns({{"time", "h", day}, {"C", "mg/L", values}})}};
  const auto f = run(equations("iv1"), job);
  REQUIRE(f.outcome);
  CHECK(f.record["parameters"][1]["own"].get<double>() == Approx(30).epsilon(0.05));
}
