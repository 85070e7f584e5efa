// SPDX-License-Identifier: Apache-2.0
// Relaxometry: how fast magnetisation decays, from images at several echo times.
#include <gantry/cpp/plugin.hpp>

#include <algorithm>
#include <cmath>

namespace {

struct T2Star : gantry::Model {
  static constexpr const char *id = "t2star", *label = "T2* decay", *category = "relaxometry",
                              *equation = "S = S0 * exp(-TE / T2star)",
                              *source = "Chavhan, Babyn, Thomas, Shroff and Haacke 2009, RadioGraphics 29:1433, eq. 1",
                              *help =
                                  "Mono-exponential decay of a gradient-echo signal. Magnitude images level off at the "
                                  "noise floor: leave out echoes that have reached it (for example TE from 0 to 40).";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at TE = 0"};
  gantry::Param t2{"T2star", "T2*", "ms", 0.1, 2000, 30, "effective transverse relaxation time"};
  gantry::Derived r2star{"R2star", "R2*", "s-1"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[te] / p[t2]);
  }

  // A straight line through log S, each point weighted by its S^2: what noise of equal size on S makes of it.
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
    for (std::size_t i = 0; i < c.size(); ++i) {
      const double s = c.y(i);
      if (!(s > 0)) continue;
      const double x = c[te][i], y = std::log(s), weight = s * s;
      w += weight;
      wx += weight * x;
      wy += weight * y;
      wxx += weight * x * x;
      wxy += weight * x * y;
    }
    const double spread = w * wxx - wx * wx;
    if (!(spread > 0)) return;
    const double slope = (w * wxy - wx * wy) / spread;
    p[t2] = slope < 0 ? std::clamp(-1 / slope, 0.5, 1500.0) : 1500.0;
    p[s0] = std::exp((wy + wx / p[t2]) / w);
  }

  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r2star] = 1000 / p[t2]; }
};

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.relaxometry", *name = "Relaxometry", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description = "T2* from gradient echoes.";
};

}  // namespace

GANTRY_PLUGIN(About, T2Star)
