// SPDX-License-Identifier: Apache-2.0
// Models as a hospital writes them, ten lines each and nothing but the formula, built against the installed SDK.
#include <gantry/cpp/plugin.hpp>

struct Decay : gantry::Model {
  static constexpr const char *id = "t2star", *label = "T2*", *category = "mr", *help = "", *source = "",
                              *equation = "S = S0 * exp(-TE / T2star)";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000}, t2{"T2star", "T2*", "ms", 0.1, 2000, 30};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[te] / p[t2]);
  }
};

struct Adc : gantry::Model {
  static constexpr const char *id = "adc", *label = "ADC", *category = "mr", *help = "", *source = "",
                              *equation = "S = S0 * exp(-b * ADC)";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000}, adc{"ADC", "ADC", "mm2/s", 0, 0.01, 0.001};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[b] * p[adc]);
  }
};

struct Kurtosis : gantry::Model {
  static constexpr const char *id = "kurtosis", *label = "Kurtosis", *category = "mr", *help = "", *source = "",
                              *equation = "S = S0 * exp(-b * D + (b * D)^2 * K / 6)";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000}, d{"D", "D", "mm2/s", 0, 0.01, 0.001},
      k{"K", "K", "1", 0, 5, 0.8};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T decay = x[b] * p[d];
    return p[s0] * exp(decay * decay * p[k] / 6 - decay);
  }
};

struct About : gantry::About {
  static constexpr const char *id = "org.example.hospital.models", *name = "Models of our hospital", *version = "1.0.0",
                              *vendor = "Example hospital, radiology", *licence = "MIT",
                              *description = "T2*, ADC and kurtosis once more.";
};

GANTRY_PLUGIN(About, Decay, Adc, Kurtosis)
