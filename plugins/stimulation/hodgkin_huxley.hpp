// SPDX-License-Identifier: Apache-2.0
// The squid's giant axon, clamped in space: a membrane's potential during and after a pulse of current.
//
//   const gantry_ode *model = gantry::ode_table<stimulation::HodgkinHuxley>();
//
// Rates and constants of 1952 with today's sign: inside against outside, -65 mV at rest, positive current depolarises.
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/ode.hpp>

#include <cmath>
#include <limits>

namespace stimulation {

// Rates in 1/ms at 6.3 degrees Celsius of a potential in mV (Hodgkin and Huxley 1952, eq. 12, 13, 20, 21, 23, 24).
template <class T>
struct Gates {
  T am, bm, ah, bh, an, bn;

  explicit Gates(const T &v) {
    using std::exp;
    am = rise((v + 40.0) / 10.0);
    bm = 4.0 * exp((v + 65.0) / -18.0);
    ah = 0.07 * exp((v + 65.0) / -20.0);
    bh = 1.0 / (1.0 + exp((v + 35.0) / -10.0));
    an = 0.1 * rise((v + 55.0) / 10.0);
    bn = 0.125 * exp((v + 65.0) / -80.0);
  }

 private:
  // u / (1 - exp(-u)), by its series around 0.
  static T rise(const T &u) {
    using gantry::where;
    using std::expm1;
    const T square = u * u, series = 1.0 + u / 2.0 + square / 12.0 - square * square / 720.0;
    const auto small = square < 1e-4;
    return where(small, series, T(u / -expm1(-where(small, T(1.0), u))));
  }
};

struct HodgkinHuxley : gantry::Ode {
  static constexpr const char
      *id = "hodgkin_huxley",
      *label = "Hodgkin and Huxley", *category = "stimulation",
      *equation =
          "Cm * V' = I - gNa * m^3 * h * (V - ENa) - gK * n^4 * (V - EK) - gL * (V - EL); m' = phi * (alpha_m * (1 - "
          "m) - "
          "beta_m * m); h' = phi * (alpha_h * (1 - h) - beta_h * h); n' = phi * (alpha_n * (1 - n) - beta_n * n)",
      *source =
          "Hodgkin and Huxley 1952, J Physiol 117:500, eq. 12, 13, 20, 21, 23, 24, 26 and table 3, with the sign and "
          "the "
          "zero of the potential of today; phi = 3^((T - 6.3) / 10)",
      *help =
          "The potential of a membrane to which a pulse of current (constants amplitude, onset, duration) is given at "
          "rest. Conductances are sought; reversal potentials, capacity and temperature are constants. Below some 7 "
          "uA/cm2 for 1 ms there is no spike, and the data then tell little of gNa. Sample the spike every 0.1 ms or "
          "closer.";
  static constexpr bool own_units = true;  // the rates of its gates
  static constexpr int parameter_count = 3, state_count = 5, example_points = 200;
  gantry::AxisColumn time{"t", "time", "ms"};
  gantry::Param g_na{"gNa", "gNa", "mS/cm2", 30, 480, 120, "largest conductance of sodium"};
  gantry::Param g_k{"gK", "gK", "mS/cm2", 9, 144, 36, "largest conductance of potassium"};
  gantry::Param g_l{"gL", "gL", "mS/cm2", 0.03, 3, 0.3, "leak"};
  gantry::Constant e_na{"ENa", "reversal potential of sodium", "mV", 50}, e_k{"EK", "of potassium", "mV", -77},
      e_l{"EL", "of the leak", "mV", -54.387}, rest{"Vrest", "potential before the pulse", "mV", -65},
      capacity{"Cm", "capacity of the membrane", "uF/cm2", 1}, temperature{"T", "temperature", "Cel", 6.3};
  gantry::Constant amplitude{"amplitude", "current of the pulse, positive depolarises", "uA/cm2", 20},
      onset{"onset", "beginning of the pulse", "ms", 1}, duration{"duration", "of the pulse", "ms", 1};
  gantry::State v{"V", "potential", "mV", 10}, m{"m", "activation of sodium", "1", 0.1},
      h{"h", "inactivation of sodium", "1", 0.1}, n{"n", "activation of potassium", "1", 0.1},
      current{"I", "current of the pulse", "uA/cm2"};
  gantry::Event on{"on", "the pulse begins"}, off{"off", "the pulse ends"};
  gantry::Output potential{"V", "potential", "mV"};

  template <class T>
  void initial(const gantry::Moment<T> &at, gantry::States<T> y) const {
    const T before(at[rest]);
    const Gates<T> g(before);
    y[v] = before;
    y[m] = g.am / (g.am + g.bm);
    y[h] = g.ah / (g.ah + g.bh);
    y[n] = g.an / (g.an + g.bn);
    y[current] = where(at[onset] <= 0.0, T(at[amplitude]), T(0.0));
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    const T volt = at[v], n2 = at[n] * at[n];
    const Gates<T> g(volt);
    const auto phi = exp((at[temperature] - 6.3) * 0.10986122886681097691);  // log(3) / 10
    const T sodium = at[g_na] * at[m] * at[m] * at[m] * at[h] * (volt - at[e_na]);
    const T potassium = at[g_k] * n2 * n2 * (volt - at[e_k]), leak = at[g_l] * (volt - at[e_l]);
    dy[v] = (at[current] - sodium - potassium - leak) / at[capacity];
    dy[m] = phi * (g.am * (1.0 - at[m]) - g.bm * at[m]);
    dy[h] = phi * (g.ah * (1.0 - at[h]) - g.bh * at[h]);
    dy[n] = phi * (g.an * (1.0 - at[n]) - g.bn * at[n]);
  }
  template <class T>
  void events(const gantry::Moment<T> &at, gantry::Events<T> g) const {
    g[on] = at[time] - at[onset];
    g[off] = at[time] - (at[onset] + at[duration]);
  }
  template <class T>
  void happen(const gantry::Event &event, const gantry::Moment<T> &at, gantry::States<T> after) const {
    after[current] = event.index == on.index ? T(at[amplitude]) : T(0.0);
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> out) const {
    out[potential] = at[v];
  }
  void example(const gantry::Example &e) const { e.spread(time, 0, 15); }
  void guess(const gantry::Curve &c, const gantry::Start &p) const;
};

// The charge that went through each conductance follows from the measured potential alone, since the gates follow it;
// the sum of the three is what the pulse brought less what the membrane holds: linear in the conductances.
inline void HodgkinHuxley::guess(const gantry::Curve &c, const gantry::Start &p) const {
  constexpr int parts = 8;  // steps between two samples, straight lines
  const double phi = std::pow(3.0, (c.k[temperature] - 6.3) / 10), begin = c.k[onset], end = begin + c.k[duration];
  const Gates<double> quiet(c.k[rest]);
  double gate[] = {quiet.am / (quiet.am + quiet.bm), quiet.ah / (quiet.ah + quiet.bh),
                   quiet.an / (quiet.an + quiet.bn)};
  double charge[] = {0, 0, 0}, before = 0, volt_before = c.k[rest];
  std::vector<std::array<double, 3>> rows;
  std::vector<double> left;
  for (std::size_t i = 0; i < c.size(); ++i) {
    const double step = (c[time][i] - before) / parts;
    if (step < 0) return;  // not in the order of time
    for (int s = 0; s < parts && step > 0; ++s) {
      const double volt = volt_before + (c.y(i) - volt_before) * (s + 0.5) / parts;
      const Gates<double> g(volt);
      const double rates[][2] = {{g.am, g.bm}, {g.ah, g.bh}, {g.an, g.bn}};
      double middle[3];
      for (int k = 0; k < 3; ++k) {
        const double sum = rates[k][0] + rates[k][1], goal = rates[k][0] / sum, kept = std::exp(-phi * sum * step);
        const double next = goal + (gate[k] - goal) * kept;
        middle[k] = (gate[k] + next) / 2;
        gate[k] = next;
      }
      charge[0] += step * std::pow(middle[0], 3) * middle[1] * (volt - c.k[e_na]);
      charge[1] += step * std::pow(middle[2], 4) * (volt - c.k[e_k]);
      charge[2] += step * (volt - c.k[e_l]);
    }
    before = c[time][i];
    volt_before = c.y(i);
    const double given = c.k[amplitude] * (std::min(std::max(before, begin), end) - begin);
    rows.push_back({charge[0], charge[1], charge[2]});
    left.push_back(given - c.k[capacity] * (volt_before - c.k[rest]));
  }
  const auto found = gantry::linear_fit<3>(
      rows.size(), [&](std::size_t i) { return left[i]; }, [&](std::size_t i) { return rows[i]; });
  p[g_na] = found.linear[0];
  p[g_k] = found.linear[1];
  p[g_l] = found.linear[2];
}

}  // namespace stimulation
