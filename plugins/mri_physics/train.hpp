// SPDX-License-Identifier: Apache-2.0
// Trains of different pulses, each followed by one echo, on their way: MR fingerprinting and the approach to steady state,
// balanced (one vector that is turned and relaxes) and spoiled by a gradient (extended phase graphs).
//
//   S = M0 * abs(M(FA, phase, TR; T1, T2, df))      one column each for flip angle, phase, TR, TE of every pulse
#pragma once

#include "epg.hpp"
#include "steady_state.hpp"

#include <algorithm>
#include <string>

namespace mri_physics {

// The size of what lies across: its slope is a number where it is 0, too.
template <class T>
GANTRY_INLINE T across(const T &x, const T &y) {
  return sqrt(x * x + y * y + 1e-30);
}

struct Train : gantry::Model {
  static constexpr const char *category = "mri_physics";
  gantry::AxisColumn pulse{"pulse", "number of the pulse", "1"}, fa{"FA", "flip angle", "deg"},
      phase{"phase", "phase of the pulse", "deg", 0}, tr{"TR", "time to the next pulse", "ms"},
      te{"TE", "from the pulse to its echo", "ms", 0};
  gantry::Constant b1{"B1", "actual over wanted flip angle", "1", 1};
  gantry::Number inversion{"inversion", "Inversion", "time from an inversion to the first pulse; 0: none",
                           "ms",        0,           {0, 1e5}};

  double inverted = 0;  // ms
  bool even = false;    // TR and TE are the same for all
  struct Turn {
    double cosine, sine;
  };
  std::vector<Turn> on;  // of each pulse's phase beyond the last one's

 protected:
  void read(const gantry::Setup &s) {
    inverted = inversion;
    even = true;
    on.clear();
    for (std::size_t t = 0; t < s.size(); ++t) {
      if (std::abs(s[pulse][t] - static_cast<double>(t + 1)) > 1e-6)
        throw gantry::Error("train.pulses", "the pulses are not numbered 1, 2, 3 and so on")
            .hint("give every pulse of the train in its order: each one acts on all that follow");
      if (!(s[te][t] <= s[tr][t]))
        throw gantry::Error("train.echo", "an echo comes after the next pulse").hint("give a TE that is below its TR");
      even = even && s[tr][t] == s[tr][0] && s[te][t] == s[te][0];
      const double angle = t == 0 ? 0 : (s[phase][t] - s[phase][t - 1]) * degree;
      on.push_back({std::cos(angle), std::sin(angle)});
    }
  }
  // What lies along z when the first pulse comes.
  template <class T>
  GANTRY_INLINE T first(const T &rate1) const {
    return inverted > 0 ? 1.0 - 2.0 * exp(-inverted * rate1) : T(1.0);
  }
  void show(const gantry::Example &e) const {
    for (std::size_t i = 0; i < e.size(); ++i) {
      const double n = static_cast<double>(i);
      e[pulse][i] = n + 1;
      e[fa][i] = 10 + 50 * std::abs(std::sin(n * 0.0524)) * (i / 60 % 2 == 0 ? 1 : 0.6);
    }
  }
};

struct BalancedTrain : Train {
  static constexpr const char *
      id = "mrf_bssfp",
     *label = "Balanced train: fingerprinting, bSSFP on its way", *equation = "S = M0 * abs(M(pulse, T1, T2, df))",
     *source =
         "Ma et al. 2013, Nature 495:187; Jaynes 1955, Phys Rev 98:1099 (rotations and relaxation, pulse by pulse)",
     *help =
         "The size of each echo of a train of balanced gradient echoes from thermal equilibrium, or some time after an "
         "inversion, by rotation and relaxation from pulse to pulse: magnetic resonance fingerprinting, and bSSFP on "
         "its way to the steady state. One row or image for each pulse with its flip angle, phase (0 and 180 in turn "
         "for bSSFP on resonance) and TR. Look up by --dictionary, then --refine: false minima are common.";
  static constexpr int parameter_count = 4, example_points = 120;
  gantry::Param m0{"M0", "M0", "signal", 0, gantry::infinity, 1000, "signal of the whole magnetisation"};
  gantry::Param t1{"T1", "T1", "ms", 50, 6000, 1000, "longitudinal relaxation time"};
  gantry::Param t2{"T2", "T2", "ms", 5, 2000, 80, "transverse relaxation time"};
  gantry::Param df{
      "df", "off-resonance", "Hz", 0, 40, 5, "of the voxel; its sign is lost where all phases are 0 or 180"};
  GuessTable table;

  // put(t, size of the echo for M0 = 1)
  template <class T, class A, class X, class Put>
  GANTRY_INLINE void echoes(const X &x, const T &longitudinal, const T &transverse, const T &off, const A &field,
                            Put put) const {
    const T rate1 = 1.0 / longitudinal, rate2 = 1.0 / transverse;
    T e1(0.0), e2(0.0), seen(0.0), sine_off(0.0), cosine_off(0.0), mx(0.0), my(0.0), mz = first(rate1);
    for (std::size_t t = 0; t < x.size(); ++t) {
      if (t == 0 || !even) {
        const double wait = x[tr][t];
        e1 = exp(-wait * rate1);
        e2 = exp(-wait * rate2);
        seen = exp(-x[te][t] * rate2);
        const T turned = off * (wait * turn_per_ms);
        cosine_off = cos(turned);
        sine_off = sin(turned);
      }
      if (on[t].cosine != 1) {
        const T before = mx;
        mx = before * on[t].cosine + my * on[t].sine;
        my = my * on[t].cosine - before * on[t].sine;
      }
      const A angle = field * (x[fa][t] * degree), cosine = cos(angle), sine = sin(angle);
      const T y = my * cosine - mz * sine, z = my * sine + mz * cosine;
      put(t, across(mx, y) * seen);
      const T before = mx;
      mx = (before * cosine_off - y * sine_off) * e2;
      my = (before * sine_off + y * cosine_off) * e2;
      mz = z * e1 + (1.0 - e1);
    }
  }
  template <class T, class X, class K>
  void curve(const X &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    echoes(x, p[t1], p[t2], p[df], k[b1], [&](std::size_t t, const T &size) { y[t] = p[m0] * size; });
  }
  void prepare(const gantry::Setup &s) {
    read(s);
    std::vector<double> offsets;
    for (int i = 0; i < 16; ++i) offsets.push_back(0.5 + 2.6 * i);
    table.fill({gantry::spaced_log(80, 5000, 10), gantry::spaced_log(7, 1700, 10), offsets}, s.size(),
               [&](const double *p, double *y) {
                 echoes(s, p[1], p[2], p[3], 1.0, [&](std::size_t t, double size) { y[t] = size; });
               });
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { table.begin(c, p); }
  void example(const gantry::Example &e) const {
    show(e);
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[phase][i] = i % 2 == 0 ? 0 : 180;
      e[tr][i] = 10 + 2 * std::sin(static_cast<double>(i) * 0.11);
      e[te][i] = 4;
    }
  }
};

struct SpoiledTrain : Train {
  static constexpr const char *
      id = "mrf_fisp",
     *label = "Gradient-spoiled train: fingerprinting, FISP, RF spoiling",
     *equation = "S = M0 * abs(EPG(pulse, T1, T2))",
     *source =
         "Jiang, Ma, Seiberlich, Gulani and Griswold 2015, Magn Reson Med 74:1621; Weigel 2015, J Magn Reson "
         "Imaging 41:266, eq. 15, 16, 23 and 25",
     *help =
         "The size of each echo of a train of gradient echoes with a spoiler of one turn across the voxel in every TR, "
         "by extended phase graphs: fingerprinting with FISP, and with the phases of RF spoiling spoiled gradient "
         "echoes on their way to the steady state. One row or image for each pulse with its flip angle, phase and TR; "
         "off-resonance does not matter. As many orders of dephasing are kept as `orders` says: more for long T2.";
  static constexpr int parameter_count = 3, example_points = 120;
  static constexpr std::size_t most_orders = 100;
  gantry::Param m0{"M0", "M0", "signal", 0, gantry::infinity, 1000, "signal of the whole magnetisation"};
  gantry::Param t1{"T1", "T1", "ms", 50, 6000, 1000, "longitudinal relaxation time"};
  gantry::Param t2{"T2", "T2", "ms", 5, 2000, 80, "transverse relaxation time"};
  gantry::Integer orders{"orders", "Orders", "of dephasing that are kept",
                         "1",      30,       {1, static_cast<double>(most_orders)}};
  std::size_t kept = most_orders;
  GuessTable table;

  template <class T, class A, class X, class Put>
  GANTRY_INLINE void echoes(const X &x, const T &longitudinal, const T &transverse, const A &field, Put put) const {
    const T rate1 = 1.0 / longitudinal, rate2 = 1.0 / transverse;
    PhaseGraph<T, most_orders> graph(first(rate1));
    T e1(0.0), e2(0.0), seen(0.0);
    const std::size_t count = x.size();
    for (std::size_t t = 0; t < count; ++t) {
      // Orders beyond have not been reached yet, or can't come back in time.
      const std::size_t last = std::min({t, count - 1 - t, kept - 1});
      if (t == 0 || !even) {
        e1 = exp(-x[tr][t] * rate1);
        e2 = exp(-x[tr][t] * rate2);
        seen = exp(-x[te][t] * rate2);
      }
      if (on[t].cosine != 1) graph.turn_frame(on[t].cosine, on[t].sine, last);
      const A angle = field * (x[fa][t] * degree);
      graph.pulse(cos(angle), sin(angle), last);
      put(t, across(graph.signal().re, graph.signal().im) * seen);
      graph.relax(e1, e2, last);
      graph.dephase(last);
    }
  }
  template <class T, class X, class K>
  void curve(const X &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    echoes(x, p[t1], p[t2], k[b1], [&](std::size_t t, const T &size) { y[t] = p[m0] * size; });
  }
  void prepare(const gantry::Setup &s) {
    read(s);
    kept = static_cast<std::size_t>(orders.value());
    table.fill({gantry::spaced_log(100, 5000, 10), gantry::spaced_log(10, 1500, 9)}, s.size(),
               [&](const double *p, double *y) {
                 echoes(s, p[1], p[2], 1.0, [&](std::size_t t, double size) { y[t] = size; });
               });
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { table.begin(c, p); }
  void example(const gantry::Example &e) const {
    show(e);
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[tr][i] = 12;
      e[te][i] = 3;
    }
  }
};

}  // namespace mri_physics
