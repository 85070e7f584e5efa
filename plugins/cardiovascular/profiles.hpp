// SPDX-License-Identifier: Apache-2.0
// Velocity across a straight round tube: steady (Poiseuille), and steady with one harmonic of the heart (Womersley).
//
//   const gantry_model *model = gantry::model_table<cardiovascular::Womersley>();      // axis: r, time; output: v
#pragma once

#include "kelvin.hpp"
#include "stiffness.hpp"

#include <gantry/cpp/error.hpp>

#include <array>

namespace cardiovascular {

struct Poiseuille : gantry::Model {
  static constexpr const char *id = "poiseuille", *label = "Velocity profile, steady", *category = "cardiovascular",
                              *equation = "v = vmax * (1 - ((r - r0) / R)^2)",
                              *source = "Hagen 1839, Ann Phys 122:423; Poiseuille 1840, C R Acad Sci 11:961",
                              *help =
                                  "Laminar flow far from the entrance, from velocities along a diameter; 0 outside R. "
                                  "Fix r0 at 0 where r counts from the "
                                  "axis. What is derived takes the blood for Newtonian.";
  gantry::AxisColumn r{"r", "place along a diameter", "mm"};
  gantry::Constant viscosity{"mu", "viscosity", "mPa.s", 3.5};
  gantry::Output v{"v", "velocity", "m/s"};
  gantry::Param top{"vmax", "vmax", "m/s", -10, 10, 0.5, "velocity on the axis"};
  gantry::Param radius{"R", "R", "mm", 0.1, 50, 10, "radius of the lumen"};
  gantry::Param middle{"r0", "r0", "mm", -50, 50, 0, "where the axis is"};
  gantry::Derived flow{"Q", "flow", "mL/s"}, shear{"WSR", "shear rate at the wall", "/s"},
      stress{"WSS", "shear stress at the wall", "Pa"}, gradient{"G", "loss of pressure along the tube", "Pa/m"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T part = (x[r] - p[middle]) / p[radius], rest = 1.0 - part * part;
    return p[top] * where(rest > 0, rest, T(0.0));
  }
  // A parabola through what exceeds a tenth of the largest velocity.
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double most = 0;
    for (std::size_t t = 0; t < c.size(); ++t) most = std::max(most, std::abs(c.y(t)));
    std::vector<std::size_t> inside;
    for (std::size_t t = 0; t < c.size(); ++t)
      if (std::abs(c.y(t)) > most / 10) inside.push_back(t);
    const auto fit = gantry::linear_fit<3>(
        inside.size(), [&](std::size_t i) { return c.y(inside[i]); },
        [&](std::size_t i) {
          const double at = c[r][inside[i]];
          return std::array{1.0, at, at * at};
        });
    const double bend = fit.linear[2], centre = -fit.linear[1] / (2 * bend);
    const double peak = fit.linear[0] - bend * centre * centre;
    if (!(-peak / bend > 0)) return;
    p[top] = peak;
    p[middle] = centre;
    p[radius] = std::sqrt(-peak / bend);
  }
  void derive(const gantry::Params<double> &p, const gantry::Constants<double> &k,
              const gantry::DerivedValues &out) const {
    out[flow] = pi * p[radius] * p[radius] * p[top] / 2;
    out[shear] = 2000 * p[top] / p[radius];
    out[stress] = out[shear] * k[viscosity] / 1000;
    out[gradient] = 2 * out[stress] / (p[radius] / 1000);
  }
  void example(const gantry::Example &e) const { e.spread(r, -11, 11); }
};

struct Womersley : gantry::Model {
  static constexpr const char *
      id = "womersley",
     *label = "Velocity profile, pulsating", *category = "cardiovascular",
     *equation =
         "v = V0 * (1 - s^2) + Re((a - i * b) * exp(i * n * w * t) * (J0(k) - J0(k * s)) / (J0(k) - 1)); s = r / R; "
         "w = 2 * pi / period; k = alpha * sqrt(n) * i^(3/2)",
     *source = "Womersley 1955, J Physiol 127:553, eq. 9",
     *help =
         "Steady flow and one harmonic, n, of the heart's beat in a rigid straight tube, from velocities at places r "
         "(distance from the axis) and times. alpha is that of the first harmonic: 13 to 20 in the human aorta, 3 in a "
         "femoral artery. a and b are the cosine and sine of the harmonic on the axis. Choose n with --set; for "
         "several "
         "harmonics fit one after the other to what the last one leaves.";
  static constexpr int parameter_count = 4, example_points = 96;
  gantry::AxisColumn r{"r", "distance from the axis", "mm"}, time{"time", "time", "s"};
  gantry::Constant radius{"R", "radius of the lumen", "mm"}, period{"period", "period of the heart", "s"};
  gantry::Integer n{"n", "Harmonic", "which multiple of the heart's frequency", "1", 1, {1, 4}};
  gantry::Output v{"v", "velocity", "m/s"};
  gantry::Param steady{"V0", "V0", "m/s", -10, 10, 0.2, "steady velocity on the axis"};
  gantry::Param a{"a", "a", "m/s", -10, 10, 0.3, "cosine of the harmonic on the axis"};
  gantry::Param b{"b", "b", "m/s", -10, 10, 0.1, "sine of the harmonic on the axis"};
  gantry::Param alpha{"alpha", "alpha", "1", 0.5, 20, 8, "Womersley's number of the first harmonic"};
  gantry::Derived viscosity{"nu", "kinematic viscosity", "mm2/s"};

  void prepare(const gantry::Setup &) {
    if (n.given()) harmonic_ = static_cast<double>(n.value());
  }

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    const T u = p[alpha] * p[alpha] * (harmonic_ / 4);
    const Complex<T> wall = kelvin(u), axis = wall - Complex<T>{T(1.0), T(0.0)};
    for (std::size_t t = 0; t < x.size(); ++t) {
      const auto s = x[r][t] / k[radius], phase = 2 * pi * harmonic_ * x[time][t] / k[period];
      const Complex<T> shape = (wall - kelvin(T(u * (s * s)))) / axis;
      const auto c = cos(phase), i = sin(phase);
      y[t] = p[steady] * (1.0 - s * s) + shape.re * (p[a] * c + p[b] * i) - shape.im * (p[a] * i - p[b] * c);
    }
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<3, 1> best;
    const auto attempt = [&](const std::array<double, 1> &number) { return fit_with(c, number[0]); };
    for (const double number : gantry::spaced_log(0.5, 20, 24)) best.take({number}, attempt({number}));
    gantry::refine(best, 1.17, attempt);
    p[steady] = best.linear[0];
    p[a] = best.linear[1];
    p[b] = best.linear[2];
    p[alpha] = best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::Constants<double> &k,
              const gantry::DerivedValues &out) const {
    out[viscosity] = 2 * pi / k[period] * std::pow(k[radius] / p[alpha], 2);
  }
  // Eight times of the beat, at twelve places each.
  void example(const gantry::Example &e) const {
    e[radius] = 10;
    e[period] = 0.8;
    for (std::size_t t = 0; t < e.size(); ++t) {
      e[time][t] = 0.1 * static_cast<double>(t / 12);
      e[r][t] = 9.9 * static_cast<double>(t % 12) / 11;
    }
  }

 private:
  gantry::LinearFit<3> fit_with(const gantry::Curve &c, double number) const {
    const double u = number * number * harmonic_ / 4;
    const Complex<double> wall = kelvin(u), axis = wall - Complex<double>{1, 0};
    return gantry::linear_fit<3>(c, [&](std::size_t t) {
      const double s = c[r][t] / c.k[radius], phase = 2 * pi * harmonic_ * c[time][t] / c.k[period];
      const Complex<double> shape = (wall - kelvin(u * s * s)) / axis;
      const double x = std::cos(phase), i = std::sin(phase);
      return std::array{1 - s * s, shape.re * x - shape.im * i, shape.re * i + shape.im * x};
    });
  }
  double harmonic_ = 1;
};

}  // namespace cardiovascular
