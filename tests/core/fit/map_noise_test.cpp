// SPDX-License-Identifier: Apache-2.0
// Rician noise: its functions against Boost and integrals, its fits against the density itself.
#include <tests/core/fit/fixtures.hpp>

#include <core/fit/rice.hpp>

#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/bessel.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace fit_test;
using Catch::Contains;
using nlohmann::json;

namespace {

// log(exp(-z) I0(z)); far out by its asymptotic series (Abramowitz and Stegun 9.7.1).
double log_scaled_i0(double z) {
  if (z < 600) {
    const long double wide = z;
    return static_cast<double>(std::log(boost::math::cyl_bessel_i(0, wide)) - wide);
  }
  const double r = 1 / (8 * z);
  return std::log1p(r * (1 + r * (4.5 + r * (37.5 + r * (459.375 + r * 7441.875))))) - 0.5 * std::log(2 * M_PI * z);
}

// Twice the negative logarithm of the density of a magnitude, less what the magnitude alone says.
double deviance(double m, double nu, double sigma) {
  const double d = (m - std::abs(nu)) / sigma;
  return d * d - 2 * log_scaled_i0(m * std::abs(nu) / (sigma * sigma));
}

template <class Function>
double expectation(double nu, Function f) {
  const auto density = [&](double m) { return m * std::exp(-(m - nu) * (m - nu) / 2 + log_scaled_i0(m * nu)) * f(m); };
  boost::math::quadrature::tanh_sinh<double> integrator;
  return integrator.integrate(density, std::max(0.0, nu - 12), nu + 12);
}

// Decays of one S0 and T2, magnitudes of complex data.
struct Magnitudes {
  std::vector<double> te;
  std::vector<float> data;  // voxel fastest
};
Magnitudes decays(std::size_t voxels, double s0, double t2, double sigma, std::vector<double> te) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> noise(0, sigma);
  Magnitudes m{std::move(te), {}};
  for (const double t : m.te)
    for (std::size_t i = 0; i < voxels; ++i)
      m.data.push_back(static_cast<float>(std::hypot(s0 * std::exp(-t / t2) + noise(random), noise(random))));
  return m;
}

Fitted fit_decays(const Magnitudes &m, std::size_t voxels, const json &options) {
  return fit_image(*gantry::model_table<MonoExponential>(), image_of(m.data, voxels, {{"TE", "ms", m.te}}), options);
}

const std::vector<double> twelve_echoes{5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100};

double mean(const std::vector<float> &values) {
  double sum = 0;
  for (const float x : values) sum += static_cast<double>(x);
  return sum / static_cast<double>(values.size());
}
double median(std::vector<float> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return static_cast<double>(values[values.size() / 2]);
}

}  // namespace

TEMPLATE_TEST_CASE("the Bessel functions' ratio and logarithm are as exact as rice.hpp says", "", float, double) {
  using L = gantry::Lanes<TestType, 16>;
  const double ratio_error = sizeof(TestType) == 4 ? 7e-7 : 2e-15, log_error = sizeof(TestType) == 4 ? 5e-7 : 2e-15;
  for (double z = 1e-3; z < 1e5; z *= 1.003) {
    const auto x = static_cast<double>(static_cast<TestType>(z));
    const auto found = fit::bessel_ratio(L(static_cast<TestType>(z)));
    INFO(x);
    if (x < 600) {
      const double ratio = boost::math::cyl_bessel_i(1, x) / boost::math::cyl_bessel_i(0, x);
      CHECK(std::abs(static_cast<double>(found.ratio[0]) / ratio - 1) < ratio_error);
    }
    const double exact = log_scaled_i0(x);
    CHECK(std::abs(static_cast<double>(found.log_scaled[0]) - exact) < log_error * std::max(1.0, std::abs(exact)));
  }
  const auto nothing = fit::bessel_ratio(L(0));
  CHECK(nothing.ratio[0] == 0);
  CHECK(std::abs(nothing.log_scaled[0]) < TestType(1e-6));
}

TEST_CASE("a magnitude's mean, variance and information are those of the density's integrals") {
  for (const double nu : {0.0, 0.05, 0.3, 0.7, 1.0, 1.6, 2.3, 3.0, 5.0, 9.0}) {
    INFO(nu);
    const double first = expectation(nu, [](double m) { return m; });
    const double second = expectation(nu, [](double m) { return m * m; });
    const auto moments = fit::rice_moments(nu, 1);
    CHECK(moments.mean == Approx(first).epsilon(1e-9));
    CHECK(moments.variance == Approx(second - first * first).epsilon(1e-7));
    CHECK(fit::rice_moments(7 * nu, 7).mean == Approx(7 * first).epsilon(1e-9));
    const double information = expectation(nu, [nu](double m) {
      const double z = m * nu;
      const double ratio = boost::math::cyl_bessel_i(1, z) / boost::math::cyl_bessel_i(0, z);
      return (m * ratio - nu) * (m * ratio - nu);
    });
    CHECK(fit::rice_information(gantry::Lanes<double, 16>(nu * nu))[0] ==
          Approx(information).epsilon(0.008).margin(1e-12));
  }
}

TEST_CASE("at a low signal T2 and ADC are wrong by least squares, and right by the Rice density") {
  constexpr std::size_t voxels = 20000;
  const auto bias = [](const Fitted &f, const char *map, double truth) { return median(f.maps.at(map)) / truth - 1; };
  // S0 is 5 times the noise, and half of the echoes have reached it.
  const auto m = decays(voxels, 100, 30, 20, twelve_echoes);
  const auto squares = fit_decays(m, voxels, json::object());
  const auto rician = fit_decays(m, voxels, {{"noise", "rician"}, {"sigma", 20}});
  REQUIRE(squares.outcome);
  REQUIRE(rician.outcome);
  INFO("T2: " << 100 * bias(squares, "T2", 30) << " % by least squares, " << 100 * bias(rician, "T2", 30)
              << " % by Rice");
  CHECK(bias(squares, "T2", 30) > 0.5);
  CHECK(std::abs(bias(rician, "T2", 30)) < 0.03);
  CHECK(rician.record["noise"] == "rician");
  // The same decay with b in place of TE: the ADC is its rate.
  const auto adc = [&](const Fitted &f) { return 1000 / median(f.maps.at("R2")); };
  CHECK(adc(squares) > 1.5 * 30);
  CHECK(adc(rician) == Approx(30).epsilon(0.03));
}

TEST_CASE("a Rician fit has the largest likelihood that there is around it") {
  constexpr std::size_t voxels = 300;
  const double sigma = 20;
  const auto m = decays(voxels, 120, 35, sigma, twelve_echoes);
  for (const char *precision : {"f32", "f64"}) {
    const auto f = fit_decays(m, voxels, {{"noise", "rician"}, {"sigma", sigma}, {"precision", precision}});
    REQUIRE(f.outcome);
    std::size_t converged = 0;
    for (std::size_t i = 0; i < voxels; ++i) {
      if (static_cast<fit::Status>(f.status[i]) != fit::Status::converged) continue;
      ++converged;
      const auto cost = [&](double s0, double t2) {
        double sum = 0;
        for (std::size_t t = 0; t < m.te.size(); ++t)
          sum += deviance(static_cast<double>(m.data[t * voxels + i]), s0 * std::exp(-m.te[t] / t2), sigma);
        return sum;
      };
      const auto s0 = static_cast<double>(f.maps.at("S0")[i]), t2 = static_cast<double>(f.maps.at("T2")[i]);
      double best = cost(s0, t2), at[] = {s0, t2};
      const double found = best;
      // Downhill by ever smaller steps, with nothing but the density.
      for (double step = 0.1; step > 1e-5; step /= 2)
        for (int round = 0; round < 8; ++round)
          for (const double a : {-step, 0.0, step})
            for (const double b : {-step, 0.0, step}) {
              const double there = cost(at[0] * (1 + a), at[1] * (1 + b));
              if (there >= best) continue;
              best = there;
              at[0] *= 1 + a;
              at[1] *= 1 + b;
            }
      INFO(precision << " " << i << ": " << s0 << " " << t2 << " and " << at[0] << " " << at[1]);
      CHECK(found - best < (std::string(precision) == "f32" ? 1e-3 : 1e-5));  // a change of 1 is one standard error
    }
    CHECK(converged > voxels * 9 / 10);
  }
}

TEST_CASE("where the signal is large, Rician and least-squares fits are the same") {
  constexpr std::size_t voxels = 200;
  const auto m = decays(voxels, 1000, 50, 0.05, twelve_echoes);
  const auto squares = fit_decays(m, voxels, {{"precision", "f64"}, {"errors", true}, {"sigma", 0.05}});
  const auto rician =
      fit_decays(m, voxels, {{"precision", "f64"}, {"errors", true}, {"sigma", 0.05}, {"noise", "rician"}});
  REQUIRE(rician.outcome);
  for (std::size_t i = 0; i < voxels; ++i) {
    CHECK(rician.maps.at("T2")[i] == Approx(squares.maps.at("T2")[i]).epsilon(1e-6));
    CHECK(rician.maps.at("T2_se")[i] == Approx(squares.maps.at("T2_se")[i]).epsilon(1e-4));
    CHECK(rician.maps.at("chi2")[i] == Approx(squares.maps.at("chi2")[i]).epsilon(1e-3));
  }
}

TEST_CASE("a Rician fit's errors are as large as what it misses the truth by, and its chi-squared is 1") {
  constexpr std::size_t voxels = 20000;
  const auto m = decays(voxels, 200, 40, 20, twelve_echoes);
  const auto f = fit_decays(m, voxels, {{"noise", "rician"}, {"sigma", 20}, {"errors", true}});
  REQUIRE(f.outcome);
  double squares = 0, n = 0;
  for (std::size_t i = 0; i < voxels; ++i) {
    const auto error = static_cast<double>(f.maps.at("T2_se")[i]);
    const double off = (static_cast<double>(f.maps.at("T2")[i]) - 40) / error;
    if (!std::isfinite(off) || std::abs(off) > 5) continue;
    squares += off * off;
    ++n;
  }
  CHECK(n > 0.99 * voxels);
  CHECK(std::sqrt(squares / n) == Approx(1).epsilon(0.1));
  CHECK(mean(f.maps.at("chi2")) == Approx(1).epsilon(0.02));
}

TEST_CASE("the magnitude of an inversion recovery is fitted through its zero") {
  const std::vector<double> ti{50, 150, 300, 450, 600, 800, 1000, 1400, 2000, 3000};
  std::mt19937_64 random(3);
  std::normal_distribution<double> noise(0, 10);
  constexpr std::size_t voxels = 500;
  std::vector<float> data;
  for (const double t : ti)
    for (std::size_t i = 0; i < voxels; ++i)
      data.push_back(static_cast<float>(std::hypot(1000 - 1900 * std::exp(-t / 900) + noise(random), noise(random))));
  const auto f = fit_image(*gantry::model_table<InversionRecovery>(), image_of(data, voxels, {{"TI", "ms", ti}}),
                           {{"noise", "rician"}, {"sigma", 10}, {"start", {{"A", 900}, {"B", 1700}, {"T1", 800}}}});
  REQUIRE(f.outcome);
  CHECK(median(f.maps.at("T1")) == Approx(900).epsilon(0.01));
}

TEST_CASE("what a Rician fit can't do without is said") {
  const auto m = decays(4, 100, 30, 20, twelve_echoes);
  const auto refused = [](const Fitted &f, const std::string &code, const std::string &part) {
    REQUIRE_FALSE(f.outcome);
    CHECK(f.outcome.error().code == code);
    CHECK_THAT(f.outcome.error().message + f.outcome.error().hint, Contains(part));
  };
  refused(fit_decays(m, 4, {{"noise", "rician"}}), "fit.sigma", "1.253 sigma");
  refused(fit_decays(m, 4, {{"noise", "rice"}}), "fit.option", "gaussian or rician");
  refused(fit_decays(m, 4, {{"sigma", "sd"}}), "fit.sigma", "number or a volume");
}

TEST_CASE("sigma may differ from voxel to voxel, and a voxel without one is not fitted") {
  auto m = decays(4, 100, 30, 10, twelve_echoes);
  m.data[2] = -1;
  fit::FitJob job;
  job.options = {{"noise", "rician"}};
  job.level = best_level();
  job.inputs = {{"image", image_of(m.data, 4, {{"TE", "ms", m.te}})},
                {"sigma", volume_of(std::vector<float>{10, 0, 10, 5})}};
  const auto f = run(*gantry::model_table<MonoExponential>(), job);
  REQUIRE(f.outcome);
  CHECK(static_cast<fit::Status>(f.status[0]) == fit::Status::converged);
  CHECK(static_cast<fit::Status>(f.status[1]) == fit::Status::no_sigma);
  CHECK(static_cast<fit::Status>(f.status[2]) == fit::Status::not_magnitude);
  for (const auto &[voxel, sigma] : {std::pair<std::size_t, double>{0, 10}, {3, 5}}) {
    std::vector<float> alone;
    for (std::size_t t = 0; t < m.te.size(); ++t) alone.push_back(m.data[t * 4 + voxel]);
    const auto one = fit_decays({m.te, alone}, 1, {{"noise", "rician"}, {"sigma", sigma}});
    CHECK(one.maps.at("T2")[0] == f.maps.at("T2")[voxel]);
  }
}
