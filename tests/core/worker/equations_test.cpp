// SPDX-License-Identifier: Apache-2.0
// Differential equations of a plugin in plain C, from the manifest to the fit in a worker.
#include "support.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <core/plugins/schema.hpp>

using namespace gantry::tests;
using nlohmann::json;

namespace {

// tau v' = 20 - v from 0 to a threshold of 15 mV: a spike every tau ln 4.
ObjectPtr spikes() {
  std::vector<double> times, drive, potential;
  const double period = 10 * std::log(4.0);
  for (int t = 0; t <= 60; t += 2) {
    times.push_back(t);
    drive.push_back(20);
    potential.push_back(20 * (1 - std::exp(-std::fmod(t, period) / 10)));
  }
  return make_table(Table{{{"time", "ms", times}, {"drive", "mV", drive}, {"v", "mV", potential}}}).value();
}

JobRequest fit(json options) {
  JobRequest request = tool_job();
  request.kind = JobKind::fit_curve;
  request.target = "fire";
  request.options = std::move(options);
  request.inputs = {{"data", spikes()}};
  request.limits.silence = std::chrono::milliseconds{5000};
  return request;
}

}  // namespace

TEST_CASE("equations in plain C are described as a model with states, doses and events") {
  WorkerPool pool({.worker_program = worker_program()});
  JobRequest request = tool_job();
  request.kind = JobKind::describe;
  const auto described = pool.run(fixture("good_equations"), request, {});
  REQUIRE(described);
  const auto manifest = parse_manifest(described.value().items.at(0).dump());
  REQUIRE(manifest);
  const ModelSpec *model = manifest.value().model("fire");
  REQUIRE(model != nullptr);
  REQUIRE(model->ode);
  CHECK(model->ode->states.at(1).name == "spikes");
  CHECK(model->ode->doses.at(0).fraction == "F");
  CHECK(model->ode->doses.at(0).unit == "mV");
  CHECK(model->ode->doses.at(0).optional);
  CHECK(model->ode->events.at(0).rising);
  CHECK_FALSE(model->ode->events.at(0).falling);
  CHECK_FALSE(model->ode->stiff);
}

TEST_CASE("equations in plain C are fitted in a worker, their events included") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto fitted = pool.run(fixture("good_equations"),
                               fit({{"start", {{"tau", 9.9}, {"threshold", 14.9}}}, {"fix", {{"F", 1}}}}), {});
  INFO((fitted ? "" : fitted.error().message));
  REQUIRE(fitted);
  const auto record = record_of(*fitted.value().outputs.at(0).object).value();
  CHECK(record["parameters"][0]["value"].get<double>() == Approx(10).epsilon(1e-6));
  CHECK(record["parameters"][1]["value"].get<double>() == Approx(15).epsilon(1e-6));
  CHECK(record["equations"]["method"] == "explicit");
}

TEST_CASE("a fit in a worker that can't solve its equations says when and which state") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto fitted = pool.run(fixture("good_equations"), fit({{"ode_max_steps", 10}}), {});
  REQUIRE_FALSE(fitted);
  CHECK(fitted.error().code == "fit.equations");
  CHECK_THAT(fitted.error().message, Catch::Contains("too many steps") && Catch::Contains("\"v\""));
}
