// SPDX-License-Identifier: Apache-2.0
// The minimal models of an intravenous glucose tolerance test: glucose driven by measured insulin, and the reverse.
//
//   const gantry_ode *model = gantry::ode_table<metabolic::GlucoseMinimal>();   // columns time, I, G
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/ode.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace metabolic {

// The course of a test: a first peak of insulin from the beta cells' store, a second that follows glucose.
inline double usual_insulin(double minutes) {
  const double first = std::exp(-minutes / 6) - std::exp(-minutes / 1.5),
               second = minutes / 40 * std::exp(1 - minutes / 40);
  return 10 + 110 * first + 30 * second;
}
inline double usual_glucose(double minutes) {
  return 90 + 190 * std::exp(-minutes / 28) - 12 * minutes / 90 * std::exp(1 - minutes / 90);
}
// Minutes after the load, as Bergman's frequent sampling has them, closer at first.
inline double usual_time(std::size_t i, std::size_t n) {
  const double part = static_cast<double>(i) / static_cast<double>(n - 1);
  return 180 * part * part;
}

// From the largest sample on: what came before is a load that is not yet even in the blood.
inline std::size_t after_load(const gantry::Curve &c) {
  std::size_t peak = 0;
  for (std::size_t i = 1; i < c.size(); ++i)
    if (c.y(i) > c.y(peak)) peak = i;
  return c.size() >= peak + 6 ? peak : 0;
}

struct GlucoseMinimal : gantry::Ode {
  static constexpr const char *
      id = "glucose_minimal",
     *label = "Minimal model of glucose", *category = "metabolic",
     *equation = "G' = -SG * (G - Gb) - X * G; X' = -p2 * (X - SI * (I - Ib)); G = G0 and X = 0 at the first point",
     *source =
         "Bergman, Ider, Bowden and Cobelli 1979, Am J Physiol 236:E667; Pacini and Bergman 1986, Comput Methods "
         "Programs Biomed 23:113",
     *help =
         "Glucose after an intravenous load, driven by the measured insulin, which is taken as straight lines between "
         "samples. SG is what glucose does by itself, SI what insulin adds. Fix Gb at the fasting value (--fix Gb=92). "
         "In the first 8 minutes the load is not mixed: keep those rows for their insulin, and give them a sigma "
         "100 times that of the others in a column (--sigma sd --sigma-relative). Insulin in mU/L; one of pmol/L is "
         "1/6 of it.";
  static constexpr int parameter_count = 5, state_count = 2, example_points = 40;
  gantry::AxisColumn time{"time", "time", "min"}, insulin{"I", "insulin", "m[iU]/L"};
  gantry::Param sg{"SG", "SG", "/min", 1e-3, 0.2, 0.02, "glucose effectiveness"};
  gantry::Param si{"SI", "SI", "L/m[iU]/min", 1e-6, 1e-2, 5e-4, "insulin sensitivity"};
  gantry::Param p2{"p2", "p2", "/min", 2e-3, 0.3, 0.03, "how fast insulin's action comes and goes"};
  gantry::Param g0{"G0", "G0", "signal", 0, gantry::infinity, 280, "glucose at the first point, if it were mixed"};
  gantry::Param gb{"Gb", "Gb", "signal", 0, gantry::infinity, 90, "glucose at rest, to which it returns"};
  gantry::Constant ib{"Ib", "insulin at rest", "m[iU]/L"};
  gantry::State g{"G", "glucose", "signal", 100}, x{"X", "action of insulin", "/min", 0.01};
  gantry::Output glucose{"G", "glucose"};
  gantry::Derived usual_si{"SI4", "SI", "10*-4.L/m[iU]/min"}, p3{"p3", "p3", "L/m[iU]/min2"},
      gezi{"GEZI", "effectiveness at zero insulin", "/min"};

  template <class T>
  void initial(const gantry::Moment<T> &at, gantry::States<T> y) const {
    y[g] = at[g0];
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    dy[g] = -at[sg] * (at[g] - at[gb]) - at[x] * at[g];
    dy[x] = -at[p2] * (at[x] - at[si] * (at[insulin] - at[ib]));
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> out) const {
    out[glucose] = at[g];
  }
  void derive(const gantry::Params<double> &p, const gantry::Constants<double> &k,
              const gantry::DerivedValues &out) const {
    out[usual_si] = p[si] * 1e4;
    out[p3] = p[p2] * p[si];
    out[gezi] = p[sg] - p[si] * k[ib];
  }
  void example(const gantry::Example &e) const {
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[time][i] = usual_time(i, e.size());
      e[insulin][i] = usual_insulin(e[time][i]);
    }
    e[ib] = 10;
  }

  // Integrated once, the equation is linear in SG, SG Gb and SI for a given p2, by the samples of glucose themselves.
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const std::size_t first = after_load(c);
    gantry::Least<4, 1> best;
    for (const double rate : gantry::spaced_log(2e-3, 0.3, 60)) {
      std::vector<std::array<double, 4>> rows;
      double held = 0, whole = 0, acted = 0;
      for (std::size_t i = 0; i < c.size(); ++i) {
        const double above = c[insulin][i] - c.k[ib];
        if (i > 0) {
          const double step = c[time][i] - c[time][i - 1], before = held, left = std::exp(-rate * step);
          const double was = c[insulin][i - 1] - c.k[ib], slope = step > 0 ? (above - was) / step : 0;
          held = before * left + was * (1 - left) + slope * (step - (1 - left) / rate);
          if (i > first) {
            whole += step * (c.y(i) + c.y(i - 1)) / 2;
            acted += step * (held * c.y(i) + before * c.y(i - 1)) / 2;
          }
        }
        if (i >= first) rows.push_back({1, -whole, c[time][i] - c[time][first], -acted});
      }
      best.take({rate}, gantry::linear_fit<4>(
                            rows.size(), [&](std::size_t i) { return c.y(first + i); },
                            [&](std::size_t i) { return rows[i]; }));
    }
    p[p2] = best.tried[0];
    p[sg] = best.linear[1];
    p[gb] = best.linear[2] / best.linear[1];
    p[si] = best.linear[3];
    p[g0] = best.linear[0] + p[sg] * (best.linear[0] - p[gb]) * (c[time][first] - c[time][0]);
  }
};

struct InsulinMinimal : gantry::Ode {
  static constexpr const char
      *id = "insulin_minimal",
      *label = "Minimal model of insulin", *category = "metabolic",
      *equation = "I' = -n * (I - Ib) + gamma * max(G - h, 0) * (time - t0); I = I0 at the first point, which is at t0",
      *source =
          "Toffolo, Bergman, Finegood, Bowden and Cobelli 1980, Diabetes 29:979; Pacini and Bergman 1986, Comput "
          "Methods "
          "Programs Biomed 23:113",
      *help =
          "Insulin after an intravenous glucose load, driven by the measured glucose: the first phase is the rise to "
          "I0, "
          "the second grows with time and with how far glucose is above h. Leave out the first minutes, in which "
          "insulin "
          "still rises, by a sigma 100 times that of the others. Glucose in mg/dL: one of mmol/L is 18.016 of it.";
  static constexpr int parameter_count = 4, state_count = 2, example_points = 40;
  gantry::AxisColumn time{"time", "time", "min"}, glucose{"G", "glucose", "mg/dL"};
  gantry::Param n{"n", "n", "/min", 0.02, 1, 0.2, "clearance of insulin"};
  gantry::Param gamma{"gamma", "gamma", "m[iU].dL/L/mg/min2", 5e-4, 0.05, 4e-3, "second phase of secretion"};
  gantry::Param h{"h", "h", "mg/dL", 40, 180, 95, "glucose above which insulin is secreted"};
  gantry::Param i0{"I0", "I0", "m[iU]/L", 0, 5000, 200, "insulin at the first point, were it mixed"};
  gantry::Constant ib{"Ib", "insulin at rest", "m[iU]/L"};
  gantry::State i{"I", "insulin", "m[iU]/L", 10}, since{"since", "time since the first point", "min", 10};
  gantry::Event threshold{"threshold", "glucose goes through h", GANTRY_EVENT_RISING | GANTRY_EVENT_FALLING};
  gantry::Output insulin{"I", "insulin", "m[iU]/L"};
  gantry::Derived half_life{"half_life", "t1/2", "min"}, second{"phi2", "phi2", "10*-4.m[iU].dL/L/mg/min2"};

  template <class T>
  void initial(const gantry::Moment<T> &at, gantry::States<T> y) const {
    y[i] = at[i0];
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    const T above = at[glucose] - at[h];
    dy[i] = -at[n] * (at[i] - at[ib]) + at[gamma] * where(above > 0.0, above, T(0.0)) * at[since];
    dy[since] = T(1.0);
  }
  template <class T>
  void events(const gantry::Moment<T> &at, gantry::Events<T> f) const {
    f[threshold] = at[glucose] - at[h];
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> out) const {
    out[insulin] = at[i];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[half_life] = std::log(2.0) / p[n];
    out[second] = p[gamma] * 1e4;
  }
  void example(const gantry::Example &e) const {
    for (std::size_t t = 0; t < e.size(); ++t) {
      e[time][t] = usual_time(t, e.size());
      e[glucose][t] = usual_glucose(e[time][t]);
    }
    e[ib] = 10;
  }

  // As that of glucose: linear in I0, n and gamma for a given h.
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const std::size_t first = after_load(c);
    const auto seen = gantry::extent(c, glucose);
    gantry::Least<3, 1> best;
    for (const double level : gantry::spaced(seen.low, seen.high, 80)) {
      std::vector<std::array<double, 3>> rows;
      double gone = 0, made = 0;
      const auto rate = [&](std::size_t t) { return std::max(c[glucose][t] - level, 0.0) * (c[time][t] - c[time][0]); };
      for (std::size_t t = first; t < c.size(); ++t) {
        if (t > first) {
          const double step = c[time][t] - c[time][t - 1];
          gone += step * ((c.y(t) + c.y(t - 1)) / 2 - c.k[ib]);
          made += step * (rate(t) + rate(t - 1)) / 2;
        }
        rows.push_back({1, -gone, made});
      }
      best.take({level}, gantry::linear_fit<3>(
                             rows.size(), [&](std::size_t t) { return c.y(first + t); },
                             [&](std::size_t t) { return rows[t]; }));
    }
    p[h] = best.tried[0];
    p[n] = best.linear[1];
    p[gamma] = best.linear[2];
    p[i0] = c.k[ib] + (best.linear[0] - c.k[ib]) * std::exp(p[n] * (c[time][first] - c[time][0]));
  }
};

}  // namespace metabolic
