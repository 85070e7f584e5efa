// SPDX-License-Identifier: Apache-2.0
// Errors and intervals of one curve, against published numbers and against scipy 1.10: least_squares with the analytic
// Jacobian, Gauss-Newton steps to rounding, (J'J)^-1 s^2, stats.t, and a profile by brentq over fits with one parameter
// held.
#include <tests/core/fit/puromycin.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace fit_test;
using Catch::Contains;
using nlohmann::json;

namespace {

double number(const json &j) { return j.is_number() ? j.get<double>() : std::nan(""); }
double low(const Fitted &f, const char *symbol) { return number(f.parameter(symbol)["interval"]["low"]); }
double high(const Fitted &f, const char *symbol) { return number(f.parameter(symbol)["interval"]["high"]); }

}  // namespace

TEST_CASE("Puromycin: estimates, errors, correlation and asymptotic intervals are Bates and Watts's") {
  const auto f = fit_puromycin({});
  REQUIRE(f.outcome);
  CHECK(number(f.parameter("Vm")["value"]) == Approx(212.6837431).epsilon(1e-9));
  CHECK(number(f.parameter("K")["value"]) == Approx(0.06412128168).epsilon(1e-9));
  CHECK(number(f.parameter("Vm")["standard_error"]) == Approx(6.94715514).epsilon(1e-7));
  CHECK(number(f.parameter("K")["standard_error"]) == Approx(0.00828095).epsilon(1e-6));
  CHECK(number(f.record["correlation"][0][1]) == Approx(0.7650837).epsilon(1e-6));
  CHECK(number(f.record["residual_sd"]) == Approx(10.933658191).epsilon(1e-9));
  CHECK(low(f, "Vm") == Approx(197.204516).epsilon(1e-7));
  CHECK(high(f, "Vm") == Approx(228.162969).epsilon(1e-7));
  CHECK(low(f, "K") == Approx(0.0456701758).epsilon(1e-6));
  CHECK(f.record["interval"]["method"] == "asymptotic");
}

TEST_CASE("Puromycin: profile intervals are those of R's confint and of a second method") {
  const auto f = fit_puromycin({{"interval", "profile"}});
  REQUIRE(f.outcome);
  CHECK(low(f, "Vm") == Approx(197.301932900).epsilon(1e-7));
  CHECK(high(f, "Vm") == Approx(229.289054888).epsilon(1e-7));
  CHECK(low(f, "K") == Approx(0.04692034203).epsilon(1e-7));
  CHECK(high(f, "K") == Approx(0.08615691343).epsilon(1e-7));
  // R 4.2, confint(nls(…)), which interpolates the profile by splines.
  CHECK(low(f, "Vm") == Approx(197.30212848).epsilon(1e-5));
  CHECK(high(f, "K") == Approx(0.08615995).epsilon(1e-4));
}

TEST_CASE("a profile that reaches a bound ends there, and one without an end is open") {
  const auto bounded = fit_puromycin({{"interval", "profile"}, {"bounds", {{"Vm", {205, 220}}}}});
  REQUIRE(bounded.outcome);
  CHECK(low(bounded, "Vm") == 205);
  CHECK(high(bounded, "Vm") == 220);
  CHECK_THAT(bounded.parameter("Vm")["interval"]["words"].get<std::string>(), Contains("reaches its bound"));
  // T2 of a curve that hardly decays has a lower limit, and none above but its bound.
  const std::vector<double> te{10, 20, 30, 40, 60, 80};
  const auto open =
      fit_table(*gantry::model_table<MonoExponential>(),
                table_of_columns({{"TE", "ms", te}, {"S", "", std::vector<double>{99, 102, 98, 101, 97, 99}}}),
                {{"interval", "profile"}, {"bounds", {{"T2", {0.1, nullptr}}}}});
  REQUIRE(open.outcome);
  CHECK(low(open, "T2") > 100);
  CHECK(open.parameter("T2")["interval"]["high"].is_null());
  CHECK_THAT(open.parameter("T2")["interval"]["words"].get<std::string>(), Contains("no upper limit"));
}

TEST_CASE("sigma is taken as known, or in its proportions") {
  std::vector<double> sigma;
  for (const double c : puromycin_c) sigma.push_back(c < 0.1 ? 8 : 12);
  const Column column{"error", "", sigma};
  const auto known = fit_puromycin({{"sigma", "error"}, {"interval", "profile"}}, {column});
  REQUIRE(known.outcome);
  CHECK(number(known.parameter("Vm")["value"]) == Approx(210.357454).epsilon(1e-8));
  CHECK(number(known.parameter("Vm")["standard_error"]) == Approx(7.09664256).epsilon(1e-7));
  CHECK(number(known.record["chi_squared"]) == Approx(14.140871948).epsilon(1e-9));
  CHECK(number(known.record["log_likelihood"]) == Approx(-46.294717738).epsilon(1e-9));
  CHECK(known.record["sigma"]["kind"] == "absolute");
  const auto relative = fit_puromycin({{"sigma", "error"}, {"sigma_kind", "relative"}}, {column});
  REQUIRE(relative.outcome);
  CHECK(number(relative.parameter("Vm")["standard_error"]) == Approx(8.43900076).epsilon(1e-7));
  // The proportions alone count: ten times as much changes nothing.
  for (double &s : sigma) s *= 10;
  const auto tenfold = fit_puromycin({{"sigma", "error"}, {"sigma_kind", "relative"}}, {{"error", "", sigma}});
  CHECK(number(tenfold.parameter("Vm")["standard_error"]) == Approx(8.43900076).epsilon(1e-7));
}

TEST_CASE("confidence and prediction bands have their half widths, at the points and between them") {
  const auto f = fit_puromycin({});
  REQUIRE(f.outcome);
  const auto at = [&](const char *name) { return f.curve.column(name)->numbers()[4]; };
  CHECK(at("fitted") == Approx(134.36158729).epsilon(1e-8));
  CHECK(at("confidence_high") - at("fitted") == Approx(9.2356816051).epsilon(1e-7));
  CHECK(at("fitted") - at("prediction_low") == Approx(26.0536112874).epsilon(1e-7));
  CHECK(f.curve.column("standardised")->numbers()[0] == Approx(2.48661644).epsilon(1e-6));
  const Table &band = f.tables.at("band");
  REQUIRE(band.rows() == 201);
  CHECK(band.column("c")->numbers().front() == 0.02);
  CHECK(band.column("c")->numbers().back() == 1.1);
  CHECK(band.column("fitted")->numbers().front() == Approx(f.curve.column("fitted")->numbers().front()));
  CHECK(band.column("confidence_low")->numbers().front() ==
        Approx(f.curve.column("confidence_low")->numbers().front()));
}

TEST_CASE("a derived quantity has the error that follows from the parameters'") {
  // slope = Vm / K: var/slope^2 = (sV/V)^2 + (sK/K)^2 - 2 r sV sK / (V K)
  const auto f = fit_puromycin({});
  const double v = 6.94715514 / 212.683743, k = 0.00828095 / 0.0641212810;
  const double slope = 212.683743 / 0.0641212810, error = slope * std::sqrt(v * v + k * k - 2 * 0.7650837 * v * k);
  CHECK(number(f.record["derived"][0]["standard_error"]) == Approx(error).epsilon(1e-5));
  CHECK(number(f.record["derived"][0]["interval"]["low"]) == Approx(slope - 2.228138852 * error).epsilon(1e-5));
}

TEST_CASE("a bootstrap is the same for the same seed, whatever the threads, and another for another seed") {
  const auto draw = [](json options, std::uint32_t threads) {
    options.update({{"bootstrap", 400}, {"interval", "bootstrap"}});
    fit::FitJob job;
    job.kind = JobKind::fit_curve;
    job.options = options;
    job.inputs = {{"data", puromycin()}};
    job.threads = threads;
    return run(*gantry::model_table<MichaelisMenten>(), job);
  };
  for (const char *resample : {"residuals", "cases"}) {
    INFO(resample);
    const auto one = draw({{"resample", resample}}, 1), four = draw({{"resample", resample}}, 4);
    const auto other = draw({{"resample", resample}, {"seed", 2}}, 1);
    REQUIRE(one.outcome);
    CHECK(one.record == four.record);
    CHECK(one.tables.at("bootstrap").rows() == 400);
    CHECK(low(one, "Vm") != low(other, "Vm"));
    CHECK(one.record["interval"]["bootstrap"]["seed"] == 1);
    CHECK(one.record["interval"]["bootstrap"]["resample"] == resample);
    // Near the profile's, from which it differs by chance and by the few points.
    CHECK(low(one, "Vm") == Approx(197.3).margin(6));
    CHECK(high(one, "Vm") == Approx(229.3).margin(8));
  }
}

TEST_CASE("of a linear model the bootstrap's spread is the standard error of the theory") {
  // The leverage-corrected residuals have the variance s^2: 2.5 % is four sd of 12,000 draws, and without the correction 4 % are missing.
  const auto f = fit_puromycin({{"fix", {{"K", 0.0641212810}}}, {"bootstrap", 12000}, {"limits", "percentile"}});
  REQUIRE(f.outcome);
  const auto values = f.tables.at("bootstrap").column("Vm")->numbers();
  double mean = 0, square = 0;
  for (const double v : values) mean += v / static_cast<double>(values.size());
  for (const double v : values) square += (v - mean) * (v - mean) / static_cast<double>(values.size());
  CHECK(std::sqrt(square) == Approx(number(f.parameter("Vm")["standard_error"])).epsilon(0.025));
}

TEST_CASE("a bootstrap can be cancelled") {
  fit::FitJob job;
  job.kind = JobKind::fit_curve;
  job.options = {{"bootstrap", 1000000}};
  job.inputs = {{"data", puromycin()}};
  int asked = 0;
  const auto f = run(*gantry::model_table<MichaelisMenten>(), job, [&] { return ++asked > 3; });
  REQUIRE_FALSE(f.outcome);
  CHECK(f.outcome.error().failure == Failure::cancelled);
}
