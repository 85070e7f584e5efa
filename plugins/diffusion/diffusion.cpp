// SPDX-License-Identifier: Apache-2.0
// Diffusion: how far water moves, from images at several b-values.
#include <gantry/cpp/plugin.hpp>

#include <algorithm>
#include <cmath>

#include "direction_average.hpp"

namespace diffusion {
namespace {

// The slope of log S over b up to `b_limit`, and S at b = 0, by least squares weighted with S^2.
void log_linear(const gantry::Curve &c, const double *b, double b_limit, double &s0, double &slope) {
  double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
  for (std::size_t i = 0; i < c.size(); ++i) {
    const double s = c.y(i);
    if (!(s > 0) || b[i] > b_limit) continue;
    const double y = std::log(s), weight = s * s;
    w += weight;
    wx += weight * b[i];
    wy += weight * y;
    wxx += weight * b[i] * b[i];
    wxy += weight * b[i] * y;
  }
  const double spread = w * wxx - wx * wx;
  if (!(spread > 0)) return;
  slope = (w * wxy - wx * wy) / spread;
  s0 = std::exp((wy - slope * wx) / w);
}

struct Adc : gantry::Model {
  static constexpr const char
      *id = "adc",
      *label = "Apparent diffusion coefficient", *category = "diffusion", *equation = "S = S0 * exp(-b * ADC)",
      *source = "Stejskal and Tanner 1965, J Chem Phys 42:288; Le Bihan et al. 1986, Radiology 161:401",
      *help =
          "Mono-exponential decay with b. Above b = 1000 s/mm2 tissue no longer decays so: use "
          "kurtosis, or leave out the points above it.",
      *special_case_of = "kurtosis";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at b = 0"};
  gantry::Param adc{"ADC", "ADC", "mm2/s", 0, 0.01, 0.001, "apparent diffusion coefficient"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[b] * p[adc]);
  }

  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double slope = -p[adc];
    log_linear(c, c[b], gantry::infinity, p[s0], slope);
    p[adc] = std::clamp(-slope, 1e-5, 0.009);
  }
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
  gantry::Param d{"D", "D", "mm2/s", 0, 0.01, 0.001, "apparent diffusion coefficient at b = 0"};
  gantry::Param k{"K", "K", "1", 0, 5, 0.8, "apparent excess kurtosis"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T decay = x[b] * p[d];
    return p[s0] * exp(decay * decay * p[k] / 6 - decay);
  }

  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double slope = -p[d];
    log_linear(c, c[b], 1200, p[s0], slope);
    p[d] = std::clamp(-1.2 * slope, 1e-5, 0.009);  // the chord up to 1200 is less steep than the tangent at 0
  }
};

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.diffusion", *name = "Diffusion", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description = "ADC and kurtosis from diffusion-weighted series.";
};

}  // namespace
}  // namespace diffusion

GANTRY_PLUGIN(diffusion::About, diffusion::DirectionAverage, diffusion::Adc, diffusion::Kurtosis)
