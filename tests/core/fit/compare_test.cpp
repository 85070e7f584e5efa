// SPDX-License-Identifier: Apache-2.0
#include <core/fit/compare.hpp>
#include <tests/core/fit/fixtures.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace fit_test;
using Catch::Contains;
using nlohmann::json;

namespace {

json record(double rss, int rows, int parameters, const char *sigma = "none") {
  const double k = parameters + 1, n = rows, ll = -n / 2 * (std::log(2 * M_PI * rss / n) + 1);
  return {{"status", "converged"},
          {"rows", rows},
          {"degrees_of_freedom", rows - parameters},
          {"rss", rss},
          {"chi_squared", rss},
          {"aicc", 2 * k - 2 * ll + 2 * k * (k + 1) / (n - k - 1)},
          {"bic", k * std::log(n) - 2 * ll},
          {"sigma", {{"kind", sigma}}},
          {"loss", {{"kind", "squares"}}}};
}

struct Two : gantry::Model {
  static constexpr const char *id = "bi", *label = "two decays", *equation = "S = A exp(-TE/Ta) + B exp(-TE/Tb)";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param a{"A", "A", "signal", 0, 1e6, 500}, ta{"Ta", "Ta", "ms", 1, 40, 10}, b{"B", "B", "signal", 0, 1e6, 500},
      tb{"Tb", "Tb", "ms", 40, 1000, 100};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[a] * exp(-x[te] / p[ta]) + p[b] * exp(-x[te] / p[tb]);
  }
};

}  // namespace

TEST_CASE("the F-test and the likelihood ratio have scipy's probabilities") {
  // stats.f.sf(((120 - 80) / 2) / (80 / 16), 2, 16) and stats.chi2.sf(9.5, 2), scipy 1.10
  const auto f = fit::compare({{"small", record(120, 20, 2)}, {"large", record(80, 20, 4)}}, true);
  REQUIRE(f);
  CHECK(f.value()["nested"][0]["smaller"] == "small");
  CHECK(f.value()["nested"][0]["f"].get<double>() == Approx(4));
  CHECK(f.value()["nested"][0]["p"].get<double>() == Approx(0.03901844231).epsilon(1e-8));
  CHECK_THAT(f.value()["words"].dump(), Contains("large fits better than small") && Contains("F(2, 16) = 4"));
  const auto known =
      fit::compare({{"large", record(12.5, 20, 4, "absolute")}, {"small", record(22, 20, 2, "absolute")}}, true);
  REQUIRE(known);
  CHECK(known.value()["nested"][0]["p"].get<double>() == Approx(0.008651695203).epsilon(1e-8));
}

TEST_CASE("fits with Rician noise are compared by their likelihood, and with none but each other") {
  const auto rician = [](double log_likelihood, double pearson, int parameters) {
    json r = record(pearson, 20, parameters, "absolute");
    r.update({{"noise", "rician"}, {"log_likelihood", log_likelihood}});
    return r;
  };
  // As above, 9.5 over two degrees; Pearson's chi-squared says something else.
  const auto compared = fit::compare({{"large", rician(-100, 20, 4)}, {"small", rician(-104.75, 19, 2)}}, true);
  REQUIRE(compared);
  CHECK(compared.value()["nested"][0]["p"].get<double>() == Approx(0.008651695203).epsilon(1e-8));
  const auto mixed = fit::compare({{"large", rician(-100, 20, 4)}, {"small", record(22, 20, 2, "absolute")}}, true);
  REQUIRE_FALSE(mixed);
  CHECK_THAT(mixed.error().hint, Contains("same noise"));
}

TEST_CASE("models that say themselves of which others they are a special case are tested against those alone") {
  const auto compared = fit::compare(
      {{"large", record(80, 20, 4)}, {"small", record(120, 20, 2), {"large", "absent"}}, {"other", record(100, 20, 3)}},
      false);
  REQUIRE(compared);
  const auto &nested = compared.value()["nested"];
  REQUIRE(nested.size() == 1);
  CHECK(nested[0]["smaller"] == "small");
  CHECK(nested[0]["larger"] == "large");
}

TEST_CASE("weights are Akaike's, and sum to one") {
  const auto c = fit::compare({{"a", record(120, 20, 2)}, {"b", record(80, 20, 4)}, {"c", record(79, 20, 5)}}, false);
  REQUIRE(c);
  double sum = 0;
  for (const auto &m : c.value()["models"]) sum += m["weight"].get<double>();
  CHECK(sum == Approx(1));
  const auto &best = c.value()["models"][0], &next = c.value()["models"][1];
  CHECK(best["weight"].get<double>() / next["weight"].get<double>() ==
        Approx(std::exp(next["delta"].get<double>() / 2)));
  CHECK(c.value()["nested"].empty());
}

TEST_CASE("of two decays the model of two is chosen, and of one that of one") {
  const auto fits = [](double share) {
    std::vector<double> te, y;
    for (int i = 1; i <= 30; ++i) {
      te.push_back(4.0 * i);
      const double noise = 0.8 * std::sin(7.3 * i) + 0.6 * std::cos(3.1 * i * i);
      y.push_back(600 * share * std::exp(-te.back() / 12) + (1000 - 600 * share) * std::exp(-te.back() / 80) + noise);
    }
    const auto table = table_of_columns({{"TE", "ms", te}, {"S", "", y}});
    const auto one = fit_table(*gantry::model_table<MonoExponential>(), table);
    const auto two = fit_table(*gantry::model_table<Two>(), table);
    return fit::compare({{"one", one.record}, {"two", two.record}}, true);
  };
  const auto two = fits(1), one = fits(0);
  REQUIRE(two);
  CHECK(two.value()["models"][0]["model"] == "two");
  CHECK(two.value()["nested"][0]["p"].get<double>() < 0.001);
  CHECK_THAT(two.value()["words"][0].get<std::string>(), Contains("beyond reasonable doubt"));
  REQUIRE(one);
  CHECK(one.value()["models"][0]["model"] == "one");
  CHECK(one.value()["nested"][0]["p"].get<double>() > 0.05);
}

TEST_CASE("fits of other data, or in another way, are not compared") {
  auto robust = record(80, 20, 4);
  robust["loss"]["kind"] = "huber";
  for (const auto &other : {record(80, 19, 4), record(80, 20, 4, "absolute"), robust}) {
    const auto c = fit::compare({{"a", record(120, 20, 2)}, {"b", other}}, false);
    REQUIRE_FALSE(c);
    CHECK(c.error().code == "fit.compare");
  }
  CHECK_FALSE(fit::compare({{"a", record(120, 20, 2)}}, false));
}
