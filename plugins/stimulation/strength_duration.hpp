// SPDX-License-Identifier: Apache-2.0
// How strong a pulse must be to excite, by its duration: Lapicque and Weiss.
//
//   const gantry_model *model = gantry::model_table<stimulation::Lapicque>();
//
// Rheobase is the threshold of an endless pulse; the chronaxie is the duration at which the threshold is twice that.
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <cmath>

namespace stimulation {

struct StrengthDuration : gantry::Model {
  static constexpr const char *category = "stimulation";
  static constexpr int parameter_count = 2;
  gantry::AxisColumn d{"d", "duration of the pulse", "ms"};
  gantry::Output i{"I", "threshold"};  // a current or a voltage, in the unit of the data
  gantry::Param rheobase{"Irh", "Irh", "signal", 0, gantry::infinity, 1, "rheobase: threshold of an endless pulse"};
  gantry::Param chronaxie{
      "tc", "chronaxie", "ms", 1e-3, 1e3, 0.3, "duration at which the threshold is twice the rheobase"};

  void prepare(const gantry::Setup &s) const {
    for (std::size_t t = 0; t < s.size(); ++t)
      if (!(s[d][t] > 0))
        throw gantry::Error("stimulation.duration", "a pulse has no duration", GANTRY_BAD_DATA)
            .hint("leave out durations of 0 and below");
  }
  void example(const gantry::Example &e) const { e.spread_log(d, 0.02, 10); }
};

struct Lapicque : StrengthDuration {
  static constexpr const char
      *id = "lapicque",
      *label = "Strength and duration, Lapicque", *equation = "I = Irh / (1 - exp(-d / tau)); tau = tc / log(2)",
      *source =
          "Lapicque 1907, J Physiol Pathol Gen 9:620; Blair 1932, J Gen Physiol 15:709; Geddes and Bourland 1985, IEEE "
          "Trans Biomed Eng 32:458",
      *help =
          "A membrane that is charged through a resistance: cells that a current is injected into. Fibres in an outer "
          "field often follow weiss better: compare. Durations on both sides of the chronaxie are needed.";
  gantry::Derived tau{"tau", "tau", "ms"}, charge{"Q0", "threshold charge of the shortest pulses", "signal.ms"},
      best{"d_best", "duration of least energy", "ms"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[rheobase] / -expm1(x[d] * -0.69314718055994530942 / p[chronaxie]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<1, 1> found;
    const auto attempt = [&](const std::array<double, 1> &t) {
      return gantry::linear_fit<1>(
          c, [&](std::size_t j) { return std::array{-1 / std::expm1(-std::log(2.0) * c[d][j] / t[0])}; });
    };
    const auto seen = gantry::extent(c, d);
    for (const double t : gantry::spaced_log(seen.low / 30, seen.high * 30, 40)) found.take({t}, attempt({t}));
    refine(found, 1.3, attempt);
    p[rheobase] = found.linear[0];
    p[chronaxie] = found.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[tau] = p[chronaxie] / std::log(2.0);
    out[charge] = p[rheobase] * out[tau];
    out[best] = 1.25643120862616967698 * out[tau];  // where exp(d / tau) = 1 + 2 d / tau
  }
};

struct Weiss : StrengthDuration {
  static constexpr const char
      *id = "weiss",
      *label = "Strength and duration, Weiss", *equation = "I = Irh * (1 + tc / d)",
      *source = "Weiss 1901, Arch Ital Biol 35:413; Geddes and Bourland 1985, IEEE Trans Biomed Eng 32:458",
      *help =
          "The threshold charge grows in a straight line with duration: myelinated fibres and the heart in an outer "
          "field, pacing thresholds. Compare with lapicque.";
  gantry::Derived charge{"Q0", "threshold charge of the shortest pulses", "signal.ms"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[rheobase] * (1 + p[chronaxie] / x[d]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto found = gantry::linear_fit<2>(c, [&](std::size_t t) { return std::array{1.0, 1 / c[d][t]}; });
    p[rheobase] = found.linear[0];
    p[chronaxie] = found.linear[1] / found.linear[0];
  }
  // Least energy I^2 d is spent at the chronaxie itself.
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[charge] = p[rheobase] * p[chronaxie];
  }
};

}  // namespace stimulation
