// SPDX-License-Identifier: Apache-2.0
// The models of the benchmark, as a plugin would write them, and as scalar code with an analytic Jacobian for the peers.
// `exps`: exponentials that the formula asks for in one evaluation; `made`: that are computed.
//
//   gantry::model_table<T2>();
//   T2::residuals(axis, y, params, residuals, jacobian);   // jacobian row-major, or nullptr
#pragma once

#include <gantry/cpp/model.hpp>

#include <array>
#include <cmath>
#include <vector>

namespace bench {

using Columns = std::vector<std::vector<double>>;
using Range = std::pair<double, double>;

struct T2 : gantry::Model {
  static constexpr const char *id = "t2", *label = "T2, 16 echoes", *equation = "S = S0 exp(-TE / T2)";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000}, t2{"T2", "T2", "ms", 1, 2000, 60};
  gantry::Decay decay{te};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * decay(x, 1 / p[t2]);
  }

  static constexpr int count = 2, points = 16, shown = 1, exps = 16, made = 3;
  static constexpr std::array<double, 2> start{1000, 60};
  static constexpr std::array<Range, 2> truth{{{500, 1500}, {30, 120}}};
  static constexpr double noise = 20;
  static Columns axis() {
    Columns c(1);
    for (int i = 1; i <= points; ++i) c[0].push_back(10.0 * i);
    return c;
  }
  static void residuals(const Columns &x, const double *y, const double *p, double *r, double *j) {
    for (std::size_t t = 0; t < points; ++t) {
      const double e = std::exp(-x[0][t] / p[1]);
      r[t] = p[0] * e - y[t];
      if (j == nullptr) continue;
      j[2 * t] = e;
      j[2 * t + 1] = p[0] * e * x[0][t] / (p[1] * p[1]);
    }
  }
};

struct T1 : gantry::Model {
  static constexpr const char *id = "t1", *label = "inversion recovery, 10 times",
                              *equation = "S = A - B exp(-TI / T1)";
  gantry::AxisColumn ti{"TI", "inversion time", "ms"};
  gantry::Param a{"A", "A", "signal", 0, gantry::infinity, 1000}, b{"B", "B", "signal", 0, gantry::infinity, 2000};
  gantry::Param t1{"T1", "T1", "ms", 1, 10000, 1000};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[a] - p[b] * exp(-x[ti] / p[t1]);
  }

  static constexpr int count = 3, points = 10, shown = 2, exps = 10, made = 10;
  static constexpr std::array<double, 3> start{1000, 2000, 1000};
  static constexpr std::array<Range, 3> truth{{{500, 1500}, {900, 2800}, {300, 2000}}};
  static constexpr double noise = 20;
  static Columns axis() { return {{50, 100, 200, 400, 600, 900, 1300, 1800, 2500, 4000}}; }
  static void residuals(const Columns &x, const double *y, const double *p, double *r, double *j) {
    for (std::size_t t = 0; t < points; ++t) {
      const double e = std::exp(-x[0][t] / p[2]);
      r[t] = p[0] - p[1] * e - y[t];
      if (j == nullptr) continue;
      j[3 * t] = 1;
      j[3 * t + 1] = -e;
      j[3 * t + 2] = -p[1] * e * x[0][t] / (p[2] * p[2]);
    }
  }
};

struct Ivim : gantry::Model {
  static constexpr const char *id = "ivim", *label = "IVIM, 12 b-values",
                              *equation = "S = S0 (f exp(-b D*) + (1 - f) exp(-b D))";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000}, f{"f", "f", "1", 0, 0.7, 0.1};
  gantry::Param fast{"Dstar", "D*", "mm2/s", 0.003, 0.3, 0.02}, slow{"D", "D", "mm2/s", 0, 0.004, 0.001};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * (p[f] * exp(-x[b] * p[fast]) + (1 - p[f]) * exp(-x[b] * p[slow]));
  }

  static constexpr int count = 4, points = 12, shown = 3, exps = 24, made = 24;
  static constexpr std::array<double, 4> start{1000, 0.1, 0.02, 0.001};
  static constexpr std::array<Range, 4> truth{{{900, 1100}, {0.05, 0.3}, {0.01, 0.08}, {0.0005, 0.002}}};
  static constexpr double noise = 15;
  static Columns axis() { return {{0, 10, 20, 40, 80, 110, 140, 170, 200, 400, 600, 800}}; }
  static void residuals(const Columns &x, const double *y, const double *p, double *r, double *j) {
    for (std::size_t t = 0; t < points; ++t) {
      const double bt = x[0][t], fast = std::exp(-bt * p[2]), slow = std::exp(-bt * p[3]);
      const double shape = p[1] * fast + (1 - p[1]) * slow;
      r[t] = p[0] * shape - y[t];
      if (j == nullptr) continue;
      j[4 * t] = shape;
      j[4 * t + 1] = p[0] * (fast - slow);
      j[4 * t + 2] = -p[0] * p[1] * bt * fast;
      j[4 * t + 3] = -p[0] * (1 - p[1]) * bt * slow;
    }
  }
};

// Parker's population input (2006, Magn Reson Med 56:993): minutes, mmol/L of blood.
inline double parker(double t) {
  if (t < 0) return 0;
  const auto gauss = [t](double a, double s, double at) {
    return a / (s * std::sqrt(2 * M_PI)) * std::exp(-(t - at) * (t - at) / (2 * s * s));
  };
  return gauss(0.809, 0.0563, 0.17046) + gauss(0.330, 0.132, 0.365) +
         1.050 * std::exp(-0.1685 * t) / (1 + std::exp(-38.078 * (t - 0.483)));
}

// Extended Tofts (Tofts 1997, J Magn Reson Imaging 7:91, equation 7). The input is linear between its samples, so its
// convolution with an exponential is a recursion: exact, and linear in the number of points.
struct Tofts : gantry::Model {
  static constexpr const char *id = "tofts", *label = "extended Tofts, 60 points",
                              *equation = "C = vp Ca + Ktrans integral Ca(u) exp(-(Ktrans / ve)(t - u)) du";
  gantry::AxisColumn time{"time", "time", "min"}, ca{"Ca", "arterial concentration", "mmol/L"};
  gantry::Param k{"Ktrans", "Ktrans", "/min", 0, 5, 0.1}, ve{"ve", "ve", "1", 0.01, 1, 0.3},
      vp{"vp", "vp", "1", 0, 1, 0.03};
  double dt = 0;
  void prepare(const gantry::Setup &s) { dt = s[time][1] - s[time][0]; }
  template <class T, class X>
  void curve(const X &x, const gantry::Params<T> &p, gantry::Out<T> &y) const {
    const T kep = p[k] / p[ve], z = kep * dt, decay = exp(-z);
    const T part = (1 - decay) / z, now = p[ve] * (1 - part), before = p[ve] * (part - decay);
    T tissue(0);
    y[0] = p[vp] * x[ca][0];
    for (std::size_t t = 1; t < x.size(); ++t) {
      tissue = tissue * decay + before * x[ca][t - 1] + now * x[ca][t];
      y[t] = p[vp] * x[ca][t] + tissue;
    }
  }

  static constexpr int count = 3, points = 60, shown = 0, exps = 1, made = 1;
  static constexpr std::array<double, 3> start{0.1, 0.3, 0.03};
  static constexpr std::array<Range, 3> truth{{{0.02, 0.5}, {0.1, 0.5}, {0.005, 0.1}}};
  static constexpr double noise = 0.02;
  static Columns axis() {
    Columns c(2);
    for (int t = 0; t < points; ++t) {
      c[0].push_back(t * 5.0 / 60);
      c[1].push_back(parker(t * 5.0 / 60 - 0.25));
    }
    return c;
  }
  // The derivatives by Ktrans and ve follow the same recursion.
  static void residuals(const Columns &x, const double *y, const double *p, double *r, double *j) {
    const double dt = x[0][1] - x[0][0], kep = p[0] / p[1], z = kep * dt, decay = std::exp(-z), part = (1 - decay) / z;
    const double now = p[1] * (1 - part), before = p[1] * (part - decay);
    const double part_z = (decay - part) / z, z_k = dt / p[1], z_v = -z / p[1];
    const double now_k = -p[1] * part_z * z_k, now_v = 1 - part - p[1] * part_z * z_v;
    const double before_k = p[1] * (part_z + decay) * z_k, before_v = part - decay + p[1] * (part_z + decay) * z_v;
    double tissue = 0, tissue_k = 0, tissue_v = 0;
    for (std::size_t t = 0; t < points; ++t) {
      if (t > 0) {
        const double a = x[1][t - 1], b = x[1][t];
        tissue_k = tissue_k * decay - tissue * decay * z_k + before_k * a + now_k * b;
        tissue_v = tissue_v * decay - tissue * decay * z_v + before_v * a + now_v * b;
        tissue = tissue * decay + before * a + now * b;
      }
      r[t] = p[2] * x[1][t] + tissue - y[t];
      if (j == nullptr) continue;
      j[3 * t] = tissue_k;
      j[3 * t + 1] = tissue_v;
      j[3 * t + 2] = x[1][t];
    }
  }
};

// A peak, which Gpufit has among its own models (GAUSS_1D).
struct Gauss : gantry::Model {
  static constexpr const char *id = "gauss", *label = "Gaussian peak, 20 points",
                              *equation = "S = A exp(-(x - c)^2 / (2 w^2)) + offset";
  gantry::AxisColumn x0{"x", "place", "1"};
  gantry::Param a{"A", "A", "signal", 0, gantry::infinity, 500}, c{"c", "c", "1", 0, 19, 9.5},
      w{"w", "w", "1", 0.2, 20, 2}, offset{"offset", "offset", "signal", -gantry::infinity, gantry::infinity, 50};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T d = (x[x0] - p[c]) / p[w];
    return p[a] * exp(-0.5 * d * d) + p[offset];
  }

  static constexpr int count = 4, points = 20, shown = 2, exps = 20, made = 20;
  static constexpr std::array<double, 4> start{500, 9.5, 2, 50};
  static constexpr std::array<Range, 4> truth{{{400, 800}, {8, 11}, {1.5, 3}, {20, 100}}};
  static constexpr double noise = 15;
  static Columns axis() {
    Columns columns(1);
    for (int i = 0; i < points; ++i) columns[0].push_back(i);
    return columns;
  }
  static void residuals(const Columns &x, const double *y, const double *p, double *r, double *j) {
    for (std::size_t t = 0; t < points; ++t) {
      const double d = x[0][t] - p[1], e = std::exp(-d * d / (2 * p[2] * p[2]));
      r[t] = p[0] * e + p[3] - y[t];
      if (j == nullptr) continue;
      j[4 * t] = e;
      j[4 * t + 1] = p[0] * e * d / (p[2] * p[2]);
      j[4 * t + 2] = p[0] * e * d * d / (p[2] * p[2] * p[2]);
      j[4 * t + 3] = 1;
    }
  }
};

}  // namespace bench
