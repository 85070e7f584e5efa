// SPDX-License-Identifier: Apache-2.0
// Doses that came for so long that every interval is like the one before, in closed form.
//
//   const gantry_model *model = gantry::model_table<gantry::pk::SteadyIntravenous>();
//
// What an exponential leaves of one dose, summed over all doses before (Gibaldi and Perrier 1982, Pharmacokinetics,
// 2nd ed., chapter 3): exp(-k t) / (1 - exp(-k tau)) of a bolus.
#pragma once

#include <gantry/cpp/model.hpp>

#include "guess.hpp"

namespace gantry::pk {

// Of doses of 1 every tau, each over `duration` (0: at once): what is left at t, 0 to tau, after the last began.
template <class T, class L>
GANTRY_INLINE T left_in_steady_state(const T &rate, const L &t, const L &tau, const L &duration) {
  const T over_all = -1.0 / expm1(-rate * tau);
  const auto at_once_given = duration <= 0;
  const L over = where(at_once_given, L(1), duration);
  const L running = where(t < over, t, over);
  // What came in this interval, and what is left of the infusions of those before.
  const T filled = -expm1(-rate * running), whole = -expm1(-rate * over);
  const T since = exp(-rate * (t - running));
  const T infused = (filled * since + whole * exp(-rate * (t + tau - over)) * over_all) / (rate * over);
  return where(at_once_given, T(exp(-rate * t) * over_all), infused);
}

// The interval as all such models know it.
struct Steady : Model {
  static constexpr const char *category = "pharmacokinetics",
                              *source = "Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 3";
  AxisColumn time{"time", "time after the beginning of the last dose", "h"};
  Output concentration{"C", "concentration", "mg/L"};
  Constant dose{"Dose", "amount of each dose", "mg"}, tau{"tau", "from dose to dose", "h"};

  void prepare(const Setup &s) const {
    for (std::size_t i = 0; i < s.size(); ++i)
      if (!(s[time][i] >= 0))
        throw Error("pharmacokinetics.time", "a time is before the dose", GANTRY_BAD_DATA)
            .hint("give times since the beginning of the last dose, from 0 to tau");
  }
  void example(const Example &e) const {
    e.spread(time, 0.2, 12);
    e[dose] = 320;
    e[tau] = 12;
  }

 protected:
  // The amounts of one dose that the shape of the curve asks for: amounts(rate) at all points.
  template <std::size_t N, std::size_t Tried, class Amount>
  Least<N, Tried> begin(const Curve &c, Amount amount) const {
    Least<N, Tried> best;
    const double slow = 0.02 / c.k[tau], fast = 100 / c.k[tau];
    const auto attempt = [&](const std::array<double, Tried> &rates) {
      auto fit = linear_fit<N>(c, [&](std::size_t i) { return amount(c[time][i], rates); });
      if (!detail::makes_sense(fit)) fit.misfit = infinity;
      return fit;
    };
    const auto some = spaced_log(slow, fast, 24);
    for (const auto &set : detail::choices_of<Tried>(some.size())) {
      std::array<double, Tried> rates;
      for (std::size_t j = 0; j < Tried; ++j) rates[j] = some[set[j]];
      best.take(rates, attempt(rates));
    }
    if (best.misfit < infinity) refine(best, 1.5, attempt);
    return best;
  }
  static double left(double rate, double t, double every, double over) {
    using One = Lanes<double, 16>;
    return left_in_steady_state(One(rate), One(t), One(every), One(over))[0];
  }
};

struct SteadyIntravenous : Steady {
  static constexpr const char *
      id = "iv1_ss",
     *label = "One compartment, into a vein, steady state",
     *equation = "C = Dose / V * exp(-k * time) / (1 - exp(-k * tau)); k = CL / V",
     *help =
         "One interval of a long course of boluses, or of infusions where the constant duration is above 0 (trough and "
         "peak of gentamicin, vancomycin). Before the steady state fit iv1 with all doses.",
     *special_case_of = "iv2_ss";
  static constexpr int parameter_count = 2;
  Constant duration{"duration", "of each infusion", "h", 0};
  Param cl{"CL", "CL", "L/h", 1e-9, 1e6, 3, "clearance"}, v{"V", "V", "L", 1e-9, 1e6, 30, "volume of distribution"};
  Derived half_life{"half_life", "t1/2", "h"}, area{"AUCtau", "AUC of an interval", "mg.h/L"},
      mean{"Cav", "mean C", "mg/L"}, trough{"Cmin", "trough", "mg/L"}, piled{"Rac", "accumulation ratio", "1"};

  template <class T, class X, class K>
  T operator()(const X &x, const Params<T> &p, const K &k) const {
    using L = std::decay_t<decltype(k[dose])>;
    return k[dose] / p[v] * left_in_steady_state(T(p[cl] / p[v]), L(x[time]), L(k[tau]), L(k[duration]));
  }
  void guess(const Curve &c, const Start &p) const {
    const auto best = begin<1, 1>(c, [&](double t, const std::array<double, 1> &rate) {
      return std::array{c.k[dose] * left(rate[0], t, c.k[tau], c.k[duration])};
    });
    p[v] = 1 / best.linear[0];
    p[cl] = best.tried[0] * p[v];
  }
  void derive(const Params<double> &p, const Constants<double> &k, const DerivedValues &out) const {
    const double rate = p[cl] / p[v];
    out[half_life] = std::log(2.0) / rate;
    out[area] = k[dose] / p[cl];
    out[mean] = out[area] / k[tau];
    out[trough] = k[dose] / p[v] * left(rate, k[tau], k[tau], k[duration]);
    out[piled] = -1 / std::expm1(-rate * k[tau]);
  }
};

struct SteadyIntravenous2 : Steady {
  static constexpr const char
      *id = "iv2_ss",
      *label = "Two compartments, into a vein, steady state",
      *equation =
          "C = Dose * (A * exp(-alpha * time) / (1 - exp(-alpha * tau)) + B * exp(-beta * time) / (1 - exp(-beta * "
          "tau)))",
      *help =
          "As iv1_ss, with tissues that take the drug up and give it back; A, B, alpha and beta are those of iv2 with "
          "the same CL, V1, Q and V2.";
  static constexpr int parameter_count = 4;
  Constant duration{"duration", "of each infusion", "h", 0};
  Param cl{"CL", "CL", "L/h", 1e-9, 1e6, 3, "clearance"};
  Param v1{"V1", "V1", "L", 1e-9, 1e6, 15, "volume of the blood and what is even with it"};
  Param q{"Q", "Q", "L/h", 1e-9, 1e6, 6, "flow to the tissues and back"};
  Param v2{"V2", "V2", "L", 1e-9, 1e6, 30, "volume of the tissues"};
  Derived half_life{"half_life", "t1/2 beta", "h"}, vss{"Vss", "Vss", "L"},
      area{"AUCtau", "AUC of an interval", "mg.h/L"}, mean{"Cav", "mean C", "mg/L"};

  template <class T, class X, class K>
  T operator()(const X &x, const Params<T> &p, const K &k) const {
    using L = std::decay_t<decltype(k[dose])>;
    const T k10 = p[cl] / p[v1], k12 = p[q] / p[v1], k21 = p[q] / p[v2];
    // The roots; the square is written so that it never goes below 0.
    const T gap = k10 + k12 - k21, root = sqrt(gap * gap + 4 * k12 * k21);
    const T fast = 0.5 * (k10 + k12 + k21 + root), slow = k10 * k21 / fast;
    const L t(x[time]), every(k[tau]), over(k[duration]);
    const T sum = (fast - k21) * left_in_steady_state(fast, t, every, over) +
                  (k21 - slow) * left_in_steady_state(slow, t, every, over);
    return k[dose] / p[v1] * sum / root;
  }
  void guess(const Curve &c, const Start &p) const {
    const auto best = begin<2, 2>(c, [&](double t, const std::array<double, 2> &rates) {
      return std::array{c.k[dose] * left(rates[0], t, c.k[tau], c.k[duration]),
                        c.k[dose] * left(rates[1], t, c.k[tau], c.k[duration])};
    });
    const std::size_t first = best.tried[0] > best.tried[1] ? 0 : 1;
    const Micro<2> m =
        micro(Disposition<2>{{best.tried[first], best.tried[1 - first]}, {best.linear[first], best.linear[1 - first]}});
    p[v1] = m.volume;
    p[cl] = m.clearance();
    p[q] = m.flow(0);
    p[v2] = m.tissue(0);
  }
  void derive(const Params<double> &p, const Constants<double> &k, const DerivedValues &out) const {
    const auto d = disposition(Micro<2>{p[v1], p[cl] / p[v1], {p[q] / p[v1]}, {p[q] / p[v2]}});
    out[half_life] = std::log(2.0) / d.rate[1];
    out[vss] = p[v1] + p[v2];
    out[area] = k[dose] / p[cl];
    out[mean] = out[area] / k[tau];
  }
};

struct SteadyOral : Steady {
  static constexpr const char
      *id = "oral1_ss",
      *label = "One compartment, by mouth, steady state",
      *equation =
          "C = Dose * ka / (V * (ka - k)) * (exp(-k * time) / (1 - exp(-k * tau)) - exp(-ka * time) / (1 - exp(-ka * "
          "tau))); k = CL / V",
      *help =
          "One interval of a long course by mouth. CL and V are those over the part that is absorbed; ka is to be "
          "faster "
          "than CL/V (see oral1). Before the steady state fit oral1 with all doses.";
  static constexpr int parameter_count = 3;
  Param ka{"ka", "ka", "/h", 1e-6, 1000, 1, "rate of absorption"};
  Param cl{"CL", "CL/F", "L/h", 1e-9, 1e6, 3, "clearance over the part that is absorbed"};
  Param v{"V", "V/F", "L", 1e-9, 1e6, 30, "volume of distribution over the part that is absorbed"};
  Derived half_life{"half_life", "t1/2", "h"}, area{"AUCtau", "AUC of an interval", "mg.h/L"},
      mean{"Cav", "mean C", "mg/L"}, trough{"Cmin", "trough", "mg/L"}, tmax{"Tmax", "Tmax", "h"};

  template <class T, class X, class K>
  T operator()(const X &x, const Params<T> &p, const K &k) const {
    using L = std::decay_t<decltype(k[dose])>;
    const T rate = p[cl] / p[v];
    const L t(x[time]), every(k[tau]), no(0);
    return k[dose] * p[ka] / (p[v] * (p[ka] - rate)) *
           (left_in_steady_state(rate, t, every, no) - left_in_steady_state(p[ka], t, every, no));
  }
  void guess(const Curve &c, const Start &p) const {
    const auto best = begin<1, 2>(c, [&](double t, const std::array<double, 2> &rates) {
      const double a = std::max(rates[0], rates[1]), k = std::min(rates[0], rates[1]);
      return std::array{c.k[dose] * a / (a - k) * (left(k, t, c.k[tau], 0) - left(a, t, c.k[tau], 0))};
    });
    p[ka] = std::max(best.tried[0], best.tried[1]);
    p[v] = 1 / best.linear[0];
    p[cl] = std::min(best.tried[0], best.tried[1]) * p[v];
  }
  void derive(const Params<double> &p, const Constants<double> &k, const DerivedValues &out) const {
    const double rate = p[cl] / p[v], every = k[tau];
    out[half_life] = std::log(2.0) / rate;
    out[area] = k[dose] / p[cl];
    out[mean] = out[area] / every;
    out[trough] =
        k[dose] * p[ka] / (p[v] * (p[ka] - rate)) * (left(rate, every, every, 0) - left(p[ka], every, every, 0));
    out[tmax] = std::log(p[ka] * std::expm1(-rate * every) / (rate * std::expm1(-p[ka] * every))) / (p[ka] - rate);
  }
};

}  // namespace gantry::pk
