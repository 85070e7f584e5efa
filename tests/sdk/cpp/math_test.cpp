// SPDX-License-Identifier: MIT
// The errors that <gantry/cpp/math.hpp> states, against the C library in long double.
#include <tests/sdk/cpp/levels.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace {

constexpr std::size_t samples = 1 << 17;

// Evenly over [low, high], and evenly in the exponent on both sides of 0 where the range has them.
template <class F>
std::vector<F> arguments(double low, double high) {
  std::mt19937_64 random(7);
  std::vector<F> x;
  std::uniform_real_distribution<double> even(low, high),
      exponent(sizeof(F) == 4 ? -30 : -60, std::log2(std::max(std::abs(low), std::abs(high))));
  while (x.size() < samples) {
    x.push_back(static_cast<F>(even(random)));
    const double small = std::exp2(exponent(random));
    x.push_back(static_cast<F>(small >= low && small <= high ? small : even(random)));
    x.push_back(static_cast<F>(-small >= low && -small <= high ? -small : even(random)));
    x.push_back(static_cast<F>(even(random)));
  }
  return x;
}

// |found - exact| in units in the last place of the exact value.
template <class F>
double ulp(F found, long double exact) {
  const F nearest = static_cast<F>(exact);
  if (found == nearest || (std::isnan(found) && std::isnan(nearest)))
    return std::isinf(nearest) || std::isnan(nearest)
               ? 0
               : static_cast<double>(
                     std::abs(static_cast<long double>(found) - exact) /
                     (std::nextafter(std::abs(nearest), std::numeric_limits<F>::infinity()) - std::abs(nearest)));
  if (std::abs(exact) < std::numeric_limits<F>::min())
    return std::abs(found) <= std::numeric_limits<F>::min() ? 0 : 1e9;
  if (!std::isfinite(found) || !std::isfinite(nearest)) return 1e9;
  const long double unit = std::nextafter(std::abs(nearest), std::numeric_limits<F>::infinity()) - std::abs(nearest);
  return static_cast<double>(std::abs(static_cast<long double>(found) - exact) / unit);
}

template <class F, class Op, class Exact>
void check(const char *name, Op op, Exact exact, double low, double high, double stated) {
  const auto x = arguments<F>(low, high);
  std::vector<F> y(x.size());
  for (const int level : levels::available()) {
    levels::at_level<F>(level, op, x, y);
    double worst = 0;
    F where = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double error = ulp(y[i], exact(static_cast<long double>(x[i])));
      if (error > worst) {
        worst = error;
        where = x[i];
      }
    }
    INFO(name << (sizeof(F) == 4 ? " f32" : " f64") << " level " << level << ": " << worst << " ulp at " << where);
    CHECK(worst <= stated);
  }
}

#define FUNCTION(f) [](const auto &x) { return f(x); }, [](long double x) { return std::f(x); }

}  // namespace

TEST_CASE("exp, log and their kin keep their stated errors") {
  check<float>("exp", FUNCTION(exp), -87, 88.7, 1);
  check<double>("exp", FUNCTION(exp), -708, 709.7, 1);
  check<float>("expm1", FUNCTION(expm1), -90, 88.7, 2);
  check<double>("expm1", FUNCTION(expm1), -750, 709.7, 2);
  check<float>("log", FUNCTION(log), 1e-38, 1e38, 1);
  check<float>("log", FUNCTION(log), 0.3, 3, 1);
  check<double>("log", FUNCTION(log), 1e-300, 1e300, 1);
  check<double>("log", FUNCTION(log), 0.3, 3, 1);
  check<float>("log1p", FUNCTION(log1p), -0.999, 10, 2);
  check<double>("log1p", FUNCTION(log1p), -0.999, 10, 2);
}

TEST_CASE("circular functions keep their stated errors, near and far") {
  check<float>("sin", FUNCTION(sin), -8192, 8192, 3);
  check<double>("sin", FUNCTION(sin), -1e5, 1e5, 3);
  check<float>("cos", FUNCTION(cos), -8192, 8192, 3);
  check<double>("cos", FUNCTION(cos), -1e5, 1e5, 3);
  check<float>("sin", FUNCTION(sin), -1e30, 1e30, 3);
  check<double>("cos", FUNCTION(cos), -1e30, 1e30, 3);
  check<float>("tan", FUNCTION(tan), -100, 100, 5);
  check<double>("tan", FUNCTION(tan), -100, 100, 4);
  check<float>("atan", FUNCTION(atan), -50, 50, 2);
  check<double>("atan", FUNCTION(atan), -50, 50, 2);
  check<float>("atan", FUNCTION(atan), -1e30, 1e30, 2);
}

TEST_CASE("tanh and erf keep their stated errors") {
  check<float>("tanh", FUNCTION(tanh), -12, 12, 3);
  check<double>("tanh", FUNCTION(tanh), -25, 25, 3);
  check<float>("erf", FUNCTION(erf), -5, 5, 3);
  check<double>("erf", FUNCTION(erf), -7, 7, 3);
}

TEST_CASE("powers keep their stated error") {
  for (const double y : {0.5, -1.5, 2.0, 7.3, -0.1}) {
    INFO("exponent " << y);
    check<float>(
        "pow", [y](const auto &x) { return pow(x, y); },
        [y](long double x) { return std::pow(x, static_cast<long double>(static_cast<float>(y))); }, 1e-4, 1e4, 1);
    // |ln x| is at most 9.3
    check<double>(
        "pow", [y](const auto &x) { return pow(x, y); },
        [y](long double x) { return std::pow(x, static_cast<long double>(y)); }, 1e-4, 1e4, 1 + 2 * std::abs(y) * 9.3);
  }
}

TEST_CASE("whole powers are products") {
  check<float>(
      "pow 3", [](const auto &x) { return pow(x, 3); }, [](long double x) { return x * x * x; }, -100, 100, 3);
  check<double>(
      "pow -5", [](const auto &x) { return pow(x, -5); }, [](long double x) { return 1 / (x * x * x * x * x); }, -100,
      100, 5);
}

TEST_CASE("sqrt, abs, min and max are exact") {
  check<float>("sqrt", FUNCTION(sqrt), 0, 1e30, 0.5);
  check<double>("sqrt", FUNCTION(sqrt), 0, 1e300, 0.5);
  check<float>(
      "abs", [](const auto &x) { return abs(x); }, [](long double x) { return std::abs(x); }, -10, 10, 0);
  check<double>(
      "min", [](const auto &x) { return min(x, 2 * x); }, [](long double x) { return std::min(x, 2 * x); }, -10, 10, 0);
  check<double>(
      "max", [](const auto &x) { return max(x, 2 * x); }, [](long double x) { return std::max(x, 2 * x); }, -10, 10, 0);
}

TEMPLATE_TEST_CASE("edges: zero, infinity, NaN, overflow and underflow", "", float, double) {
  using F = TestType;
  constexpr F inf = std::numeric_limits<F>::infinity(), none = std::numeric_limits<F>::quiet_NaN();
  const auto same = [](F a, F b) {
    return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
  };
  const auto at = [&](auto op, std::vector<F> x, const std::vector<F> &expected) {
    const std::size_t count = x.size();
    x.resize(16, F(1));
    std::vector<F> y(16);
    for (const int level : levels::available()) {
      levels::at_level<F>(level, op, x, y);
      for (std::size_t i = 0; i < count; ++i) {
        INFO("level " << level << ", of " << x[i] << ": " << y[i] << ", expected " << expected[i]);
        CHECK(same(y[i], expected[i]));
      }
    }
  };
  at([](const auto &x) { return exp(x); }, {0, inf, -inf, none, 1e4, -1e4}, {1, inf, 0, none, inf, 0});
  at([](const auto &x) { return expm1(x); }, {0, inf, -inf, none}, {0, inf, -1, none});
  at([](const auto &x) { return log(x); }, {0, 1, inf, -1, none, -inf}, {-inf, 0, inf, none, none, none});
  at([](const auto &x) { return log1p(x); }, {0, -1, inf, -2, none}, {0, -inf, inf, none, none});
  at([](const auto &x) { return sin(x); }, {0, inf, none}, {0, none, none});
  at([](const auto &x) { return cos(x); }, {0, inf, none}, {1, none, none});
  at([](const auto &x) { return atan(x); }, {0, none, inf, -inf}, {0, none, std::atan(inf), -std::atan(inf)});
  at([](const auto &x) { return tanh(x); }, {0, inf, -inf, none}, {0, 1, -1, none});
  at([](const auto &x) { return erf(x); }, {0, inf, -inf, none}, {0, 1, -1, none});
  at([](const auto &x) { return sqrt(x); }, {0, inf, -1, none}, {0, inf, none, none});
  at([](const auto &x) { return pow(x, 2); }, {0, -3, inf, none}, {0, 9, inf, none});
  at([](const auto &x) { return pow(x, 3); }, {0, -2, inf}, {0, -8, inf});
  at([](const auto &x) { return pow(x, 0); }, {0, inf, none, -2}, {1, 1, 1, 1});
  at([](const auto &x) { return pow(x, -1); }, {0, inf, 4}, {inf, 0, F(0.25)});
  at([](const auto &x) { return pow(x, 0.5); }, {0, inf, -4}, {0, inf, none});
}

TEST_CASE("the logarithm of a subnormal number is right") {
  const std::vector<float> x(16, 1e-42f);
  std::vector<float> y(16);
  for (const int level : levels::available()) {
    levels::at_level<float>(
        level, [](const auto &v) { return log(v); }, x, y);
    CHECK(y[3] == Approx(std::log(1e-42f)).epsilon(1e-6));
  }
}
