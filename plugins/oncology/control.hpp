// SPDX-License-Identifier: Apache-2.0
// How probable it is that a tumour is controlled (TCP), and that healthy tissue is harmed (NTCP), over dose.
//
//   const gantry_model *model = gantry::model_table<oncology::LymanKutcherBurman>();
//
// Outcomes of groups, as fractions; single patients' yes and no can be fitted too, but their errors then mean little.
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <algorithm>
#include <cmath>

#include "log_rest.hpp"

namespace oncology {

// exp(-exp(u)): as Poisson has it for none left of exp(u). Where exp(u) would overflow it is 0 anyway.
template <class T>
GANTRY_INLINE T none_left(const T &u) {
  return exp(-exp(where(u < 80, u, T(80))));
}
// log(-log(y)) of a fraction, kept off 0 and 1.
inline double log_of_left(double fraction) { return std::log(-std::log(std::clamp(fraction, 1e-6, 1 - 1e-6))); }

// A straight line through what a fraction is a function of, each point weighted by how steep that function is there:
// least squares of the fractions themselves.
template <class Inner, class Slope, class Basis>
gantry::LinearFit<2> straight(const gantry::Curve &c, Inner inner, Slope slope, Basis basis) {
  return gantry::linear_fit<2>(
      c.size(), [&](std::size_t t) { return slope(c.y(t)) * inner(c.y(t)); },
      [&](std::size_t t) {
        std::array<double, 2> part = basis(t);
        for (double &x : part) x *= slope(c.y(t));
        return part;
      });
}
inline double poisson_slope(double y) {
  const double inside = std::clamp(y, 1e-6, 1 - 1e-6);
  return -inside * std::log(inside);
}

struct PoissonControl : gantry::Model {
  static constexpr const char
      *id = "tcp_lq",
      *label = "Tumour control, Poisson and linear-quadratic", *category = "oncology",
      *equation = "TCP = exp(-N0 * exp(-alpha * D * (1 + d / ab))); N0 = 10^logN0",
      *source = "Munro and Gilbert 1961, Br J Radiol 34:246; Webb and Nahum 1993, Phys Med Biol 38:653",
      *help =
          "Control of a tumour of N0 clonogens when none survives the dose D, in fractions of d with alpha/beta known. "
          "All tumours are taken as alike: a group's curve is flatter, and N0 and alpha then come out too small.";
  gantry::AxisColumn dose{"D", "whole dose", "Gy"}, fraction{"d", "dose of one fraction", "Gy", 2};
  gantry::Constant ab{"ab", "alpha/beta", "Gy", 10};
  gantry::Output tcp{"TCP", "probability of control", "1"};
  gantry::Param alpha{"alpha", "alpha", "Gy-1", 0.15, 1.5, 0.3, "of damage by one track"};
  gantry::Param log_n0{"logN0", "log10 N0", "1", 4, 10, 7, "logarithm of the number of clonogens"};
  gantry::Derived d50{"D50", "dose of TCP 0.5 in fractions of 2 Gy", "Gy"};
  static constexpr bool own_units = true;  // D50 is for 2 Gy

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    const auto effective = x[dose] * (1 + x[fraction] / k[ab]);
    return none_left(T(p[log_n0] * 2.30258509299404568402 - p[alpha] * effective));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = straight(c, log_of_left, poisson_slope, [&](std::size_t t) {
      return std::array{std::log(10.0), -c[dose][t] * (1 + c[fraction][t] / c.k[ab])};
    });
    p[log_n0] = fit.linear[0];
    p[alpha] = fit.linear[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::Constants<double> &k,
              const gantry::DerivedValues &out) const {
    out[d50] = (p[log_n0] * std::log(10.0) - std::log(std::log(2.0))) / (p[alpha] * (1 + 2 / k[ab]));
  }
  void example(const gantry::Example &e) const {
    e.spread(dose, 4, 160);
    for (std::size_t t = 0; t < e.size(); ++t) e[fraction][t] = 2;
    e[ab] = 10;
  }
};

struct SteepControl : gantry::Model {
  static constexpr const char
      *id = "tcp_poisson",
      *label = "Tumour control, D50 and gamma50", *category = "oncology",
      *equation = "TCP = 2^(-exp(2 * gamma50 / ln(2) * (1 - D / D50)))",
      *source = "Bentzen and Tucker 1997, Int J Radiat Biol 71:531",
      *help =
          "Poisson's curve told by where it is half-way and how steep it is there: gamma50 is the rise, in percent "
          "points, for 1 % more dose. Doses are those of one scheme of fractions.";
  gantry::AxisColumn dose{"D", "whole dose", "Gy"};
  gantry::Output tcp{"TCP", "probability of control", "1"};
  gantry::Param d50{"D50", "D50", "Gy", 1, 150, 60, "dose of half the probability"};
  gantry::Param gamma50{"gamma50", "gamma50", "1", 0.1, 10, 2, "normalised slope at D50"};
  gantry::Derived d37{"D37", "dose at which one clonogen is left on average", "Gy"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    constexpr double ln2 = 0.69314718055994530942, log_ln2 = -0.36651292058166432701;
    return none_left(T(2 / ln2 * p[gamma50] * (1 - x[dose] / p[d50]) + log_ln2));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = straight(c, log_of_left, poisson_slope, [&](std::size_t t) {
      return std::array{1.0, -c[dose][t]};
    });
    const double height = fit.linear[0] - std::log(std::log(2.0));
    p[d50] = height / fit.linear[1];
    p[gamma50] = height * std::log(2.0) / 2;
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[d37] = p[d50] * (1 + std::log(2.0) * std::log(std::log(2.0)) / (2 * p[gamma50]));
  }
  void example(const gantry::Example &e) const { e.spread(dose, 2, 120); }
};

struct LymanKutcherBurman : gantry::Model {
  static constexpr const char
      *id = "ntcp_lkb",
      *label = "Complication, Lyman-Kutcher-Burman", *category = "oncology",
      *equation = "NTCP = (1 + erf(t / sqrt(2))) / 2; t = (gEUD - TD50) / (m * TD50)",
      *source = "Lyman 1985, Radiat Res 104:S13; Kutcher and Burman 1989, Int J Radiat Oncol Biol Phys 16:1623",
      *help =
          "Probability of harm over the generalised equivalent uniform dose, which is computed from the organ's "
          "dose-volume histogram with its own exponent (Niemierko 1999), as equivalent in fractions of 2 Gy.";
  gantry::AxisColumn dose{"gEUD", "generalised equivalent uniform dose", "Gy"};
  gantry::Output ntcp{"NTCP", "probability of harm", "1"};
  gantry::Param td50{"TD50", "TD50", "Gy", 1, 150, 50, "dose of half the probability"};
  gantry::Param m{"m", "m", "1", 0.02, 1, 0.18, "how flat the curve is"};
  gantry::Derived td5{"TD5", "dose of 5 %", "Gy"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T t = (x[dose] / p[td50] - 1) / p[m];
    return 0.5 * (1 + erf(t * 0.70710678118654752440));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double least = gantry::infinity;
    for (const double half : gantry::spaced(2, 150, 75))
      for (const double flat : gantry::spaced_log(0.02, 1, 20)) {
        double misfit = 0;
        for (std::size_t i = 0; i < c.size(); ++i) {
          const double t = (c[dose][i] / half - 1) / flat;
          const double off = c.y(i) - 0.5 * std::erfc(-t * 0.70710678118654752440);
          misfit += off * off;
        }
        if (!(misfit < least)) continue;
        least = misfit;
        p[td50] = half;
        p[m] = flat;
      }
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[td5] = p[td50] * (1 - 1.64485362695147271487 * p[m]);  // the normal distribution's 95 %
  }
  void example(const gantry::Example &e) const { e.spread(dose, 2, 120); }
};

struct RelativeSeriality : gantry::Model {
  static constexpr const char
      *id = "ntcp_seriality",
      *label = "Complication, relative seriality", *category = "oncology",
      *equation = "NTCP = (1 - (1 - P^s)^v)^(1 / s); P = 2^(-exp(e * gamma * (1 - D / D50)))",
      *source = "Kallman, Agren and Brahme 1992, Int J Radiat Biol 62:249",
      *help =
          "Probability of harm when the part v of an organ gets the dose D and the rest none. s near 1: a chain that "
          "one "
          "broken link harms; near 0: parts that stand in for each other. s is known only where v differs between "
          "points. e is Euler's number.";
  gantry::AxisColumn dose{"D", "dose", "Gy"}, part{"v", "part of the organ", "1", 1};
  gantry::Output ntcp{"NTCP", "probability of harm", "1"};
  gantry::Param d50{"D50", "D50", "Gy", 1, 150, 50, "dose to the whole organ of half the probability"};
  gantry::Param gamma{"gamma", "gamma", "1", 0.1, 6, 2, "largest normalised slope"};
  gantry::Param s{"s", "s", "1", 0.02, 5, 0.5, "relative seriality"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    constexpr double euler = 2.71828182845904523536, ln2 = 0.69314718055994530942;
    const T rise = euler * p[gamma] * (1 - x[dose] / p[d50]), steep = where(rise < 40, rise, T(40));
    const T log_p = -ln2 * exp(where(steep > -30, steep, T(-30)));
    const T harmed = -expm1(x[part] * log_rest(T(p[s] * log_p)));
    const auto any = harmed > 0;
    return where(any, exp(log(where(any, harmed, T(1))) / p[s]), T(0));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double least = gantry::infinity;
    for (const double half : gantry::spaced_log(5, 150, 28))
      for (const double steep : gantry::spaced_log(0.15, 6, 10))
        for (const double series : gantry::spaced_log(0.03, 5, 9)) {
          double misfit = 0;
          for (std::size_t i = 0; i < c.size(); ++i) {
            const double whole = std::exp2(-std::exp(std::exp(1.0) * steep * (1 - c[dose][i] / half)));
            const double off = c.y(i) - std::pow(1 - std::pow(1 - std::pow(whole, series), c[part][i]), 1 / series);
            misfit += off * off;
          }
          if (!(misfit < least)) continue;
          least = misfit;
          p[d50] = half;
          p[gamma] = steep;
          p[s] = series;
        }
  }
  // A third, two thirds and all of the organ.
  static constexpr int example_points = 45;
  void example(const gantry::Example &e) const {
    for (std::size_t t = 0; t < e.size(); ++t) {
      e[dose][t] = 8.0 * static_cast<double>(t % 15 + 1);
      e[part][t] = static_cast<double>(t / 15 + 1) / 3;
    }
  }
};

}  // namespace oncology
