// SPDX-License-Identifier: Apache-2.0
// Solutions and their sensitivities against closed forms and published values.
#include "fixtures.hpp"

#include <cmath>

using namespace ode_test;

TEST_CASE("slopes cross doses that a lag moves, a part scales and a duration stretches") {
  const Vector times{0, 0.2, 0.5, 1, 1.7, 2, 3.5, 6};
  const json both = doses({{{"time", 0}, {"amount", 100}, {"into", "at_once"}},
                           {{"time", 1.2}, {"amount", 60}, {"into", "slowly"}},
                           {{"time", 2.5}, {"amount", 10}, {"into", "plain"}, {"duration", 0.4}}});
  const Vector p{0.5, 0.8, 0.3, 1.5};
  for (const char *method : {"explicit", "stiff"}) {
    json options = both;
    options["ode_method"] = method;
    const Solved s = solved<Effects>({times}, options);
    const auto values = s.values(p), slopes = s.jacobian(p);
    const auto formula = [&](double t) {
      return [t](const auto &q) {
        auto y = q[0] * 0.0;
        if (t > 0.3) y = y + 100 * q[1] * exp(-q[0] * (t - q[2]));
        // In: rate r over d, from b on; then what is left decays.
        const auto rate = 60 * q[1] / q[3], b = 1.2 + q[2];
        if (t > 3.0) y = y + rate / q[0] * (exp(-q[0] * (t - b - q[3])) - exp(-q[0] * (t - b)));
        else if (t > 1.5) y = y + rate / q[0] * (1 - exp(-q[0] * (t - b)));
        if (t > 2.9) y = y + 25 / q[0] * (exp(-q[0] * (t - 2.9)) - exp(-q[0] * (t - 2.5)));
        return y;
      };
    };
    for (std::size_t t = 0; t < times.size(); ++t) {
      const auto exact = exact_slopes<4>(p, formula(times[t]));
      CAPTURE(method, times[t]);
      CHECK(values[t] == Approx(exact[0]).epsilon(1e-7).margin(1e-8));
      for (std::size_t j = 0; j < 4; ++j) CHECK(slopes[4 * t + j] == Approx(exact[j + 1]).epsilon(1e-6).margin(1e-6));
    }
  }
}

TEST_CASE("an input column drives the equations, its bends included") {
  // A triangle from 0 over 1 at t = 1 to 0 at t = 2 and on; each ramp from a on gives (s - 1/k)/k + exp(-k s)/k^2, s = t - a.
  const Vector times{0, 1, 2, 2.5, 4}, input{0, 1, 0, 0, 0}, p{0.7, 0.4};
  const auto ramp = [&](double s) { return s <= 0 ? 0.0 : (s - 1 / p[0]) / p[0] + std::exp(-p[0] * s) / p[0] / p[0]; };
  Vector wanted;
  for (const double t : times) wanted.push_back(p[1] * std::exp(-p[0] * t) + ramp(t) - 2 * ramp(t - 1) + ramp(t - 2));
  for (const char *method : {"explicit", "stiff"}) {
    const Solved s = solved<Driven>({times, input}, {{"ode_method", method}});
    check_near(s.values(p), wanted, 1e-8, 1e-10);
    check_near(s.jacobian(p), s.differences(p), 1e-6, 1e-7);
  }
}

TEST_CASE("Robertson's stiff kinetics have the published values up to 1e11 s") {
  // Hairer and Wanner, Solving Ordinary Differential Equations II, IV.10: reference solution at 1, 10, …, 1e11. scipy
  // 1.10's Radau with rtol 1e-12 and atol 1e-14 (y2: 1e-22) has the same to 12 digits, at 1e11 to 9.
  const Vector wanted[] = {{0.9664597373330035, 0.3074626578578675e-4, 0.3350951640121071e-1},
                           {0.8413699238414729, 0.1623390937990473e-4, 0.1586138422491472},
                           {0.6172348823960878, 0.6153591274639123e-5, 0.3827589640126376},
                           {0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050}};
  const Solved s = solved<Robertson>({{1, 10, 100, 1e11}}, {{"ode_atol", 1e-10}});
  const auto values = s.values({0.04, 1e4, 3e7});
  for (std::size_t t = 0; t < 4; ++t)
    for (std::size_t o = 0; o < 3; ++o) {
      CAPTURE(t, o);
      CHECK(values[3 * t + o] == Approx(wanted[t][o]).epsilon(1e-6));
    }
}

TEST_CASE("the stiff method's slopes are those of its values") {
  const Solved s = solved<Robertson>({{1, 10, 100, 1e4}}, json::object());
  const Vector p{0.04, 1e4, 3e7};
  const auto exact = s.jacobian(p), near = s.differences(p);
  for (std::size_t r = 0; r < 12; ++r)
    for (std::size_t j = 0; j < 3; ++j) {
      CAPTURE(r, j);
      CHECK(exact[3 * r + j] * p[j] == Approx(near[3 * r + j] * p[j]).epsilon(1e-4).margin(1e-9));
    }
}

TEST_CASE("van der Pol's relaxation oscillator has the published values at t = 2") {
  // Test set for IVP solvers (Mazzia and Magherini 2008), VDPOL, eps = 1e-6; scipy 1.10's Radau with rtol and atol 1e-12
  // has the same to 13 digits, and those at t = 1.
  const auto values = solved<VanDerPol>({{1, 2}}, json::object()).values({1e-6, 2});
  CHECK(values[0] == Approx(-1.8636462548082).epsilon(1e-6));
  CHECK(values[1] == Approx(0.75354308654428).epsilon(1e-6));
  CHECK(values[2] == Approx(1.706167732170469).epsilon(1e-6));
  CHECK(values[3] == Approx(-0.8928097010248125).epsilon(1e-6));
}

TEST_CASE("explicit and implicit method agree, values and slopes") {
  const Vector times{0.5, 1, 1.5, 2}, p{0.05, 2};
  const Solved stiff = solved<VanDerPol>({times}), plain = solved<VanDerPol>({times}, {{"ode_method", "explicit"}});
  check_near(stiff.values(p), plain.values(p), 1e-6, 1e-7);
  check_near(stiff.jacobian(p), plain.jacobian(p), 1e-5, 1e-5);
}
