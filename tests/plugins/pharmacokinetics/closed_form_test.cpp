// SPDX-License-Identifier: Apache-2.0
// The equations of pharmacokinetics against their closed forms: values, slopes, tolerance.
#include "equations.hpp"

#include <boost/math/special_functions/lambert_w.hpp>

#include <cmath>

using namespace pk_test;

namespace {

const Vector hours{0, 0.25, 0.5, 1, 2, 4, 8, 12, 24};

// Of Vmax, Km and V after a bolus at 0 (Beal 1982, J Pharmacokinet Biopharm 10:109).
double saturable(double t, double dose, const Vector &p) {
  const double c0 = dose / p[2] / p[1];
  return p[1] * boost::math::lambert_w0(c0 * std::exp(c0 - p[0] / p[2] * t / p[1]));
}

}  // namespace

TEST_CASE("an oral dose gives Bateman's curve, and its exact slopes by all parameters") {
  const Solved s = solved_by("oral1", hours, doses({{{"time", 0}, {"amount", 320}}}));
  const Vector p{1.4, 2.8, 31};
  const auto values = s.values(p), slopes = s.jacobian(p);
  for (std::size_t t = 0; t < hours.size(); ++t) {
    const auto exact = exact_slopes<3>(p, [&](const auto &q) {
      const auto ke = q[1] / q[2];
      return 320 * q[0] / (q[2] * (q[0] - ke)) * (exp(-ke * hours[t]) - exp(-q[0] * hours[t]));
    });
    CAPTURE(t);
    CHECK(values[t] == Approx(exact[0]).epsilon(2e-8).margin(1e-9));
    for (std::size_t j = 0; j < 3; ++j) CHECK(slopes[3 * t + j] == Approx(exact[j + 1]).epsilon(1e-7).margin(1e-8));
  }
  for (std::size_t t = 0; t < hours.size(); ++t) CHECK(s.values_f32(p)[t] == Approx(values[t]).epsilon(1e-6));
}

TEST_CASE("saturable elimination gives Lambert's W, also by the implicit method") {
  const Vector p{22, 4.5, 40};
  Vector wanted;
  for (const double t : hours) wanted.push_back(saturable(t, 900, p));
  for (const char *method : {"explicit", "stiff"}) {
    json options = doses({{{"time", 0}, {"amount", 900}}});
    options["ode_method"] = method;
    const Solved s = solved_by("iv1_mm", hours, options);
    check_near(s.values(p), wanted, 1e-7, 1e-9);
    check_near(s.jacobian(p), s.differences(p), 1e-5, 1e-7);
  }
}

TEST_CASE("an infusion rises to its plateau and falls; repeated doses add up") {
  const double amount = 500, duration = 2, cl = 4, v = 25, k = cl / v;
  const auto once = [&](double t) {
    if (t < 0) return 0.0;
    const double given = std::min(t, duration);
    return amount / duration / cl * (1 - std::exp(-k * given)) * std::exp(-k * (t - given));
  };
  const Vector times{0.5, 1, 2, 3, 8, 9, 10, 16.5, 18, 30};
  Vector wanted;
  for (const double t : times) wanted.push_back(once(t) + once(t - 8) + once(t - 16));
  const Solved s = solved_by(
      "iv1", times, doses({{{"time", 0}, {"amount", 500}, {"duration", 2}, {"every", "480 min"}, {"count", 3}}}));
  check_near(s.values({cl, v}), wanted, 1e-8, 1e-9);
}

TEST_CASE("a sample at the very time of a dose sees it, or does not, as is asked for") {
  const json twice{{{"time", 0}, {"amount", 100}, {"every", 12}, {"count", 2}}};
  json after = doses(twice), before = doses(twice);
  before["dose_at_sample"] = "before";
  const Vector times{0, 12, 24}, p{2, 20};
  const double rest = std::exp(-1.2);
  check_near(solved_by("iv1", times, after).values(p), {5, 5 * rest + 5, 5 * (rest + rest * rest)}, 1e-8, 0);
  check_near(solved_by("iv1", times, before).values(p), {0, 5 * rest, 5 * (rest + rest * rest)}, 1e-8, 0);
}

TEST_CASE("the error follows the tolerance that is asked for") {
  const Vector p{22, 4.5, 40};
  const auto off = [&](double tolerance, const char *method) {
    json options = doses({{{"time", 0}, {"amount", 900}}});
    options.update({{"ode_method", method}, {"ode_rtol", tolerance}, {"ode_atol", tolerance}});
    const auto found = solved_by("iv1_mm", hours, options).values(p);
    double largest = 0;
    for (std::size_t t = 0; t < hours.size(); ++t)
      largest = std::max(largest, std::abs(found[t] / saturable(hours[t], 900, p) - 1));
    return largest;
  };
  for (const char *method : {"explicit", "stiff"})
    for (const double tolerance : {1e-5, 1e-7, 1e-9, 1e-11}) {
      CAPTURE(method, tolerance);
      CHECK(off(tolerance, method) < 50 * tolerance);
    }
}
