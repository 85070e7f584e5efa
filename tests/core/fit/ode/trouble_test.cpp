// SPDX-License-Identifier: Apache-2.0
// Equations that can't be solved: told with time and state at the start, stepped around on the way.
#include "fixtures.hpp"

#include <cmath>

using namespace ode_test;
using Catch::Contains;

namespace {

const Vector times{0.1, 0.3, 0.5, 0.8};

ObjectPtr runaway_table(double tau) {
  Vector y;
  for (const double t : times) y.push_back(1 / (1 - t / tau));
  return table_of_columns({{"t", "h", times}, {"y", "1", y}});
}

Error trouble(const gantry_ode &ode, ObjectPtr table, json options) {
  const auto f = fit_equations(ode, std::move(table), std::move(options));
  if (f.outcome) FAIL("it was solved");
  return f.outcome.error();
}

}  // namespace

TEST_CASE("a solution that runs away at the start is an error that says when, which state, and what to do") {
  const auto e = trouble(*gantry::ode_table<RunsAway>(), runaway_table(2),
                         {{"start", {{"tau", 0.2}}}, {"bounds", {{"tau", {0.1, 0.3}}}}, {"fix", {{"y0", 1}}}});
  CHECK(e.code == "fit.equations");
  CHECK_THAT(e.message, Contains("\"y\"") && Contains("0.2 h"));
  CHECK_THAT(e.hint, Contains("start") && Contains("bounds"));
}

TEST_CASE("a rate that is no number at the start is an error that says when and which state") {
  const auto e = trouble(*gantry::ode_table<RunsAway>(), runaway_table(2), {{"fix", {{"y0", -1}}}});
  CHECK_THAT(e.message, Contains("rate") && Contains("\"y\"") && Contains("time 0 h"));
}

TEST_CASE("too many steps are an error that names the cause and the way out") {
  const auto table = table_of_columns({{"t", "s", Vector{1, 2}}, {"y", "1", Vector{2, 2}}, {"z", "1", Vector{0, 0}}});
  const auto e = trouble(*gantry::ode_table<VanDerPol>(), table, {{"ode_method", "explicit"}, {"ode_max_steps", 300}});
  CHECK_THAT(e.message, Contains("too many steps") && Contains("\"z\""));
  CHECK_THAT(e.hint, Contains("stiff"));
}

TEST_CASE("a map whose equations can't be solved says in its summary when and which state") {
  std::vector<float> voxels(times.size(), 1.f);
  fit::FitJob job;
  job.options = {{"start", {{"tau", 0.2}}}, {"bounds", {{"tau", {0.1, 0.3}}}}, {"fix", {{"y0", 1}}}};
  job.inputs = {{"image", image_of(voxels, 1, {{"t", "h", times}})}};
  const auto f = run(*gantry::ode_table<RunsAway>(), job);
  REQUIRE(f.outcome);
  CHECK(static_cast<fit::Status>(f.status[0]) == fit::Status::not_finite_model);
  CHECK_THAT(f.record["equations"]["trouble"].get<std::string>(), Contains("\"y\"") && Contains("0.2 h"));
}

TEST_CASE("a trial that runs away is stepped around: the fit goes on to the truth") {
  // From tau = 20 the first steps overshoot to where the solution is infinite before the last sample.
  const auto f = fit_equations(*gantry::ode_table<RunsAway>(), runaway_table(0.9),
                               {{"start", {{"tau", 20}}}, {"fix", {{"y0", 1}}}});
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  CHECK(f.parameter("tau")["value"].get<double>() == Approx(0.9).epsilon(1e-7));
}

TEST_CASE("options of equations are checked, and a model without equations does not know them") {
  const auto table = table_of_columns({{"t", "h", times}, {"y", "1", times}});
  for (const json &option : {json{{"ode_rtol", 2}}, json{{"ode_method", "magic"}}, json{{"ode_max_steps", 1.5}},
                             json{{"dose_at_sample", "during"}}})
    CHECK(trouble(*gantry::ode_table<RunsAway>(), table, option).code == "fit.option");
  CHECK(trouble(*gantry::ode_table<RunsAway>(), table, {{"ode_start", 0.2}}).message.find("after the first sample") !=
        std::string::npos);
  const auto plain = fit_table(*gantry::model_table<MonoExponential>(),
                               table_of_columns({{"TE", "ms", times}, {"S", "", times}}), {{"ode_rtol", 1e-6}});
  REQUIRE_FALSE(plain.outcome);
  CHECK(plain.outcome.error().code == "fit.option");
}

TEST_CASE("inputs whose times do not increase are refused") {
  const auto f = fit_equations(
      *gantry::ode_table<Driven>(),
      table_of_columns({{"t", "s", Vector{0, 2, 1}}, {"u", "mg/s", Vector{0, 1, 0}}, {"y", "mg", Vector{0, 1, 1}}}),
      {});
  REQUIRE_FALSE(f.outcome);
  CHECK(f.outcome.error().code == "fit.order");
}
