// SPDX-License-Identifier: Apache-2.0
// A train of spin echoes whose refocusing pulses are not of 180 degrees: stimulated echoes and all, by extended phase
// graphs.
//
//   cpmg_train(32, 90 * degree, 150 * degree, exp(-10 / t2), exp(-10 / t1), exp(-5 / t2),
//              [&](std::size_t n, double size) { echoes[n - 1] = size; });
#pragma once

#include "steady_state.hpp"

#include <array>
#include <string>

namespace mri_physics {

inline constexpr std::size_t most_echoes = 128;

// Magnetisation lies along the axis of the refocusing pulses (Meiboom and Gill), so that all states are real: with f+ and
// f- of order m, which has been dephased m - 1/2 echo spacings, and z, one pulse of angle a makes
//   f+' = cos^2(a/2) f+ + sin^2(a/2) f- - sin(a) z      f-' = sin^2(a/2) f+ + cos^2(a/2) f- + sin(a) z
//   z'  = sin(a) (f+ - f-) / 2 + cos(a) z
// and an echo spacing raises the order of f+ by 1 and lowers that of f-, whose lowest is the echo (Hennig 1988, J Magn
// Reson 78:397; Weigel 2015, J Magn Reson Imaging 41:266, eq. 16 and 25). What recovers to z of order 0 never meets an
// echo. e2, e1: exp(-spacing / T2 or T1). Calls echo(n, size), n from 1, the size for M0 = 1.
template <class T, class E, class Echo>
GANTRY_INLINE void cpmg_train(std::size_t echoes, const T &excitation, const T &refocusing, const T &e2, const E &e1,
                              const T &half_e2, Echo echo) {
  std::array<T, most_echoes / 2 + 3> up, down, along;
  for (std::size_t m = 0; m < echoes / 2 + 3; ++m) up[m] = down[m] = along[m] = T(0);
  const T cosine = cos(refocusing), sine = sin(refocusing);
  const T keep = 0.5 + 0.5 * cosine, turn = 0.5 - 0.5 * cosine, half_sine = 0.5 * sine;
  up[1] = sin(excitation) * half_e2;
  for (std::size_t n = 1; n <= echoes; ++n) {
    const std::size_t orders = n < echoes - n + 1 ? n : echoes - n + 1;  // others are empty, or come too late
    T shifted = T(0);                                                    // f+ on its way up
    for (std::size_t m = 1; m <= orders; ++m) {
      const T p = up[m], q = down[m], z = along[m];
      const T raised = keep * p + turn * q - sine * z, lowered = turn * p + keep * q + sine * z;
      along[m] = (half_sine * (p - q) + cosine * z) * e1;
      up[m] = shifted;
      shifted = raised * e2;
      down[m - 1] = lowered * e2;
      if (m == 1) echo(n, lowered * half_e2);
    }
    up[orders + 1] = shifted;
    down[orders] = T(0);
    up[1] = down[0];
  }
}

struct Cpmg : gantry::Model {
  static constexpr const char
      *id = "cpmg",
      *label = "T2 of a CPMG train with stimulated echoes", *category = "mri_physics",
      *equation = "S = S0 * EPG(TE, T2, T1, B1)",
      *source =
          "Hennig 1988, J Magn Reson 78:397; Lebel and Wilman 2010, Magn Reson Med 64:1005; Weigel 2015, J Magn Reson "
          "Imaging 41:266, eq. 16 and 25",
      *help =
          "Multi-echo spin echoes (CPMG, MESE) whose pulses are not what they should be: B1 is how much of the wanted "
          "angles they have, fitted along with T2, so that stimulated echoes don't lengthen T2. All echoes are used, "
          "the first one too. B1 and 2 - B1 give the same train; T1 matters little (a constant). A slice profile needs "
          "more: it is not in here.";
  static constexpr int parameter_count = 3;
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Constant t1{"T1", "longitudinal relaxation time", "ms", 1000};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal of the whole magnetisation"};
  gantry::Param t2{"T2", "T2", "ms", 2, 3000, 80, "transverse relaxation time"};
  gantry::Param b1{"B1", "B1", "1", 0.3, 1, 0.9, "actual over wanted angle of the pulses"};
  gantry::Derived r2{"R2", "R2", "s-1"};
  gantry::Number spacing{"ESP", "Echo spacing", "0: the step between echo times", "ms", 0, {0, 1000}};
  gantry::Number refocusing{"refocusing", "Refocusing angle", "that was wanted", "deg", 180, {1, 180}};
  gantry::Number excitation{"excitation", "Excitation angle", "that was wanted", "deg", 90, {1, 90}};

  double esp = 0, refocus = 0, excite = 0;  // ms, radians
  std::size_t points = 0;
  std::vector<std::size_t> point_of;  // of each echo of the train; `points`: it was not measured
  GuessTable table;

  template <class T, class K, class Put>
  GANTRY_INLINE void train(const T &relaxing, const T &angle, const K &longitudinal, Put put) const {
    const T e2 = exp(-esp / relaxing), half = exp(-0.5 * esp / relaxing);
    cpmg_train(point_of.size(), angle * excite, angle * refocus, e2, exp(-esp / longitudinal), half,
               [&](std::size_t n, const T &size) {
                 if (point_of[n - 1] < points) put(point_of[n - 1], size);
               });
  }
  template <class T, class X, class K>
  void curve(const X &, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    train(p[t2], p[b1], k[t1], [&](std::size_t t, const T &size) { y[t] = p[s0] * size; });
  }
  void prepare(const gantry::Setup &s) {
    esp = spacing;
    refocus = refocusing * degree;
    excite = excitation * degree;
    find_echoes(s);
    table.fill({gantry::spaced_log(4, 2000, 24), {0.45, 0.6, 0.7, 0.8, 0.88, 0.95}}, s.size(),
               [&](const double *p, double *y) {
                 train(p[1], p[2], 1000.0, [&](std::size_t t, double size) { y[t] = size; });
               });
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { table.begin(c, p); }
  void example(const gantry::Example &e) const { e.spread(te, 10, 400); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r2] = 1000 / p[t2]; }

 private:
  // Which echo of the train each point is.
  void find_echoes(const gantry::Setup &s) {
    if (!(esp > 0))
      for (std::size_t t = 0; t < s.size(); ++t) {
        const double step = t == 0 ? s[te][0] : s[te][t] - s[te][t - 1];
        if (step > 0 && (t == 0 || !(esp > 0) || step < esp)) esp = step;
      }
    points = s.size();
    point_of.assign(most_echoes, points);
    std::size_t last = 0;
    for (std::size_t t = 0; t < s.size(); ++t) {
      const double n = s[te][t] / esp, whole = std::round(n);
      if (!(std::abs(n - whole) < 0.02) || whole < 1 || whole > static_cast<double>(most_echoes))
        throw gantry::Error("cpmg.echoes", "the echo times are no whole multiples (1 to 128) of one echo spacing")
            .hint("give the echo spacing (ESP), or leave out the echoes of another train");
      const auto echo = static_cast<std::size_t>(whole);
      if (point_of[echo - 1] < points)
        throw gantry::Error("cpmg.twice", "an echo time stands twice").hint("give each echo of one train once");
      point_of[echo - 1] = t;
      last = std::max(last, echo);
    }
    point_of.resize(last);
  }
};

}  // namespace mri_physics
