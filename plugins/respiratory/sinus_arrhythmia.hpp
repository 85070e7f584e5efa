// SPDX-License-Identifier: Apache-2.0
// Respiratory sinus arrhythmia: the heart's rate as breathing moves it, by a quick vagal and a slow sympathetic way.
//
//   const gantry_model *model = gantry::model_table<respiratory::SinusArrhythmia>();    // axis: time, V; output: HR
//
// Both differential equations are solved exactly for a volume, as it is and delayed, that runs in straight lines between
// its samples.
#pragma once

#include <gantry/cpp/delay.hpp>
#include <gantry/cpp/error.hpp>
#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/washout.hpp>

#include <array>
#include <cmath>
#include <vector>

namespace respiratory {

struct SinusArrhythmia : gantry::Model {
  static constexpr const char *
      id = "sinus_arrhythmia",
     *label = "Respiratory sinus arrhythmia", *category = "respiratory",
     *equation =
         "HR = HR0 + Av * v - As * s; v' = (V(t) - v) / tauv; s' = (V(t - delay) - s) / taus; v(0) = V(0); s(0) = V(0)",
     *source =
         "Saul, Berger, Albrecht, Stein, Chen and Cohen 1991, Am J Physiol 261:H1231; Berger, Saul and Cohen 1989, Am "
         "J "
         "Physiol 256:H142 (one pole each, the sympathetic one with a delay of 1.7 s)",
     *help =
         "Instantaneous heart rate (60 / RR, at equally spaced times) and lung volume over some minutes. Breathing "
         "must "
         "vary (irregular, or at several rates), or the ways can't be told apart; then fix taus and As. HR0 is "
         "the rate at a volume of 0. By the sources tauv is near 0.8 s (0.2 Hz) and taus near 10 s (0.015 Hz).";
  static constexpr int parameter_count = 5, example_points = 360;
  gantry::AxisColumn time{"time", "time", "s"}, volume{"V", "lung volume", "L"};
  gantry::Constant late{"delay", "of the sympathetic way", "s", 1.7};
  gantry::Output rate{"HR", "heart rate", "/min"};
  gantry::Param base{"HR0", "HR0", "/min", 10, 300, 70, "heart rate at a volume of 0"};
  gantry::Param vagal{"Av", "Av", "/min/L", -50, 100, 12, "vagal gain"};
  gantry::Param quick{"tauv", "tauv", "s", 0.05, 5, 0.8, "vagal time constant"};
  gantry::Param sympathetic{"As", "As", "/min/L", -50, 100, 5, "sympathetic gain"};
  gantry::Param slow{"taus", "taus", "s", 5, 60, 10, "sympathetic time constant"};

  void prepare(const gantry::Setup &s) {
    if (s.size() < 10)
      throw gantry::Error("respiratory.points", "a course of the heart rate needs ten points at least",
                          GANTRY_BAD_DATA);
    const double all = s[time][s.size() - 1] - s[time][0];
    step_ = s[time][1] - s[time][0];
    for (std::size_t t = 1; t < s.size(); ++t)
      if (!(std::abs(s[time][t] - s[time][t - 1] - all / static_cast<double>(s.size() - 1)) <= 1e-9 * all)) step_ = 0;
  }
  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    const F *v = x[volume];
    const T fast_rate = 1.0 / p[quick], slow_rate = 1.0 / p[slow];
    gantry::Washout<T, F> near(fast_rate, step_, x[time]), far(slow_rate, step_, x[time]);
    near.begin(p[quick] * v[0]);
    far.begin(p[slow] * v[0]);
    auto before = gantry::delayed(x, time, volume, 0, k[late]);
    y[0] = p[base] + (p[vagal] - p[sympathetic]) * v[0];
    for (std::size_t t = 1; t < x.size(); ++t) {
      const auto now = gantry::delayed(x, time, volume, t, k[late]);
      y[t] = p[base] + p[vagal] * fast_rate * near.next(t, v[t - 1], v[t]) -
             p[sympathetic] * slow_rate * far.next(t, before, now);
      before = now;
    }
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    const std::size_t n = data.size();
    gantry::Least<3, 2> best;
    const auto attempt = [&](const std::array<double, 2> &tried) {
      const auto near = lagging(data, tried[0], 0), far = lagging(data, tried[1], data.k[late]);
      return gantry::linear_fit<3>(
          n, [&](std::size_t t) { return data.y(t); },
          [&](std::size_t t) {
            return std::array{1.0, near[t], far[t]};
          });
    };
    for (const double near : gantry::spaced_log(0.07, 4, 14))
      for (const double far : gantry::spaced_log(5.5, 55, 10)) best.take({near, far}, attempt({near, far}));
    gantry::refine(best, 1.5, attempt);
    p[base] = best.linear[0];
    p[vagal] = best.linear[1];
    p[sympathetic] = -best.linear[2];
    p[quick] = best.tried[0];
    p[slow] = best.tried[1];
  }
  // Three minutes at two samples a second; breathing becomes slower, from 20 to 6 a minute, and is not even.
  void example(const gantry::Example &e) const {
    constexpr double pi = 3.14159265358979323846, whole = 180;
    e.spread(time, 0, whole * (example_points - 1) / example_points);
    for (std::size_t t = 0; t < e.size(); ++t) {
      const double s = e[time][t], breaths = s * (20 - 7 * s / whole) / 60;
      e[volume][t] =
          0.5 + 0.3 * std::sin(2 * pi * breaths) * (1 + 0.4 * std::sin(0.31 * s)) + 0.15 * std::sin(0.05 * s);
    }
  }

 private:
  std::vector<double> lagging(const gantry::Curve &data, double lag, double later) const {
    gantry::Washout<double, double> washout(1 / lag, step_, data[time]);
    const auto at = [&](std::size_t t) {
      return gantry::detail::at_moment(data[time], data[volume], data.size(), data[time][t] - later, t).value;
    };
    washout.begin(lag * data[volume][0]);
    std::vector<double> behind{data[volume][0]};
    for (std::size_t t = 1; t < data.size(); ++t) behind.push_back(washout.next(t, at(t - 1), at(t)) / lag);
    return behind;
  }
  double step_ = 0;  // 0 where they differ
};

}  // namespace respiratory
