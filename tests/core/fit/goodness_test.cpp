// SPDX-License-Identifier: Apache-2.0
#include <core/fit/goodness.hpp>
#include <tests/core/fit/puromycin.hpp>

#include <catch2/catch.hpp>

using namespace fit_test;
using nlohmann::json;

TEST_CASE("likelihood and criteria are those of the normal distribution") {
  // numpy: -n/2 (log(2 pi S/n) + 1) with S = 1195.4488144 and n = 12; R's logLik(nls) for these data is -44.64.
  const auto f = fit_puromycin({});
  REQUIRE(f.outcome);
  CHECK(f.record["log_likelihood"].get<double>() == Approx(-44.635484324).epsilon(1e-9));
  CHECK(f.record["aic"].get<double>() == Approx(95.270968649).epsilon(1e-9));
  CHECK(f.record["aicc"].get<double>() == Approx(98.270968649).epsilon(1e-9));
  CHECK(f.record["bic"].get<double>() == Approx(96.725688598).epsilon(1e-9));
  const double r2 = f.record["r2"], adjusted = f.record["r2_adjusted"];
  CHECK(r2 == Approx(1 - 1195.4488144 / 30858.916667).epsilon(1e-7));
  CHECK(adjusted == Approx(1 - (1 - r2) * 11 / 10).epsilon(1e-9));
}

TEST_CASE("the runs test has the exact distribution of Swed and Eisenhart's table") {
  // n1 = n2 = 10: P(6 runs or fewer) = 0.019, P(7 or fewer) = 0.051 (Swed and Eisenhart 1943, Ann Math Stat 14:66).
  const auto runs_of = [](const std::vector<int> &lengths) {
    std::vector<double> r;
    double sign = 1;
    for (const int n : lengths) {
      r.insert(r.end(), static_cast<std::size_t>(n), sign);
      sign = -sign;
    }
    return fit::runs_test(r);
  };
  const auto six = runs_of({4, 3, 3, 4, 3, 3}), seven = runs_of({3, 4, 3, 3, 3, 3, 1});
  CHECK(six.runs == 6);
  CHECK(six.positive == 10);
  CHECK(six.expected == Approx(11));
  CHECK(six.too_few == Approx(0.018521725952).epsilon(1e-9));
  CHECK(six.p == Approx(2 * 0.018521725952).epsilon(1e-9));
  CHECK(seven.too_few == Approx(0.051256792743).epsilon(1e-9));
  CHECK(std::isnan(runs_of({5}).p));
}

TEST_CASE("the wrong model shows in its residuals") {
  std::vector<double> te, y;
  for (int i = 1; i <= 24; ++i) {
    te.push_back(5.0 * i);
    y.push_back(600 * std::exp(-te.back() / 15) + 400 * std::exp(-te.back() / 80) + (i % 2 == 0 ? 1 : -1));
  }
  const auto f = fit_table(*gantry::model_table<MonoExponential>(), table_of_columns({{"TE", "ms", te}, {"S", "", y}}));
  REQUIRE(f.outcome);
  CHECK(f.record["runs"]["p"].get<double>() < 0.001);
  CHECK_THAT(f.record["notes"].dump(), Catch::Contains("may not describe the data"));
}
