// SPDX-License-Identifier: Apache-2.0
// Doses are read in any unit, and each that makes no sense is refused in words.
#include "fixtures.hpp"

#include <core/fit/ode/doses.hpp>

using namespace ode_test;
using Catch::Contains;

namespace {

fit::FitJob job_with(json doses) {
  fit::FitJob job;
  job.options = {{"doses", std::move(doses)}};
  return job;
}

std::vector<fit::Dose> read(json list) {
  auto found = fit::read_doses(*gantry::ode_table<Effects>(), job_with(std::move(list)));
  if (!found) FAIL(found.error().message);
  return found.value();
}

std::string refusal(json dose) {
  const auto read = fit::read_doses(*gantry::ode_table<Effects>(), job_with(json::array({std::move(dose)})));
  return read ? "taken" : read.error().message + " | " + read.error().hint;
}

}  // namespace

TEST_CASE("a dose is converted to the model's units and repeated one by one") {
  const auto all = read({{{"time", "30 min"},
                          {"amount", "0.5 g"},
                          {"into", "plain"},
                          {"duration", "90 min"},
                          {"every", "1 d"},
                          {"count", 3}}});
  REQUIRE(all.size() == 3);
  CHECK(all[2].time == Approx(48.5));
  CHECK(all[2].amount == Approx(500));
  CHECK(all[2].duration == Approx(1.5));
  CHECK(all[2].place == 2);
}

TEST_CASE("a dose that makes no sense is refused, saying which and why") {
  CHECK_THAT(refusal({{"time", 0}, {"amount", "5 mL"}, {"into", "plain"}}), Contains("dose 1") && Contains("mL"));
  CHECK_THAT(refusal({{"time", 0}, {"amount", 5}}), Contains("where it goes") && Contains("at_once"));
  CHECK_THAT(refusal({{"time", 0}, {"amount", 5}, {"into", "leg"}}), Contains("leg") && Contains("plain"));
  CHECK_THAT(refusal({{"amount", 5}, {"into", "plain"}}), Contains("no time"));
  CHECK_THAT(refusal({{"time", 0}, {"into", "plain"}}), Contains("no amount"));
  CHECK_THAT(refusal({{"time", 0}, {"amount", -5}, {"into", "plain"}}), Contains("below 0"));
  CHECK_THAT(refusal({{"time", 0}, {"amount", 5}, {"into", "plain"}, {"count", 3}}), Contains("every"));
  CHECK_THAT(refusal({{"time", 0}, {"amount", 5}, {"into", "plain"}, {"count", 2.5}, {"every", 1}}), Contains("whole"));
  CHECK_THAT(refusal({{"time", 0}, {"amount", 5}, {"into", "plain"}, {"dose", 3}}), Contains("\"dose\""));
  CHECK_THAT(refusal({{"time", 0}, {"amount", 5}, {"into", "slowly"}, {"duration", 3}}), Contains("over"));
  CHECK_THAT(refusal({{"time", 0}, {"amount", "5 mg"}, {"into", "plain"}, {"count", 1e9}, {"every", 1}}),
             Contains("whole"));
}

TEST_CASE("a model that needs a dose asks for it, and one that takes none says so") {
  const auto none = fit::read_doses(*gantry::ode_table<Effects>(), fit::FitJob{});
  REQUIRE_FALSE(none);
  CHECK_THAT(none.error().hint, Contains("--dose"));
  const auto some = fit::read_doses(*gantry::ode_table<Ball>(), job_with({{{"time", 0}, {"amount", 5}}}));
  REQUIRE_FALSE(some);
  CHECK_THAT(some.error().message, Contains("takes no doses"));
}
