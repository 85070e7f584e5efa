// SPDX-License-Identifier: Apache-2.0
#include <tests/core/fit/puromycin.hpp>

#include <catch2/catch.hpp>

using namespace fit_test;
using nlohmann::json;

namespace {

struct Line : gantry::Model {
  static constexpr const char *id = "line", *label = "line", *equation = "y = a + b x";
  gantry::AxisColumn x{"x", "x", "1"};
  gantry::Param a{"a", "a", "1"}, b{"b", "b", "1", -gantry::infinity, gantry::infinity, 1};
  template <class T, class X>
  T operator()(const X &point, const gantry::Params<T> &p) const {
    return p[a] + p[b] * point[x];
  }
};

}  // namespace

TEST_CASE("with known sigma a robust loss gives scipy's least_squares") {
  // least_squares(lambda p: (Vm c / (K + c) - v) / 10, loss=…, f_scale=1.5 | 2), scipy 1.10
  const auto huber = fit_puromycin({{"sigma", 10}, {"loss", "huber:1.5"}});
  REQUIRE(huber.outcome);
  CHECK(huber.parameter("Vm")["value"].get<double>() == Approx(214.361526).epsilon(1e-6));
  CHECK(huber.parameter("K")["value"].get<double>() == Approx(0.0675123877).epsilon(1e-6));
  const auto cauchy = fit_puromycin({{"sigma", 10}, {"loss", "cauchy:2"}});
  REQUIRE(cauchy.outcome);
  CHECK(cauchy.parameter("Vm")["value"].get<double>() == Approx(214.972427).epsilon(1e-6));
  CHECK(cauchy.parameter("K")["value"].get<double>() == Approx(0.0684995227).epsilon(1e-6));
  CHECK(cauchy.record["aicc"].is_null());
}

TEST_CASE("without sigma the scale is found from the data, and errors are statsmodels' H1") {
  // sm.RLM(y, add_constant(x), M=HuberT(1.345)).fit(scale_est='mad', tol=1e-14), statsmodels 0.13.5
  const double e[] = {.3, -.2, .1, -.4, .2, 9, -.1, .2, -.3, .4, -.2, -7};
  std::vector<double> x, y;
  for (int i = 0; i < 12; ++i) {
    x.push_back(i);
    y.push_back(3 + 2 * i + e[i]);
  }
  const auto f = fit_table(*gantry::model_table<Line>(), table_of_columns({{"x", "", x}, {"y", "", y}}),
                           {{"loss", "huber:1.345"}});
  REQUIRE(f.outcome);
  CHECK(f.parameter("a")["value"].get<double>() == Approx(3.15092938).epsilon(1e-6));
  CHECK(f.parameter("b")["value"].get<double>() == Approx(1.96850634).epsilon(1e-6));
  CHECK(f.parameter("a")["standard_error"].get<double>() == Approx(0.25751777).epsilon(1e-6));
  CHECK(f.parameter("b")["standard_error"].get<double>() == Approx(0.03965725).epsilon(1e-6));
  CHECK(f.record["loss"]["scale"].get<double>() == Approx(1.345 * 0.34730426813).epsilon(1e-6));
}

TEST_CASE("a robust loss without a noise to count in is refused in words") {
  std::vector<double> x, y;
  for (int i = 0; i < 12; ++i) {
    x.push_back(i);
    y.push_back(i == 5 ? 40.0 : 3 + 2 * i);
  }
  const auto table = table_of_columns({{"x", "", x}, {"y", "", y}});
  const auto exact = fit_table(*gantry::model_table<Line>(), table, {{"loss", "cauchy"}});
  REQUIRE_FALSE(exact.outcome);
  CHECK(exact.outcome.error().code == "fit.loss");
  for (const char *loss : {"huber:", "huber:0", "tukey:3", "squares:2", "huber:x"}) {
    INFO(loss);
    const auto wrong = fit_table(*gantry::model_table<Line>(), table, {{"loss", loss}});
    REQUIRE_FALSE(wrong.outcome);
    CHECK(wrong.outcome.error().code == "fit.option");
  }
  const auto profile = fit_table(*gantry::model_table<Line>(), table, {{"loss", "huber"}, {"interval", "profile"}});
  REQUIRE_FALSE(profile.outcome);
  CHECK_THAT(profile.outcome.error().message, Catch::Contains("bootstrap"));
}
