// SPDX-License-Identifier: Apache-2.0
// Rician noise of single curves: the same as in maps, by the density itself, with its intervals.
#include <tests/core/fit/fixtures.hpp>

#include <core/fit/rice_point.hpp>

#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/bessel.hpp>
#include <catch2/catch.hpp>

#include <cmath>

using namespace fit_test;
using Catch::Contains;
using nlohmann::json;

namespace {

// The logarithm of the Rice density (Gudbjartsson and Patz 1995, equation 3).
double log_density(double m, double nu, double sigma) {
  const double v = sigma * sigma, z = m * std::abs(nu) / v;
  const double log_i0 = z < 500 ? std::log(boost::math::cyl_bessel_i(0, z))
                                : z - 0.5 * std::log(2 * M_PI * z) + std::log1p(1 / (8 * z) + 4.5 / (64 * z * z));
  return std::log(m / v) - (m * m + nu * nu) / (2 * v) + log_i0;
}

std::vector<double> magnitudes(const std::vector<double> &te, double s0, double t2, double sigma, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> noise(0, sigma);
  std::vector<double> y;
  for (const double t : te) y.push_back(std::hypot(s0 * std::exp(-t / t2) + noise(random), noise(random)));
  return y;
}

std::vector<double> echoes(std::size_t count, double step) {
  std::vector<double> te;
  for (std::size_t i = 1; i <= count; ++i) te.push_back(step * static_cast<double>(i));
  return te;
}

ObjectPtr decay_table(const std::vector<double> &te, const std::vector<double> &y) {
  return table_of_columns({{"TE", "ms", te}, {"S", "", y}});
}

const gantry_model &decay() { return *gantry::model_table<MonoExponential>(); }

double value_of(const Fitted &f, const char *symbol, const char *what = "value") {
  return f.parameter(symbol)[what].get<double>();
}

}  // namespace

TEST_CASE("a curve with Rician noise has the values, errors and chi-squared of the map at its voxel") {
  constexpr std::size_t voxels = 12;
  const auto te = echoes(12, 8);
  std::vector<std::vector<double>> curves;
  for (unsigned i = 0; i < voxels; ++i) curves.push_back(magnitudes(te, 80 + 40 * i, 25 + 3 * i, 20, i + 1));
  std::vector<float> data;
  for (std::size_t t = 0; t < te.size(); ++t)
    for (auto &curve : curves) {
      data.push_back(static_cast<float>(curve[t]));
      curve[t] = static_cast<double>(data.back());
    }
  json options{{"noise", "rician"}, {"sigma", 20}};
  json of_map = options;
  of_map.update({{"errors", true}, {"precision", "f64"}, {"tolerance", 1e-14}});
  const auto image = image_of(data, voxels, {{"TE", "ms", te}});
  const auto map = fit_image(decay(), image, of_map);
  REQUIRE(map.outcome);
  for (std::size_t i = 0; i < voxels; ++i) {
    const auto same = [&](const char *name, double found) {
      INFO(name << " of voxel " << i);
      CHECK(found == Approx(static_cast<double>(map.maps.at(name)[i])).epsilon(1e-5));
    };
    const auto f = fit_table(decay(), decay_table(te, curves[i]), options);
    REQUIRE(f.outcome);
    same("S0", value_of(f, "S0"));
    same("T2", value_of(f, "T2"));
    same("S0_se", value_of(f, "S0", "standard_error"));
    same("T2_se", value_of(f, "T2", "standard_error"));
    same("R2", f.record["derived"][0]["value"].get<double>());
    same("R2_se", f.record["derived"][0]["standard_error"].get<double>());
    same("rss", f.record["rss"].get<double>());
    same("chi2", f.record["reduced_chi_squared"].get<double>());
    fit::FitJob job;
    job.kind = JobKind::fit_curve;
    job.options = {{"noise", "rician"}, {"voxel", {i, 0, 0}}};
    job.inputs = {{"image", image}, {"sigma", volume_of(std::vector<float>(voxels, 20))}};
    const auto voxel = run(decay(), job);
    REQUIRE(voxel.outcome);
    CHECK(value_of(voxel, "T2") == Approx(value_of(f, "T2")).epsilon(1e-9));
    CHECK(voxel.record["sigma"]["kind"] == "absolute");
  }
}

TEST_CASE("T2 of a decay into the noise floor is right by the Rice density, and wrong by least squares") {
  const auto te = echoes(60, 2);
  double rician = 0, squares = 0;
  constexpr unsigned curves = 40;
  for (unsigned seed = 1; seed <= curves; ++seed) {
    const auto table = decay_table(te, magnitudes(te, 100, 30, 20, seed));
    rician += value_of(fit_table(decay(), table, {{"noise", "rician"}, {"sigma", 20}}), "T2") / curves;
    squares += value_of(fit_table(decay(), table), "T2") / curves;
  }
  INFO(rician << " and " << squares);
  CHECK(rician == Approx(30).epsilon(0.05));
  CHECK(squares > 1.3 * 30);
}

TEST_CASE("the root of a magnitude's deviance is that of its density, slope included") {
  for (const double m : {0.0, 0.4, 1.0, 1.40, 1.41421, 1.4143, 1.6, 3.0, 12.0, 3000.0}) {
    const fit::RicePoint point(m * 7, 7);
    double best = 0;  // the likeliest signal, by halving steps uphill
    for (double step = m + 1; step > 1e-9; step /= 2)
      for (const double there : {best + step, best - step})
        if (there >= 0 && m > 0 && log_density(m, there, 1) > log_density(m, best, 1)) best = there;
    for (const double n : {0.0, 0.3, 1.0, 1.5, 3.0, 11.0, 2999.0, 3001.0}) {
      if (std::abs(n - m) > 30) continue;
      INFO(m << " of " << n);
      const double wanted = m > 0 ? 2 * (log_density(m, best, 1) - log_density(m, n, 1)) : n * n;
      CHECK(point.deviance(7 * n) == Approx(wanted).epsilon(1e-8).margin(1e-7));
      CHECK(point.deviance(-7 * n) == point.deviance(7 * n));
      for (const double sign : {1.0, -1.0}) {
        const auto at = point.root(sign * 7 * n);
        CHECK(at.residual * at.residual == Approx(point.deviance(7 * n)).margin(1e-12));
        const double h = 1e-3;
        const double slope =
            (point.deviance(sign * 7 * n + 7 * h) - point.deviance(sign * 7 * n - 7 * h)) / (14 * h) / 2;
        CHECK(at.residual * at.slope == Approx(slope).epsilon(1e-4).margin(1e-6));
      }
    }
  }
}

TEST_CASE("the ends between which magnitudes lie hold as much of the density as they say") {
  boost::math::quadrature::tanh_sinh<double> integrator;
  for (const double nu : {0.0, 0.5, 2.0, 8.0, 19.0, 21.0}) {
    const auto [low, high] = fit::rice_ends(5 * nu, 5, 0.95);
    const auto density = [&](double m) { return m > 0 ? std::exp(log_density(m, 5 * nu, 5)) : 0; };
    INFO(nu);
    CHECK(integrator.integrate(density, low, high) == Approx(0.95).margin(1e-4));
    if (nu < 20) CHECK(integrator.integrate(density, 0.0, low) == Approx(0.025).margin(1e-6));
  }
}

TEST_CASE("the likelihood of a Rician fit is its density's, and AIC follows from it") {
  const auto te = echoes(20, 5);
  const auto y = magnitudes(te, 90, 30, 15, 4);
  const auto f = fit_table(decay(), decay_table(te, y), {{"noise", "rician"}, {"sigma", 15}});
  REQUIRE(f.outcome);
  double sum = 0;
  for (std::size_t t = 0; t < te.size(); ++t)
    sum += log_density(y[t], value_of(f, "S0") * std::exp(-te[t] / value_of(f, "T2")), 15);
  CHECK(f.record["log_likelihood"].get<double>() == Approx(sum).epsilon(1e-10));
  CHECK(f.record["aic"].get<double>() == Approx(4 - 2 * sum).epsilon(1e-10));
  CHECK(f.record["noise"] == "rician");
  // Residuals are taken from the magnitude's mean, which lies above the signal.
  const auto &columns = f.curve;
  const auto last = te.size() - 1;
  CHECK(columns.column("expected")->numbers()[last] > columns.column("fitted")->numbers()[last] + 10);
  CHECK(columns.column("prediction_low")->numbers()[last] > 0);
}

TEST_CASE("Rician intervals: profiles end where the likelihood has dropped, the bootstrap draws from the density") {
  const auto te = echoes(24, 4);
  const auto table = decay_table(te, magnitudes(te, 120, 35, 20, 2));
  const json options{{"noise", "rician"}, {"sigma", 20}};
  const auto with = [&](json more) {
    json all = options;
    all.update(more);
    const auto f = fit_table(decay(), table, all);
    INFO((f.outcome ? "" : f.outcome.error().message));
    REQUIRE(f.outcome);
    return f;
  };
  const auto profile = with({{"interval", "profile"}});
  const double best = profile.record["log_likelihood"];
  for (const char *end : {"low", "high"}) {
    const double at = profile.parameter("T2")["interval"][end];
    const auto there = with({{"fix", {{"T2", at}}}});
    // Half of the 0.95 quantile of chi-squared with one degree of freedom.
    CHECK(best - there.record["log_likelihood"].get<double>() == Approx(1.920729).epsilon(1e-4));
  }
  const auto draws = with({{"interval", "bootstrap"}, {"bootstrap", 400}});
  CHECK(draws.record["interval"]["bootstrap"]["resample"] == "density");
  const auto found = draws.tables.at("bootstrap").column("T2")->numbers();
  double mean = 0, square = 0;
  for (const double x : found) mean += x / static_cast<double>(found.size());
  for (const double x : found) square += (x - mean) * (x - mean) / static_cast<double>(found.size() - 1);
  CHECK(std::sqrt(square) == Approx(value_of(draws, "T2", "standard_error")).epsilon(0.25));
  const auto &interval = draws.parameter("T2")["interval"];
  CHECK(interval["low"].get<double>() < 35);
  CHECK(interval["high"].get<double>() > 35);
}

TEST_CASE("several curves with Rician noise share a parameter") {
  const auto te = echoes(30, 3);
  std::vector<double> t, y;
  std::vector<std::string> who;
  for (const auto &[name, s0] : {std::pair{"left", 90.0}, std::pair{"right", 160.0}}) {
    const auto part = magnitudes(te, s0, 30, 15, static_cast<unsigned>(s0));
    t.insert(t.end(), te.begin(), te.end());
    y.insert(y.end(), part.begin(), part.end());
    who.insert(who.end(), te.size(), name);
  }
  const auto f = fit_table(decay(), table_of_columns({{"TE", "ms", t}, {"S", "", y}, {"who", "", who}}),
                           {{"noise", "rician"}, {"sigma", 15}, {"global", true}, {"group", "who"}, {"share", {"T2"}}});
  INFO((f.outcome ? "" : f.outcome.error().message));
  REQUIRE(f.outcome);
  CHECK(std::abs(value_of(f, "T2") - 30) < 3 * value_of(f, "T2", "standard_error"));
}

TEST_CASE("the magnitude of one inversion recovery is fitted through its zero") {
  const std::vector<double> ti{50, 150, 300, 450, 600, 800, 1000, 1400, 2000, 3000};
  std::mt19937_64 random(3);
  std::normal_distribution<double> noise(0, 10);
  std::vector<double> y;
  for (const double t : ti) y.push_back(std::hypot(1000 - 1900 * std::exp(-t / 900) + noise(random), noise(random)));
  const auto f =
      fit_table(*gantry::model_table<InversionRecovery>(), table_of_columns({{"TI", "ms", ti}, {"S", "", y}}),
                {{"noise", "rician"}, {"sigma", 10}, {"start", {{"A", 900}, {"B", 1700}, {"T1", 800}}}});
  REQUIRE(f.outcome);
  CHECK(value_of(f, "T1") == Approx(900).epsilon(0.05));
}

TEST_CASE("what a Rician curve can't have is said") {
  const auto te = echoes(12, 8);
  const auto y = magnitudes(te, 100, 30, 20, 1);
  const auto refused = [&](const std::vector<double> &data, json options, const char *code, const char *part) {
    options["noise"] = "rician";
    const auto f = fit_table(decay(), decay_table(te, data), options);
    REQUIRE_FALSE(f.outcome);
    INFO(f.outcome.error().message);
    CHECK(f.outcome.error().code == code);
    CHECK_THAT(f.outcome.error().message + f.outcome.error().hint, Contains(part));
  };
  refused(y, json::object(), "fit.sigma", "1.253 sigma");
  refused(y, {{"sigma", 20}, {"loss", "huber"}}, "fit.option", "can't be robust");
  refused(y, {{"sigma", 20}, {"sigma_kind", "relative"}}, "fit.option", "can't be relative");
  refused(y, {{"sigma", 20}, {"bootstrap", 200}, {"resample", "cases"}}, "fit.option", "drawn from their density");
  auto negative = y;
  negative[3] = -1;
  refused(negative, {{"sigma", 20}}, "fit.not_magnitude", "below 0 at point 4");
  auto nothing = y;
  nothing[11] = 0;
  const auto f = fit_table(decay(), decay_table(te, nothing), {{"noise", "rician"}, {"sigma", 20}});
  REQUIRE(f.outcome);
  CHECK(f.record["aic"].is_null());
  CHECK_THAT(f.record["notes"].dump(), Contains("exactly 0"));
}
