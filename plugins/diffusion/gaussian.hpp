// SPDX-License-Identifier: Apache-2.0
// Diffusion by one coefficient, and its departures: kurtosis, stretched exponential.
//
//   S = S0 * exp(-b * ADC)    S = S0 * exp(-b * D + (b * D)^2 * K / 6)    S = S0 * exp(-(b * DDC)^alpha)
#pragma once

#include "guess.hpp"

#include <gantry/cpp/guess.hpp>

#include <algorithm>
#include <cmath>

namespace diffusion {

struct Adc : gantry::Model {
  static constexpr const char
      *id = "adc",
      *label = "Apparent diffusion coefficient", *category = "diffusion", *equation = "S = S0 * exp(-b * ADC)",
      *source = "Stejskal and Tanner 1965, J Chem Phys 42:288; Le Bihan et al. 1986, Radiology 161:401",
      *help =
          "Mono-exponential decay with b. Above b = 1000 s/mm2 tissue no longer decays so: use "
          "kurtosis, or leave out the points above it.",
      *special_case_of = "kurtosis stretched";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at b = 0"};
  gantry::Param adc{"ADC", "ADC", "mm2/s", 0, 0.01, 0.001, "apparent diffusion coefficient"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[b] * p[adc]);
  }

  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const gantry::LogLine line = gantry::log_line(c, c[b]);
    if (line.found) p[s0] = line.level(line.slope);
    p[adc] = std::clamp(line.found ? -line.slope : p[adc], 1e-5, 0.009);
  }

  void example(const gantry::Example &e) const { e.spread(b, 0, 1000); }
};

struct Kurtosis : gantry::Model {
  static constexpr const char
      *id = "kurtosis",
      *label = "Diffusional kurtosis", *category = "diffusion", *equation = "S = S0 * exp(-b * D + (b * D)^2 * K / 6)",
      *source = "Jensen, Helpern, Ramani, Lu and Kaczynski 2005, Magn Reson Med 53:1432, eq. 11",
      *help =
          "Decay with b and its departure from a single exponential. Holds up to about b = 3 / (D K), "
          "2000 to 3000 s/mm2 in brain: beyond it the formula turns up again.";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at b = 0"};
  gantry::Param d{"D", "D", "mm2/s", 0, 0.004, 0.001, "apparent diffusion coefficient at b = 0"};  // water: 0.003
  gantry::Param k{"K", "K", "1", 0, 3, 0.8, "apparent excess kurtosis"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T decay = x[b] * p[d];
    // Where the formula has turned up far beyond every signal it is cut off, so that squares stay numbers in f32.
    return p[s0] * exp(min(decay * decay * p[k] / 6 - decay, T(30)));
  }

  // A parabola through log S; where it is not that of a D and K, a line through the lower b-values.
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const Bent bent = log_parabola(c, c[b]);
    if (bent.found && bent.slope < -1e-5 && bent.slope > -0.0039 && bent.bend >= 0) {
      p[s0] = bent.s0;
      p[d] = -bent.slope;
      p[k] = std::clamp(6 * bent.bend / (bent.slope * bent.slope), 0.01, 2.9);
      return;
    }
    const gantry::LogLine line = gantry::log_line(c, c[b], -gantry::infinity, 1200);
    if (line.found) p[s0] = line.level(line.slope);
    // The chord up to 1200 is less steep than the tangent at 0.
    p[d] = std::clamp(1.2 * (line.found ? -line.slope : p[d]), 1e-5, 0.0039);
  }

  void example(const gantry::Example &e) const { e.spread(b, 0, 2000); }
};

struct Stretched : gantry::Model {
  static constexpr const char
      *id = "stretched",
      *label = "Stretched exponential", *category = "diffusion", *equation = "S = S0 * exp(-(b * DDC)^alpha)",
      *source = "Bennett, Schmainda, Bennett, Rowe, Lu and Hyde 2003, Magn Reson Med 50:727",
      *help =
          "A spread of diffusion coefficients in the voxel: alpha is 1 for a single one and falls with the spread, DDC "
          "stands for their middle. Up to several thousand s/mm2; below 1000 alpha is hardly known.";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at b = 0"};
  gantry::Param ddc{"DDC", "DDC", "mm2/s", 1e-5, 0.01, 0.001, "distributed diffusion coefficient"};
  gantry::Param alpha{"alpha", "alpha", "1", 0.1, 1, 0.8, "1: a single coefficient"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const bool weighted = x[b] > 0;  // at b = 0 the power has no slope
    const T power = exp(p[alpha] * log(p[ddc] * (weighted ? x[b] : 1)));
    return p[s0] * exp(-where(weighted, power, T(0)));
  }

  // log(-log(S / S0)) is a straight line over log b.
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double top = 0, n = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (std::size_t i = 0; i < c.size(); ++i) top = std::max(top, c.y(i));
    if (!(top > 0)) return;
    p[s0] = top;
    for (std::size_t i = 0; i < c.size(); ++i) {
      const double part = c.y(i) / top;
      if (!(c[b][i] > 0) || !(part > 0.02 && part < 0.98)) continue;
      const double along = std::log(c[b][i]), up = std::log(-std::log(part));
      n += 1;
      x += along;
      y += up;
      xx += along * along;
      xy += along * up;
    }
    const double spread = n * xx - x * x;
    if (!(spread > 0)) return;
    const double slope = (n * xy - x * y) / spread, level = (y - slope * x) / n;
    p[alpha] = std::clamp(slope, 0.15, 0.99);
    p[ddc] = std::clamp(std::exp(level / slope), 2e-5, 0.009);
  }

  void example(const gantry::Example &e) const { e.spread(b, 0, 4000); }
};

}  // namespace diffusion
