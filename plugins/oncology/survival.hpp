// SPDX-License-Identifier: Apache-2.0
// Cells that survive a dose of radiation: linear-quadratic, and what departs from it.
//
//   const gantry_model *model = gantry::model_table<oncology::LinearQuadratic>();
//
// Survival spans decades: give each point its error (relative), or the high doses say nothing.
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <algorithm>
#include <cmath>

#include "log_rest.hpp"

namespace oncology {

struct Surviving : gantry::Model {
  static constexpr const char *category = "oncology";
  gantry::AxisColumn dose{"D", "dose", "Gy"};
  gantry::Output s{"S", "surviving fraction", "1"};

 protected:
  // Least squares of log S: basis(point) of what is subtracted. Each point weighs as its S: so well log S is known.
  template <std::size_t N, class Basis>
  static gantry::LinearFit<N> log_fit(const gantry::Curve &c, Basis basis) {
    const auto weight = [&](std::size_t t) { return std::max(c.y(t), 0.0); };
    return gantry::linear_fit<N>(
        c.size(), [&](std::size_t t) { return c.y(t) > 0 ? -weight(t) * std::log(c.y(t)) : 0.0; },
        [&](std::size_t t) {
          std::array<double, N> part = basis(t);
          for (double &x : part) x *= weight(t);
          return part;
        });
  }
};

// With alpha and beta.
struct AlphaBeta : Surviving {
  gantry::Param alpha{"alpha", "alpha", "Gy-1", 0, 2, 0.3, "of damage by one track"};
  gantry::Param beta{"beta", "beta", "Gy-2", 0, 0.3, 0.03, "of damage by two tracks"};
  gantry::Derived ratio{"alpha_beta", "alpha/beta", "Gy"};
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[ratio] = p[alpha] / p[beta];
  }
};

struct LinearQuadratic : AlphaBeta {
  static constexpr const char *id = "lq", *label = "Linear-quadratic survival",
                              *equation = "S = exp(-alpha * D - beta * D^2)",
                              *source = "Douglas and Fowler 1976, Radiat Res 66:401; Fowler 1989, Br J Radiol 62:679",
                              *help =
                                  "Surviving fraction after one dose that is given at once. Holds to some 6 to 10 Gy; "
                                  "above, cells survive more often than it says: see lql and hug_kellerer. Give each "
                                  "point its relative error.",
                              *special_case_of = "lq_protracted lq_fractions lql";
  static constexpr int parameter_count = 2;

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return exp(-x[dose] * (p[alpha] + p[beta] * x[dose]));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = log_fit<2>(c, [&](std::size_t t) { return std::array{c[dose][t], c[dose][t] * c[dose][t]}; });
    p[alpha] = fit.linear[0];
    p[beta] = fit.linear[1];
  }
  void example(const gantry::Example &e) const { e.spread(dose, 0, 8); }
};

struct FractionatedSurvival : AlphaBeta {
  static constexpr const char
      *id = "lq_fractions",
      *label = "Linear-quadratic survival, fractions", *equation = "S = exp(-alpha * D - beta * D^2 / n)",
      *source = "Fowler 1989, Br J Radiol 62:679",
      *help =
          "Surviving fraction after n equal doses of D/n that stand far enough apart for repair, "
          "D being the whole dose. Without repopulation: weeks of treatment need more.";
  static constexpr int parameter_count = 2;
  gantry::AxisColumn n{"n", "number of fractions", "1", 1};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return exp(-x[dose] * (p[alpha] + p[beta] * (x[dose] / x[n])));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = log_fit<2>(c, [&](std::size_t t) {
      return std::array{c[dose][t], c[dose][t] * c[dose][t] / c[n][t]};
    });
    p[alpha] = fit.linear[0];
    p[beta] = fit.linear[1];
  }
  // Fractions of 1, 2, 4 and 8 Gy.
  void example(const gantry::Example &e) const {
    for (std::size_t t = 0; t < e.size(); ++t) {
      const double each = std::pow(2.0, static_cast<double>(t / 10));
      e[dose][t] = 0.8 * static_cast<double>(t % 10 + 1);
      e[n][t] = std::max(1.0, std::round(e[dose][t] / each));
    }
  }
};

struct ProtractedSurvival : AlphaBeta {
  static constexpr const char
      *id = "lq_protracted",
      *label = "Linear-quadratic survival, slow irradiation",
      *equation =
          "S = exp(-alpha * D - G * beta * D^2); G = 2 / (mu * T)^2 * (mu * T - 1 + exp(-mu * T)); mu = ln(2) / Thalf",
      *source = "Lea and Catcheside 1942, J Genet 44:216; Brenner et al. 1998, Radiat Res 150:83",
      *help =
          "Surviving fraction after a dose given evenly over the time T, during which damage is repaired with the "
          "half-time Thalf. The half-time is known where the data hold several durations around it.";
  static constexpr int parameter_count = 3;
  gantry::AxisColumn time{"T", "duration of the irradiation", "h"};
  gantry::Param half{"Thalf", "T1/2", "h", 0.01, 100, 1, "half-time of repair"};

  // G, by its power series where the formula would lose its digits.
  template <class T, class F>
  static GANTRY_INLINE T protraction(const T &half_time, F duration) {
    const T z = 0.69314718055994530942 * duration / half_time;
    const auto small = z < 0.5;
    T series(0);
    for (int k = 13; k >= 0; --k) series = 1 - series * z / static_cast<double>(k + 3);
    const T large = where(small, T(1), z);
    return where(small, series, 2 * (large + expm1(-large)) / (large * large));
  }

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return exp(-x[dose] * (p[alpha] + protraction(p[half], x[time]) * p[beta] * x[dose]));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<2, 1> best;
    for (const double repair : gantry::spaced_log(0.01, 100, 60))
      best.take({repair}, log_fit<2>(c, [&](std::size_t t) {
                  const double z = std::log(2.0) * c[time][t] / repair;
                  const double g = z < 1e-3 ? 1 - z / 3 : 2 * (z + std::expm1(-z)) / (z * z);
                  return std::array{c[dose][t], g * c[dose][t] * c[dose][t]};
                }));
    p[alpha] = best.linear[0];
    p[beta] = best.linear[1];
    p[half] = best.tried[0];
  }
  // At once, and over 0.5, 2 and 8 hours.
  void example(const gantry::Example &e) const {
    for (std::size_t t = 0; t < e.size(); ++t) {
      e[dose][t] = 0.8 * static_cast<double>(t % 10 + 1);
      e[time][t] = t < 10 ? 0.0 : 0.125 * std::pow(4.0, static_cast<double>(t / 10));
    }
  }
};

struct LinearQuadraticLinear : Surviving {
  static constexpr const char *
      id = "lql",
     *label = "Linear-quadratic-linear survival",
     *equation =
         "S = where(D < DT, exp(-alpha * D - beta * D^2), exp(-alpha * DT - beta * DT^2 - gamma * (D - DT))); "
         "gamma = alpha + 2 * beta * DT",
     *source = "Astrahan 2008, Med Phys 35:4161, with the slope kept at DT",
     *help =
         "Linear-quadratic up to the dose DT, and from there on a straight line in the logarithm, as high doses in one "
         "fraction are seen to act. DT is known where the data have points on both sides of it.";
  static constexpr int parameter_count = 3;
  gantry::Param alpha{"alpha", "alpha", "Gy-1", 0, 1, 0.3, "of damage by one track"};
  gantry::Param beta{"beta", "beta", "Gy-2", 0, 0.1, 0.03, "of damage by two tracks"};
  gantry::Param limit{"DT", "DT", "Gy", 2, 16, 6, "dose above which log S is a straight line"};
  gantry::Derived ratio{"alpha_beta", "alpha/beta", "Gy"}, last{"gamma", "slope above DT", "Gy-1"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    // Beyond DT the square goes on as its tangent, DT^2 + 2 DT (D - DT).
    const T square = where(p[limit] > x[dose], T(x[dose] * x[dose]), p[limit] * (2 * x[dose] - p[limit]));
    return exp(-p[alpha] * x[dose] - p[beta] * square);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<2, 1> best;
    for (const double change : gantry::spaced_log(2, 16, 60))
      best.take({change}, log_fit<2>(c, [&](std::size_t t) {
                  const double d = c[dose][t];
                  return std::array{d, d < change ? d * d : change * (2 * d - change)};
                }));
    p[alpha] = best.linear[0];
    p[beta] = best.linear[1];
    p[limit] = best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[ratio] = p[alpha] / p[beta];
    out[last] = p[alpha] + 2 * p[beta] * p[limit];
  }
  void example(const gantry::Example &e) const { e.spread(dose, 0, 20); }
};

struct HugKellerer : Surviving {
  static constexpr const char
      *id = "hug_kellerer",
      *label = "Hug and Kellerer survival", *equation = "S = exp(-k1 * D + k2 * (1 - exp(-k3 * D)))",
      *source = "Hug and Kellerer 1966, Stochastik der Strahlenwirkung",
      *help =
          "A shoulder that passes into a straight line in the logarithm: k1 is the slope at high "
          "doses, k1 - k2 * k3 that at 0. Near 0 it is lq, with the alpha and beta that are "
          "derived.";
  static constexpr int parameter_count = 3;
  gantry::Param k1{"k1", "k1", "Gy-1", 0, 5, 1, "slope at high doses"};
  gantry::Param k2{"k2", "k2", "1", 0, 20, 2, "how far the shoulder reaches"};
  gantry::Param k3{"k3", "k3", "Gy-1", 0.01, 3, 0.3, "how fast it passes"};
  gantry::Derived alpha{"alpha", "alpha", "Gy-1"}, beta{"beta", "beta", "Gy-2"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return exp(-p[k1] * x[dose] - p[k2] * expm1(-p[k3] * x[dose]));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<2, 1> best;
    for (const double rate : gantry::spaced_log(0.01, 3, 60))
      best.take({rate}, log_fit<2>(c, [&](std::size_t t) {
                  return std::array{c[dose][t], std::expm1(-rate * c[dose][t])};
                }));
    p[k1] = best.linear[0];
    p[k2] = best.linear[1];
    p[k3] = best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[alpha] = p[k1] - p[k2] * p[k3];
    out[beta] = p[k2] * p[k3] * p[k3] / 2;
  }
  void example(const gantry::Example &e) const { e.spread(dose, 0, 8); }
};

struct MultiTarget : Surviving {
  static constexpr const char
      *id = "multi_target",
      *label = "Multi-target survival", *equation = "S = 1 - (1 - exp(-D / D0))^n",
      *source = "Elkind and Whitmore 1967, The Radiobiology of Cultured Mammalian Cells",
      *help =
          "A cell dies when all of its n targets are hit. No slope at 0, and a straight line in "
          "the logarithm at high doses, which goes back to n at D = 0; Dq is where that line "
          "crosses S = 1.";
  static constexpr int parameter_count = 2;
  gantry::Param d0{"D0", "D0", "Gy", 0.3, 5, 1.3, "dose that leaves 1/e on the straight line"};
  gantry::Param n{"n", "n", "1", 1, 30, 3, "extrapolation number"};
  gantry::Derived dq{"Dq", "Dq", "Gy"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const auto d = x[dose] > 0 ? x[dose] : decltype(x[dose])(1);  // log(0) below
    const T survived = -expm1(p[n] * log_rest(T(-d / p[d0])));
    return gantry::where(x[dose] > 0, survived, T(1));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double least = gantry::infinity;
    for (const double width : gantry::spaced_log(0.3, 5, 40))
      for (const double targets : gantry::spaced_log(1, 30, 40)) {
        double misfit = 0;
        for (std::size_t t = 0; t < c.size(); ++t) {
          const double off = c.y(t) - 1 + std::pow(-std::expm1(-c[dose][t] / width), targets);
          misfit += off * off;
        }
        if (!(misfit < least)) continue;
        least = misfit;
        p[d0] = width;
        p[n] = targets;
      }
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[dq] = p[d0] * std::log(p[n]);
  }
  void example(const gantry::Example &e) const { e.spread(dose, 0, 12); }
};

}  // namespace oncology
