// SPDX-License-Identifier: Apache-2.0
// Where a fit begins, and what it says about where it ended.
#include <tests/core/fit/fixtures.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace fit_test;
using Catch::Contains;
using nlohmann::json;

namespace {

// A wave has a minimum for every period that some points agree with.
struct Wave : gantry::Model {
  static constexpr const char *id = "wave", *label = "wave", *equation = "y = A sin(2 pi x / P)";
  gantry::AxisColumn x{"x", "x", "1"};
  gantry::Param a{"A", "A", "1", 0.1, 10, 1}, period{"P", "P", "1", 1, 40, 3};
  template <class T, class X>
  T operator()(const X &point, const gantry::Params<T> &p) const {
    return p[a] * sin(2 * M_PI * point[x] / p[period]);
  }
};

// Two parameters that only their product tells of.
struct Product : gantry::Model {
  static constexpr const char *id = "product", *label = "product", *equation = "y = a b x + c";
  gantry::AxisColumn x{"x", "x", "1"};
  gantry::Param a{"a", "a", "1", -10, 10, 1}, b{"b", "b", "1", -10, 10, 1}, c{"c", "c", "1", -10, 10, 1};
  template <class T, class X>
  T operator()(const X &point, const gantry::Params<T> &p) const {
    return p[a] * p[b] * point[x] + p[c];
  }
};

ObjectPtr wave() {
  std::vector<double> x, y;
  for (int i = 0; i < 40; ++i) {
    x.push_back(0.5 * i);
    y.push_back(2 * std::sin(2 * M_PI * x.back() / 11) + 0.05 * (i % 3 - 1));
  }
  return table_of_columns({{"x", "", x}, {"y", "", y}});
}

}  // namespace

TEST_CASE("many starts find the deepest of many minima, and say so") {
  const auto one = fit_table(*gantry::model_table<Wave>(), wave(), {{"start", {{"P", 5}}}, {"fix", {{"A", 2}}}});
  REQUIRE(one.outcome);
  const auto many = fit_table(*gantry::model_table<Wave>(), wave(), {{"multistart", 40}});
  REQUIRE(many.outcome);
  CHECK(many.parameter("P")["value"].get<double>() == Approx(11).epsilon(0.01));
  CHECK(many.record["search"]["starts"] == 40);
  CHECK(many.record["search"]["minima"].get<int>() > 1);
  CHECK(many.record["search"]["led_there"].get<int>() < 40);
  CHECK_THAT(many.record["notes"].dump(), Contains("of 40 starts led to this minimum"));
  const auto again = fit_table(*gantry::model_table<Wave>(), wave(), {{"multistart", 40}});
  CHECK(again.record == many.record);
}

TEST_CASE("an absurd start ends in a fit or in words") {
  const std::vector<double> te{10, 20, 30, 40, 60, 80};
  std::vector<double> y;
  for (const double t : te) y.push_back(900 * std::exp(-t / 45));
  const auto table = table_of_columns({{"TE", "ms", te}, {"S", "", y}});
  const auto &model = *gantry::model_table<MonoExponential>();
  for (const auto &start : {json{{"T2", 0.1}}, json{{"T2", 2000}}, json{{"S0", 1e300}, {"T2", 0.1}}, json{{"S0", 0}}}) {
    INFO(start.dump());
    const auto f = fit_table(model, table, {{"start", start}});
    if (!f.outcome) {
      CHECK_FALSE(f.outcome.error().hint.empty());
      continue;
    }
    const bool found =
        f.record["status"] == "converged" && std::abs(f.parameter("T2")["value"].get<double>() - 45) < 1e-6;
    CHECK((found || f.record["status"] != "converged"));
  }
}

TEST_CASE("a fit that stops too early says so, and what to do") {
  const auto f = fit_table(*gantry::model_table<Wave>(), wave(), {{"max_iterations", 1}});
  REQUIRE(f.outcome);
  CHECK(f.record["status"] == "max_iterations");
  CHECK_THAT(f.record["message"].get<std::string>(),
             Contains("still getting better") && Contains("allow more iterations"));
}

TEST_CASE("parameters that the data can't tell apart are named") {
  const auto table = table_of_columns(
      {{"x", "", std::vector<double>{1, 2, 3, 4, 5}}, {"y", "", std::vector<double>{2.1, 4, 6.2, 7.9, 10}}});
  const auto f = fit_table(*gantry::model_table<Product>(), table);
  REQUIRE(f.outcome);
  CHECK(f.parameter("a")["standard_error"].is_null());
  CHECK_THAT(f.record["errors_message"].get<std::string>(), Contains("cannot tell a and b apart; fix one"));
  // At x = 0 alone, nothing is said about a b.
  const auto zero =
      table_of_columns({{"x", "", std::vector<double>{0, 0, 0, 0}}, {"y", "", std::vector<double>{2, 2.1, 1.9, 2}}});
  const auto mute = fit_table(*gantry::model_table<Product>(), zero, {{"fix", {{"b", 1}}}});
  REQUIRE(mute.outcome);
  CHECK_THAT(mute.record["errors_message"].get<std::string>(), Contains("say nothing about a"));
}
