// SPDX-License-Identifier: Apache-2.0
// What 95 % means: how often the intervals of 2,000 simulated data sets hold the truth. With 2,000 the share itself has
// a standard deviation of 0.5 %.
#include <tests/core/fit/fixtures.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <thread>

using namespace fit_test;
using nlohmann::json;

namespace {

constexpr int data_sets = 2000;
constexpr double s0 = 1000, t2 = 60, sd = 15;

// T2 from 32 echoes, as the simulation has it and as a hospital may.
ObjectPtr simulated(std::mt19937_64 &random) {
  std::normal_distribution<double> noise(0, sd);
  std::vector<double> te, y;
  for (int i = 1; i <= 32; ++i) {
    te.push_back(5.0 * i);
    y.push_back(s0 * std::exp(-te.back() / t2) + noise(random));
  }
  return table_of_columns({{"TE", "ms", te}, {"S", "", y}});
}

// The shares of the data sets whose intervals hold S0 and T2.
std::pair<double, double> coverage(const json &options) {
  std::mt19937_64 random(20);
  int held_s0 = 0, held_t2 = 0;
  for (int i = 0; i < data_sets; ++i) {
    fit::FitJob job;
    job.kind = JobKind::fit_curve;
    job.options = options;
    job.options["seed"] = i;
    job.inputs = {{"data", simulated(random)}};
    job.threads = std::max(1U, std::thread::hardware_concurrency());
    const auto f = run(*gantry::model_table<MonoExponential>(), job);
    REQUIRE(f.outcome);
    const auto holds = [&](const char *symbol, double truth) {
      const auto &interval = f.parameter(symbol)["interval"];
      return interval["low"].get<double>() <= truth && truth <= interval["high"].get<double>();
    };
    held_s0 += holds("S0", s0);
    held_t2 += holds("T2", t2);
  }
  return {held_s0 / double(data_sets), held_t2 / double(data_sets)};
}

void check(const json &options) {
  const auto [of_s0, of_t2] = coverage(options);
  INFO(options.dump() << ": S0 in " << 100 * of_s0 << " %, T2 in " << 100 * of_t2 << " %");
  WARN(options.dump() << ": S0 in " << 100 * of_s0 << " %, T2 in " << 100 * of_t2 << " %");
  for (const double share : {of_s0, of_t2}) {
    CHECK(share >= 0.93);
    CHECK(share <= 0.97);
  }
}

}  // namespace

TEST_CASE("profile intervals hold the truth as often as they say") { check({{"interval", "profile"}}); }

TEST_CASE("bootstrap intervals hold the truth as often as they say") {
  check({{"interval", "bootstrap"}, {"bootstrap", 999}});
}
