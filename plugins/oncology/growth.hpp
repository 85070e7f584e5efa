// SPDX-License-Identifier: Apache-2.0
// How a tumour grows: exponential, logistic, Gompertz, von Bertalanffy; closed forms from the volume at t = 0.
//
//   const gantry_model *model = gantry::model_table<oncology::Gompertz>();
//
// The volume is in the data's own unit: mL, mm3, cells.
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <algorithm>
#include <cmath>

namespace oncology {

struct Growing : gantry::Model {
  static constexpr const char *category = "oncology";
  gantry::AxisColumn t{"t", "time", "d"};
  gantry::Output v{"V", "volume of the tumour"};
  gantry::Param v0{"V0", "V0", "signal", 0, gantry::infinity, 0.1, "volume at t = 0"};
  void example(const gantry::Example &e) const { e.spread(t, 0, 30); }
};

struct Exponential : Growing {
  static constexpr const char *id = "growth_exponential", *label = "Tumour growth, exponential",
                              *equation = "V = V0 * exp(a * t)",
                              *source = "Benzekry et al. 2014, PLoS Comput Biol 10:e1003800",
                              *help =
                                  "Every cell divides at the same rate: small tumours, and short times. The doubling "
                                  "time is derived. Large tumours grow more slowly: compare with growth_gompertz.",
                              *special_case_of = "growth_gompertz growth_logistic";
  static constexpr int parameter_count = 2;
  gantry::Param a{"a", "a", "1/d", -1, 1, 0.15, "rate of growth"};
  gantry::Derived doubling{"doubling_time", "doubling time", "d"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[v0] * exp(p[a] * x[t]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<1, 1> best;
    for (const double rate : gantry::spaced(-1, 1, 201))
      best.take({rate}, gantry::linear_fit<1>(c, [&](std::size_t i) { return std::array{std::exp(rate * c[t][i])}; }));
    p[v0] = best.linear[0];
    p[a] = best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[doubling] = std::log(2.0) / p[a];
  }
};

// Of those that come to a volume K: what is tried is the rate, and V0 against K; K follows. shape(t, rate, V0/K).
template <class Shape>
void guess_limited(const gantry::Curve &c, const gantry::AxisColumn &t, double slowest, double quickest,
                   const Shape &shape, double &v0, double &rate, double &limit) {
  gantry::Least<1, 2> best;
  for (const double quick : gantry::spaced_log(slowest, quickest, 25))
    for (const double part : gantry::spaced_log(1e-6, 10, 57))
      best.take({quick, part},
                gantry::linear_fit<1>(c, [&](std::size_t i) { return std::array{shape(c[t][i], quick, part)}; }));
  limit = best.linear[0];
  v0 = limit * best.tried[1];
  rate = best.tried[0];
}

struct Logistic : Growing {
  static constexpr const char *id = "growth_logistic", *label = "Tumour growth, logistic",
                              *equation = "V = K * V0 / (V0 + (K - V0) * exp(-a * t))",
                              *source =
                                  "Verhulst 1838, Corresp Math Phys 10:113; Benzekry et al. 2014, PLoS Comput Biol "
                                  "10:e1003800",
                              *help =
                                  "The rate of growth falls in proportion to the volume, down to none at K. K is known "
                                  "only where the data show the bend.";
  static constexpr int parameter_count = 3;
  gantry::Param a{"a", "a", "1/d", 1e-4, 3, 0.3, "rate of growth of a small tumour"};
  gantry::Param k{"K", "K", "signal", 0, gantry::infinity, 2, "volume that it comes to"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T left = exp(-p[a] * x[t]);
    return p[k] * p[v0] / (p[v0] * (1 - left) + p[k] * left);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto shape = [](double time, double rate, double part) {
      return part / (part + (1 - part) * std::exp(-rate * time));
    };
    guess_limited(c, t, 1e-3, 3, shape, p[v0], p[a], p[k]);
  }
};

struct Gompertz : Growing {
  static constexpr const char
      *id = "growth_gompertz",
      *label = "Tumour growth, Gompertz", *equation = "V = V0 * exp(a / b * (1 - exp(-b * t)))",
      *source = "Laird 1964, Br J Cancer 18:490; Benzekry et al. 2014, PLoS Comput Biol 10:e1003800",
      *help =
          "The rate of growth falls exponentially with time, from a at t = 0. Describes many tumours over their whole "
          "course. The volume that it comes to, K = V0 * exp(a / b), is derived: far beyond the data it is a guess.";
  static constexpr int parameter_count = 3;
  gantry::Param a{"a", "a", "1/d", -0.5, 0.8, 0.4, "rate of growth at t = 0"};
  gantry::Param b{"b", "b", "1/d", 0.01, 1, 0.1, "how fast that rate falls"};
  gantry::Derived k{"K", "K", "signal"}, doubling{"doubling_time", "doubling time at t = 0", "d"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[v0] * exp(-p[a] / p[b] * expm1(-p[b] * x[t]));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto attempt = [&](const std::array<double, 2> &rates) {
      return gantry::linear_fit<1>(c, [&](std::size_t i) {
        return std::array{std::exp(-rates[0] / rates[1] * std::expm1(-rates[1] * c[t][i]))};
      });
    };
    gantry::Least<1, 2> best;
    for (const double falling : gantry::spaced_log(0.01, 1, 20))
      for (const double quick : gantry::spaced_log(0.005, 0.8, 30))
        for (const double rate : {quick, -quick}) best.take({rate, falling}, attempt({rate, falling}));
    gantry::refine(best, 1.4, attempt);
    p[v0] = best.linear[0];
    p[a] = best.tried[0];
    p[b] = best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[k] = p[v0] * std::exp(p[a] / p[b]);
    out[doubling] = -std::log1p(-std::log(2.0) * p[b] / p[a]) / p[b];
  }
};

struct Bertalanffy : Growing {
  static constexpr const char
      *id = "growth_bertalanffy",
      *label = "Tumour growth, von Bertalanffy", *equation = "V = K * (1 - (1 - (V0 / K)^(1 / 3)) * exp(-b * t / 3))^3",
      *source =
          "von Bertalanffy 1957, Q Rev Biol 32:217; Benzekry et al. 2014, PLoS Comput Biol "
          "10:e1003800",
      *help =
          "What is gained goes with the surface, V^(2/3), what is lost with the volume, b V; K is "
          "where the two are equal. K is known only where the data show the bend.";
  static constexpr int parameter_count = 3;
  gantry::Param b{"b", "b", "1/d", 1e-4, 3, 0.3, "rate of loss"};
  gantry::Param k{"K", "K", "signal", 0, gantry::infinity, 2, "volume that it comes to"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T side = exp(log(p[v0] / p[k]) / 3), now = 1 - (1 - side) * exp(p[b] * (x[t] / -3));
    return p[k] * now * now * now;
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto shape = [](double time, double rate, double part) {
      return std::pow(1 - (1 - std::cbrt(part)) * std::exp(-rate * time / 3), 3);
    };
    guess_limited(c, t, 1e-3, 3, shape, p[v0], p[b], p[k]);
  }
};

}  // namespace oncology
