// SPDX-License-Identifier: Apache-2.0
// Where fits of concentrations begin: near the truth, whatever the units' size and however the drug was given.
#include <plugins/pharmacokinetics/models.hpp>
#include <tests/core/fit/ode/fixtures.hpp>

#include <cmath>

using namespace ode_test;

namespace {

const Vector day{0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24};

// Where a fit to the model's own curve begins, beside what the curve was made of.
template <class M>
void check_guess(const Vector &truth, const json &given, double within, const Vector &times = day) {
  const gantry_ode &ode = *gantry::ode_table<M>();
  const auto values = solved<M>({times}, doses(given)).values(truth);
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
    check_guess<gantry::pk::Oral>({1.2, 4, 40}, once, 2);
    check_guess<gantry::pk::OralLag>({1.5, 3, 25, 0.4}, once, 2);
    check_guess<gantry::pk::Intravenous>({5, 30}, once, 1.05);
    check_guess<gantry::pk::Intravenous>({5, 30}, {{{"time", 0}, {"amount", amount}, {"duration", 2}}}, 1.05);
    check_guess<gantry::pk::IntravenousSaturable>({20 * size, 4 * size, 30}, once, 2);
  }
}

TEST_CASE("a guess knows of all doses that were given") {
  const json thrice{{{"time", 0}, {"amount", 300}, {"every", 4}, {"count", 3}}};
  check_guess<gantry::pk::Oral>({1.2, 4, 40}, thrice, 2);
  check_guess<gantry::pk::Intravenous>({5, 30}, thrice, 1.05);
}

TEST_CASE("samples in any order give the same guess, and none that says nothing is taken") {
  Vector mixed = day;
  std::swap(mixed[1], mixed[7]);
  std::swap(mixed[0], mixed[11]);
  check_guess<gantry::pk::Intravenous>({5, 30}, {{{"time", 0}, {"amount", 300}}}, 1.05, mixed);
  // All 0: the declared starts serve.
  fit::FitJob job;
  job.kind = JobKind::evaluate;
  job.options = doses({{{"time", 0}, {"amount", 300}}});
  job.inputs = {{"data", table_of_columns({{"time", "h", day}, {"C", "mg/L", Vector(day.size(), 0)}})}};
  const auto f = run(*gantry::ode_table<gantry::pk::Oral>(), job);
  REQUIRE(f.outcome);
  CHECK(f.record["parameters"][2]["own"] == 30);
}

TEST_CASE("a named dose is known to the guess, too") {
  const auto values = solved<gantry::pk::Intravenous>({day}, doses({{{"time", 0}, {"amount", 5e4}}})).values({5, 30});
  fit::FitJob job;
  job.kind = JobKind::evaluate;
  job.options = {{"doses", {{{"time", 0}, {"amount", "Dose"}}}}, {"constants", {{"Dose", 5e4}}}};
  job.inputs = {{"data", table_of_columns({{"time", "h", day}, {"C", "mg/L", values}})}};
  const auto f = run(*gantry::ode_table<gantry::pk::Intravenous>(), job);
  REQUIRE(f.outcome);
  CHECK(f.record["parameters"][1]["own"].get<double>() == Approx(30).epsilon(0.05));
}
