// SPDX-License-Identifier: Apache-2.0
// A power of x, an exponential that is stretched, and a wave.
//
//   const gantry_model *model = gantry::model_table<generic::Power>();
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <algorithm>
#include <cmath>

namespace generic {

// Powers that are no whole numbers have values only from 0 on.
inline void refuse_negative(const gantry::Setup &s, const gantry::AxisColumn &x) {
  for (std::size_t t = 0; t < s.size(); ++t)
    if (s[x][t] < 0)
      throw gantry::Error("generic.negative", "x is negative at point " + std::to_string(t + 1))
          .hint("leave such points out with \"where\"");
}

struct Power : gantry::Model {
  static constexpr const char *id = "power", *label = "Power law", *category = "generic", *equation = "y = A * x^b",
                              *source = "Huxley 1932, Problems of Relative Growth, chapter 1",
                              *help =
                                  "A straight line where both axes are logarithmic: allometric growth, scaling of "
                                  "organs with the body. x is 0 or more. Large values weigh most; for errors that grow "
                                  "with y give each point its error.";
  static constexpr int parameter_count = 2;
  static constexpr bool own_units = true;  // A is the value where x is 1 of its unit
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a{"A", "A", "signal", -gantry::infinity, gantry::infinity, 2, "value at x = 1, in the unit of x"};
  gantry::Param b{"b", "b", "1", -20, 20, 0.75, "exponent"};

  void prepare(const gantry::Setup &s) const { refuse_negative(s, x); }
  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    using std::log;
    const T beyond = where(p[b] > 0, T(0), T(gantry::infinity));
    return p[a] * gantry::where(at[x] > 0, T(exp(p[b] * log(at[x]))), beyond);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<1, 1> best;
    double low = -20, high = 20;
    for (int round = 0; round < 3; ++round) {
      const double step = (high - low) / 40;
      for (const double power : gantry::spaced(low, high, 41))
        best.take({power}, gantry::linear_fit<1>(c, [&](std::size_t t) {
                    return std::array{c[x][t] > 0 ? std::pow(c[x][t], power) : 0.0};
                  }));
      low = best.tried[0] - step;
      high = best.tried[0] + step;
    }
    p[a] = best.linear[0];
    p[b] = best.tried[0];
  }
  void example(const gantry::Example &e) const { e.spread(x, 0.5, 2); }
};

struct Stretched : gantry::Model {
  static constexpr const char
      *id = "stretched_decay",
      *label = "Stretched exponential", *category = "generic", *equation = "y = A * exp(-(x / tau)^beta)",
      *source = "Kohlrausch 1854, Ann Phys Chem 91:56; Williams and Watts 1970, Trans Faraday Soc 66:80",
      *help =
          "Decay with many rates at once: the smaller beta, the wider they are spread; beta = 1 "
          "is exp1, beta = 2 half a Gaussian. x is 0 or more.";
  static constexpr int parameter_count = 3;
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a{"A", "A", "signal", -gantry::infinity, gantry::infinity, 1, "value at x = 0"};
  gantry::Param tau{"tau", "tau", "axis", 0, gantry::infinity, 1, "where A/e is left"};
  gantry::Param beta{"beta", "beta", "1", 0.05, 4, 0.7, "how evenly it decays"};
  gantry::Derived mean{"tau_mean", "mean relaxation time", "axis"};

  void prepare(const gantry::Setup &s) const { refuse_negative(s, x); }
  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    using std::log;
    const T power = exp(p[beta] * (log(at[x]) - log(p[tau])));
    return p[a] * exp(-gantry::where(at[x] > 0, power, T(0)));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const double high = gantry::extent(c, x).high;
    gantry::Least<1, 2> best;
    for (const double power : {0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0, 1.4, 2.0, 2.8, 3.7})
      for (const double time : gantry::spaced_log(high / 1000, high * 30, 32))
        best.take({time, power}, gantry::linear_fit<1>(c, [&](std::size_t t) {
                    return std::array{std::exp(-std::pow(c[x][t] / time, power))};
                  }));
    p[a] = best.linear[0];
    p[tau] = best.tried[0];
    p[beta] = best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[mean] = p[tau] / p[beta] * std::tgamma(1 / p[beta]);
  }
  void example(const gantry::Example &e) const { e.spread(x, 0, 5); }
};

struct Sine : gantry::Model {
  static constexpr const char *id = "sine", *label = "Sine", *category = "generic",
                              *equation = "y = A * sin(2 * pi * f * x + phi) + C",
                              *source = "IEEE Std 1057-2017, four-parameter sine fit",
                              *help =
                                  "One wave on a level. The data should hold at least half a wave, and more than two "
                                  "points a wave.";
  static constexpr int parameter_count = 4;
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a{"A", "A", "signal", 0, gantry::infinity, 1, "height of the wave above the level"};
  gantry::Param f{"f", "f", "1/axis", 0, gantry::infinity, 0.3, "frequency"};
  gantry::Param phi{"phi", "phi", "rad", -3.14159265358979323846, 3.14159265358979323846, 0.5, "phase at x = 0"};
  gantry::Param level{"C", "C", "signal", -gantry::infinity, gantry::infinity, 0.2, "level"};
  gantry::Derived period{"period", "period", "axis"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[a] * sin(6.28318530717958647693 * at[x] * p[f] + p[phi]) + p[level];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const double span = gantry::extent(c, x).span(), turn = 6.28318530717958647693;
    gantry::Least<3, 1> best;
    const auto attempt = [&](double frequency) {
      best.take({frequency}, gantry::linear_fit<3>(c, [&](std::size_t t) {
                  return std::array{std::sin(turn * frequency * c[x][t]), std::cos(turn * frequency * c[x][t]), 1.0};
                }));
    };
    const double step = 0.1 / span, most = 0.5 * static_cast<double>(c.size()) / span;
    for (double frequency = step; frequency < most; frequency += step) attempt(frequency);
    const double rough = best.tried[0];
    for (const double part : gantry::spaced(-0.9, 0.9, 19)) attempt(rough + part * step);
    p[a] = std::hypot(best.linear[0], best.linear[1]);
    p[f] = best.tried[0];
    p[phi] = std::atan2(best.linear[1], best.linear[0]);
    p[level] = best.linear[2];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[period] = 1 / p[f]; }
  void example(const gantry::Example &e) const { e.spread(x, 0, 10); }
};

}  // namespace generic
