// SPDX-License-Identifier: Apache-2.0
// S-shaped curves of the lung: volume over static pressure (Venegas), and carbon dioxide over expired volume.
//
//   const gantry_model *model = gantry::model_table<respiratory::SigmoidPressureVolume>();   // axis: P; output: V
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>
#include <gantry/cpp/sigmoid.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace respiratory {

using gantry::sigmoid;

struct SigmoidPressureVolume : gantry::Model {
  static constexpr const char
      *id = "venegas",
      *label = "Pressure and volume, sigmoid", *category = "respiratory",
      *equation = "V = a + b / (1 + exp(-(P - c) / d))",
      *source = "Venegas, Harris and Simon 1998, J Appl Physiol 84:389, eq. 1",
      *help =
          "Static or slow inflation or deflation, each a curve of its own. c is the pressure at which compliance is "
          "largest; from Pcl = c - 2 d to Pcu = c + 2 d the curve is nearly straight.";
  gantry::AxisColumn pressure{"P", "pressure", "cm[H2O]"};
  gantry::Output volume{"V", "volume", "L"};
  gantry::Param a{"a", "a", "L", -10, 10, 0, "lower asymptote"};
  gantry::Param b{"b", "b", "L", 0, 20, 2, "from the lower to the upper asymptote"};
  gantry::Param c{"c", "c", "cm[H2O]", -10, 60, 15, "pressure at the inflection"};
  gantry::Param d{"d", "d", "cm[H2O]", 1, 30, 6, "how wide the rise is"};
  gantry::Derived lower{"Pcl", "lower corner pressure", "cm[H2O]"}, upper{"Pcu", "upper corner pressure", "cm[H2O]"},
      largest{"Cmax", "largest compliance", "mL/cm[H2O]"}, total{"TLC", "upper asymptote", "L"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[a] + p[b] * sigmoid((x[pressure] - p[c]) / p[d]);
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    const auto range = gantry::extent(data, pressure);
    const double wide = std::max(range.span(), 1e-6);
    gantry::Least<2, 2> best;
    for (const double middle : gantry::spaced(range.low - wide / 2, range.high + wide / 2, 41))
      for (const double width : gantry::spaced_log(wide / 60, wide, 14))
        best.take({middle, width}, gantry::linear_fit<2>(data, [&](std::size_t i) {
                    return std::array{1.0, sigmoid((data[pressure][i] - middle) / width)};
                  }));
    p[a] = best.linear[0];
    p[b] = best.linear[1];
    p[c] = best.tried[0];
    p[d] = best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[lower] = p[c] - 2 * p[d];
    out[upper] = p[c] + 2 * p[d];
    out[largest] = 1000 * p[b] / (4 * p[d]);
    out[total] = p[a] + p[b];
  }
  void example(const gantry::Example &e) const { e.spread(pressure, 0, 40); }
};

struct Capnogram : gantry::Model {
  static constexpr const char
      *id = "capnogram",
      *label = "Volumetric capnogram", *category = "respiratory",
      *equation = "PCO2 = (PA + S * (V - V0)) / (1 + exp(-(V - V0) / w))",
      *source =
          "in the manner of Tusman et al. 2009, J Clin Monit Comput 23:197 (a smooth function fitted to the whole "
          "breath, whose inflection is the airways' dead space); the function is a line of phase III that a logistic "
          "of phase II switches on",
      *help =
          "Partial pressure (or fraction) of carbon dioxide over the volume of one expiration, from 0 to the tidal "
          "volume. VDaw lies where the curve is steepest; PACO2 is phase III at the middle of the alveolar gas, and "
          "VDVT Bohr's dead space by it. Noise disturbs this less than drawing lines by hand; see the tool "
          "capnography for those.";
  static constexpr int parameter_count = 4;
  gantry::AxisColumn volume{"V", "expired volume", "mL"};
  gantry::Output co2{"PCO2", "carbon dioxide", "mm[Hg]"};
  gantry::Param level{"PA", "PA", "mm[Hg]", 0, 150, 35, "phase III, where phase II is in its middle"};
  gantry::Param slope{"S", "S", "mm[Hg]/mL", -0.1, 1, 0.01, "slope of phase III"};
  gantry::Param middle{"V0", "V0", "mL", 1, 500, 150, "volume at the middle of phase II"};
  gantry::Param width{"w", "w", "mL", 0.2, 100, 15, "how wide phase II is"};
  gantry::Derived airways{"VDaw", "dead space of the airways", "mL"},
      alveolar{"PACO2", "mean alveolar carbon dioxide", "mm[Hg]"}, mixed{"PECO2", "mixed expired", "mm[Hg]"},
      bohr{"VDVT", "dead space by tidal volume (Bohr)", "1"}, end{"PETCO2", "at the end", "mm[Hg]"};

  void prepare(const gantry::Setup &s) {
    tidal_ = *std::max_element(s[volume], s[volume] + s.size());
    if (!(tidal_ > 0))
      throw gantry::Error("respiratory.volume", "the expired volume does not get above 0", GANTRY_BAD_DATA)
          .hint("volume counts from the beginning of the expiration");
  }
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return at(x[volume], p[level], p[slope], p[middle], p[width]);
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    const double whole = tidal_;
    const auto attempt = [&](double half, double wide) {
      return gantry::linear_fit<2>(data, [&](std::size_t i) {
        const double over = data[volume][i] - half, on = sigmoid(over / wide);
        return std::array{on, on * over};
      });
    };
    gantry::Least<2, 2> best;
    for (const double half : gantry::spaced(0.01 * whole, 0.9 * whole, 60))
      for (const double wide : gantry::spaced_log(whole / 500, whole / 4, 14))
        best.take({half, wide}, attempt(half, wide));
    p[level] = best.linear[0];
    p[slope] = best.linear[1];
    p[middle] = best.tried[0];
    p[width] = best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[airways] = steepest(p);
    out[alveolar] = p[level] + p[slope] * ((out[airways] + tidal_) / 2 - p[middle]);
    constexpr int pieces = 2000;  // Simpson's rule
    double sum = 0;
    for (int i = 0; i <= pieces; ++i)
      sum += (i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2) * value(p, tidal_ * i / pieces);
    out[mixed] = sum / (3 * pieces);
    out[bohr] = 1 - out[mixed] / out[alveolar];
    out[end] = value(p, tidal_);
  }
  void example(const gantry::Example &e) const { e.spread(volume, 0, 500); }

 private:
  template <class T, class V>
  GANTRY_INLINE static T at(const V &v, const T &level, const T &slope, const T &middle, const T &width) {
    const T over = v - middle;
    return (level + slope * over) * sigmoid(over / width);
  }
  double value(const gantry::Params<double> &p, double v) const {
    return at(v, p[level], p[slope], p[middle], p[width]);
  }
  // Where the slope is largest, by bisection of what follows from its derivative: with s the sigmoid and q = 1 - 2 s,
  // (PA + S over) q / w + 2 S falls through 0 there.
  double steepest(const gantry::Params<double> &p) const {
    double low = p[middle] - 10 * p[width], high = p[middle] + 10 * p[width];
    for (int i = 0; i < 200; ++i) {
      const double v = (low + high) / 2, over = v - p[middle], q = 1 - 2 * sigmoid(over / p[width]);
      ((p[level] + p[slope] * over) * q / p[width] + 2 * p[slope] > 0 ? low : high) = v;
    }
    return (low + high) / 2;
  }
  double tidal_ = 0;
};

}  // namespace respiratory
