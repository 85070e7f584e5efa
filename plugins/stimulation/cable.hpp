// SPDX-License-Identifier: Apache-2.0
// How far a potential spreads along a passive fibre, and how fast: length and time constant of the infinite cable.
//
//   const gantry_model *model = gantry::model_table<stimulation::CableStep>();
//
// From lambda and tau follow the resistances and the capacity of a fibre of known radius (Hodgkin and Rushton 1946).
#pragma once

#include <gantry/cpp/guess_exponentials.hpp>
#include <gantry/cpp/model.hpp>

#include <cmath>

#include "erfcx.hpp"

namespace stimulation {

inline constexpr const char *cable_source = "Hodgkin and Rushton 1946, Proc R Soc Lond B 133:444";

struct CableSteady : gantry::Model {
  static constexpr const char *id = "cable_steady", *label = "Cable, in the end", *category = "stimulation",
                              *equation = "V = V0 * exp(-x / lambda)", *source = cable_source,
                              *help =
                                  "The potential along a fibre while a constant current flows in at x = 0, after many "
                                  "time constants. Distances should reach beyond lambda.";
  static constexpr int parameter_count = 2;
  gantry::AxisColumn x{"x", "distance from the electrode", "mm"};
  gantry::Output v{"V", "potential"};
  gantry::Param v0{"V0", "V0", "signal", -gantry::infinity, gantry::infinity, 10, "at the electrode"};
  gantry::Param lambda{"lambda", "lambda", "mm", 0.05, 50, 2, "length constant"};

  void prepare(const gantry::Setup &s) const {
    for (std::size_t t = 0; t < s.size(); ++t)
      if (!(s[x][t] >= 0))
        throw gantry::Error("stimulation.distance", "a distance is below 0", GANTRY_BAD_DATA)
            .hint("give distances from the electrode, without sign");
  }
  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[v0] * exp(-at[x] / p[lambda]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto best = gantry::guess_exponentials<1, false>(c, x, gantry::rates_in_view<1>(c, x, 40));
    p[v0] = best.linear[0];
    p[lambda] = 1 / best.tried[0];
  }
  void example(const gantry::Example &e) const { e.spread(x, 0, 6); }
};

struct CableStep : gantry::Model {
  static constexpr const char
      *id = "cable_step",
      *label = "Cable, after a step of current", *category = "stimulation",
      *equation =
          "V = V0 / 2 * (exp(-X) * erfc(X / (2 * sqrt(T)) - sqrt(T)) - exp(X) * erfc(X / (2 * sqrt(T)) + sqrt(T))); "
          "X = x / lambda; T = t / tau",
      *source = cable_source,
      *help =
          "The potential at a distance x from an electrode through which a constant current flows from t = 0 on, in a "
          "fibre without ends and without excitation. At x = 0 it rises as erf(sqrt(t / tau)), faster than a patch of "
          "membrane. Distances and times on both sides of lambda and tau are needed.";
  static constexpr int parameter_count = 3;
  gantry::AxisColumn t{"t", "time after the step", "ms"}, x{"x", "distance from the electrode", "mm"};
  gantry::Output v{"V", "potential"};
  gantry::Param v0{"V0", "V0", "signal", -gantry::infinity, gantry::infinity, 10, "at the electrode, in the end"};
  gantry::Param lambda{"lambda", "lambda", "mm", 0.05, 50, 2, "length constant"};
  gantry::Param tau{"tau", "tau", "ms", 0.1, 200, 10, "time constant of the membrane"};
  gantry::Derived speed{"speed", "speed of half the final potential", "mm/ms"};

  void prepare(const gantry::Setup &s) const {
    for (std::size_t i = 0; i < s.size(); ++i)
      if (!(s[x][i] >= 0))
        throw gantry::Error("stimulation.distance", "a distance is below 0", GANTRY_BAD_DATA)
            .hint("give distances from the electrode, without sign");
  }
  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    return p[v0] * risen(T(at[x] / p[lambda]), T(gantry::where(at[t] > 0, at[t], at[t] * 0 + 1) / p[tau]), at[t] > 0);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    using One = gantry::Lanes<double, 16>;
    gantry::Least<1, 2> best;
    const auto attempt = [&](const std::array<double, 2> &constants) {
      return gantry::linear_fit<1>(c, [&](std::size_t i) {
        const One time(c[t][i] > 0 ? c[t][i] : 1.0);
        return std::array{risen(One(c[x][i] / constants[0]), One(time / constants[1]), One(c[t][i]) > 0)[0]};
      });
    };
    const double far = gantry::extent(c, x).high, late = gantry::extent(c, t).high;
    if (!(far > 0) || !(late > 0)) return;
    for (const double length : gantry::spaced_log(far / 100, far * 30, 24))
      for (const double time : gantry::spaced_log(late / 1000, late * 30, 24))
        best.take({length, time}, attempt({length, time}));
    refine(best, 1.5, attempt);
    p[v0] = best.linear[0];
    p[lambda] = best.tried[0];
    p[tau] = best.tried[1];
  }
  // For large distances the potential is half of what it will be at t = tau x / (2 lambda).
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[speed] = 2 * p[lambda] / p[tau];
  }
  // Three places along the fibre, forth, back and forth in time, so that the curve drawn through them never jumps.
  static constexpr int example_points = 60;
  void example(const gantry::Example &e) const {
    for (std::size_t i = 0; i < e.size(); ++i) {
      const std::size_t place = i / 20, step = place == 1 ? 19 - i % 20 : i % 20;
      e[x][i] = static_cast<double>(place);
      e[t][i] = 0.25 * std::pow(240, static_cast<double>(step) / 19);
    }
  }

 private:
  // The part of V0; with G = exp(-X^2 / (4 T) - T), exp(-X) erfc(a) is G erfcx(a), or 2 exp(-X) - G erfcx(-a) below 0.
  template <class T, class M>
  static GANTRY_INLINE T risen(const T &X, const T &time, const M &begun) {
    const T root = sqrt(time), half = X / (2 * root), a = half - root;
    const T common = exp(-(X * X) / (4 * time) - time);
    const auto ahead = a > 0;
    const T near = erfcx(T(where(ahead, a, -a)));
    const T direct = where(ahead, T(common * near), T(2 * exp(-X) - common * near));
    return where(begun, T(0.5 * (direct - common * erfcx(T(half + root)))), T(0.0));
  }
};

}  // namespace stimulation
