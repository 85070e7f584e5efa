// SPDX-License-Identifier: Apache-2.0
// Elimination by an enzyme that saturates (Michaelis and Menten): into a vein and by mouth.
//
//   const gantry_ode *model = gantry::ode_table<gantry::pk::IntravenousSaturable>();
//
// A fit begins by the balance of amounts: what has come into the blood is V C, and Vmax times the integral of
// C / (Km + C): linear in V and Vmax for a few Km and ka.
#pragma once

#include "compartments.hpp"

namespace gantry::pk {

struct Saturable {
  double vmax, km, volume, ka;
};

namespace detail {

// The concentration at this part of the way from sample i - 1 to i: a cubic with the slopes of the parabolas through
// neighbours, kept between the two.
inline double between(const std::vector<std::pair<double, double>> &s, std::size_t i, double part) {
  const auto slope = [&](std::size_t at) {
    const std::size_t first = at == 0 ? 0 : at - 1, last = std::min(at + 1, s.size() - 1);
    const auto rise = [&](std::size_t j) { return (s[j + 1].second - s[j].second) / (s[j + 1].first - s[j].first); };
    if (last - first < 2) return rise(first);
    const double before = s[at].first - s[first].first, after = s[last].first - s[at].first;
    return (rise(first) * after + rise(at) * before) / (before + after);
  };
  const double step = s[i].first - s[i - 1].first, c0 = s[i - 1].second, c1 = s[i].second, rest = 1 - part;
  if (!(step > 0)) return c0;
  const double cubic = rest * rest * ((1 + 2 * part) * c0 + part * step * slope(i - 1)) +
                       part * part * ((1 + 2 * rest) * c1 - rest * step * slope(i));
  return std::min(std::max(cubic, std::min(c0, c1)), std::max(c0, c1));
}

// For one Km and ka, at all samples: what has arrived, and the integral that the balance asks for.
struct Balance {
  std::vector<double> arrived, rate;

  Balance(const Course &course, double km, double ka) {
    constexpr int parts = 6;  // of a piece between two samples
    const auto &s = course.samples();
    const auto saturated = [&](double c) { return std::max(c, 0.0) / (km + std::max(c, 0.0)); };
    // Before the first sample: along the logarithm of the first two after a bolus, and from 0 where it is absorbed.
    const double first = std::max(s.front().second, 0.0), gap = s.size() > 1 ? s[1].first - s[0].first : 0;
    double begin = ka == at_once ? first : 0;
    if (ka == at_once && gap > 0 && s[1].second > 0 && s[1].second < first)
      begin *= std::pow(first / s[1].second, course.before_first() / gap);
    double gone = saturated((begin + first) / 2) * course.before_first();
    for (std::size_t i = 0; i < s.size(); ++i) {
      const auto &[t, c] = s[i];
      for (int part = 0; i > 0 && part < parts; ++part) {
        const auto &[t0, c0] = s[i - 1];
        const double step = (t - t0) / parts, middle = (part + 0.5) / parts;
        const double now = between(s, i, middle);
        gone += saturated(now) * step;
      }
      arrived.push_back(course.arrived(t, ka));
      rate.push_back(gone);
    }
  }
};

}  // namespace detail

template <bool by_mouth>
Saturable guess_saturable(const Course &course) {
  const double fast = course.rates_in_view().second;
  // Absorption is taken to be faster than elimination: then ka times the time of the peak is 1 or more.
  const double slowest = std::min(fast, 0.8 / course.until_peak());
  Least<2, 2> best;  // tried: Km, ka
  for (const double ka : by_mouth ? spaced_log(slowest, fast, 25) : std::vector<double>{at_once})
    for (const double half : spaced_log(0.01, 5, 15)) {
      const detail::Balance b(course, half * course.peak(), ka);
      auto fit = linear_fit<2>(
          course.samples().size(), [&](std::size_t i) { return b.arrived[i]; },
          [&](std::size_t i) {
            return std::array{course.samples()[i].second, b.rate[i]};
          });
      // Of the concentrations.
      fit.misfit = detail::makes_sense(fit) ? fit.misfit / (fit.linear[0] * fit.linear[0]) : infinity;
      best.take({half * course.peak(), ka}, fit);
    }
  return {best.linear[1], best.tried[0], best.linear[0], best.tried[1]};
}

template <class Way>
struct OneSaturable : Way {
  static constexpr int parameter_count = Way::own_parameters + 3, state_count = Way::own_states + 1;
  Param vmax{"Vmax", over_f<Way>("Vmax", "Vmax/F"), "mg/h", 0, infinity, 20, "most that is eliminated"};
  Param km{"Km", "Km", "mg/L", 0, infinity, 5, "concentration at half of it"};
  Param v{"V", over_f<Way>("V", "V/F"), "L", 0, infinity, 30, "volume of distribution"};
  State blood{"blood", "amount in the body", "mg"};
  Output concentration{"C", "concentration", "mg/L"};
  Derived intrinsic{"CLint", over_f<Way>("CLint", "CLint/F"), "L/h"};

  template <class T>
  void rhs(const Moment<T> &at, States<T> dy) const {
    const T c = at[blood] / at[v];
    dy[blood] = this->absorb(at, dy) - at[vmax] * c / (at[km] + c);
  }
  template <class T>
  void outputs(const Moment<T> &at, Outputs<T> out) const {
    out[concentration] = at[blood] / at[v];
  }
  void derive(const Params<double> &p, const DerivedValues &out) const { out[intrinsic] = p[vmax] / p[km]; }
  void example(const Example &e) const { e.spread_log(this->time, 0.1, 24); }
  void guess(const Curve &c, const Doses &given, const Start &p) const {
    const Saturable found = guess_saturable<Way::by_mouth>(Course(c, this->time, given));
    this->begin(found.ka, p);
    p[vmax] = found.vmax;
    p[km] = found.km;
    p[v] = found.volume;
  }
};

struct IntravenousSaturable : OneSaturable<IntoVein> {
  static constexpr const char *id = "iv1_mm", *label = "One compartment, saturable elimination",
                              *equation = "blood' = -Vmax * C / (Km + C); C = blood / V",
                              *source =
                                  "Michaelis and Menten 1913, Biochem Z 49:333; Gibaldi and Perrier 1982, "
                                  "Pharmacokinetics, 2nd ed., eq. 7.6",
                              *help = "Into a vein; elimination by an enzyme that saturates (phenytoin, ethanol).";
  Dosed into_vein{"blood", "into a vein", blood};
};

struct OralSaturable : OneSaturable<ByMouth> {
  static constexpr const char
      *id = "oral1_mm",
      *label = "One compartment, by mouth, saturable elimination",
      *equation = "gut' = -ka * gut; blood' = ka * gut - Vmax * C / (Km + C); C = blood / V",
      *source =
          "Michaelis and Menten 1913, Biochem Z 49:333; Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 7",
      *help =
          "By mouth; elimination by an enzyme that saturates. Vmax and V are those over the part that is absorbed. "
          "Concentrations should reach above Km; compare with oral1.";
  Dosed into_gut{"gut", "by mouth", gut};
};

}  // namespace gantry::pk
