// SPDX-License-Identifier: Apache-2.0
// How transverse magnetisation decays: T2 of spin echoes, T2* of gradient echoes, each with and without an offset.
//
//   S = S0 * exp(-TE / T2)          S = S0 * exp(-TE / T2) + C
#pragma once

#include "guess.hpp"

#include <algorithm>
#include <cmath>

namespace relaxometry {

struct T2Star : gantry::Model {
  static constexpr const char *id = "t2star", *label = "T2* decay", *category = "relaxometry",
                              *equation = "S = S0 * exp(-TE / T2star)",
                              *source = "Chavhan, Babyn, Thomas, Shroff and Haacke 2009, RadioGraphics 29:1433, eq. 1",
                              *help =
                                  "Mono-exponential decay of a gradient-echo signal. Magnitude images level off at the "
                                  "noise floor: leave out echoes that have reached it (for example TE from 0 to 40), "
                                  "or fit with Rician noise.",
                              *special_case_of = "t2star_offset";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at TE = 0"};
  gantry::Param t2{"T2star", "T2*", "ms", 0.1, 2000, 30, "effective transverse relaxation time"};
  gantry::Derived r2star{"R2star", "R2*", "s-1"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[te] / p[t2]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const Exponential line = log_linear(c, te, 0.5, 1500);
    if (!(line.misfit == 0)) return;
    p[t2] = line.time;
    p[s0] = line.amount;
  }
  void example(const gantry::Example &e) const { e.spread(te, 2, 80); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r2star] = 1000 / p[t2]; }
};

// Amount and offset in the signal's unit, time in ms; both not negative.
struct WithOffset {
  double amount, time, offset;
};
inline WithOffset guess_with_offset(const gantry::Curve &c, const gantry::AxisColumn &te, double shortest,
                                    double longest) {
  const Exponential e = best_exponential(samples_of(c, te), shortest, longest);
  if (e.level >= 0 && e.amount >= 0) return {e.amount, e.time, e.level};
  const Exponential line = log_linear(c, te, shortest, longest);
  if (line.misfit == 0) return {line.amount, line.time, 0};
  return {std::max(c.y(0), 0.0), shortest, 0};
}

struct T2StarOffset : gantry::Model {
  static constexpr const char
      *id = "t2star_offset",
      *label = "T2* decay with an offset", *category = "relaxometry", *equation = "S = S0 * exp(-TE / T2star) + C",
      *source = "He, Gatehouse, Smith, Mohiaddin, Pennell and Firmin 2008, Magn Reson Med 60:1082",
      *help =
          "T2* decay onto a constant level, which stands for the noise floor of magnitude images "
          "or for a slowly decaying part. It takes echoes well beyond T2*; without them the level "
          "and T2* can't be told apart.";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "what decays, at TE = 0"};
  gantry::Param t2{"T2star", "T2*", "ms", 0.1, 2000, 30, "effective transverse relaxation time"};
  gantry::Param offset{"C", "C", "signal", 0, gantry::infinity, 50, "level that stays"};
  gantry::Derived r2star{"R2star", "R2*", "s-1"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[te] / p[t2]) + p[offset];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const WithOffset found = guess_with_offset(c, te, 0.2, 1500);
    p[s0] = found.amount;
    p[t2] = found.time;
    p[offset] = found.offset;
  }
  void example(const gantry::Example &e) const { e.spread(te, 2, 150); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r2star] = 1000 / p[t2]; }
};

struct T2 : gantry::Model {
  static constexpr const char
      *id = "t2",
      *label = "T2 decay", *category = "relaxometry", *equation = "S = S0 * exp(-TE / T2)",
      *source = "Carr and Purcell 1954, Phys Rev 94:630; Meiboom and Gill 1958, Rev Sci Instrum 29:688",
      *help =
          "Mono-exponential decay over spin echoes. Imperfect refocusing adds stimulated echoes: "
          "the first echo is then too low, and T2 too long; leave the first echo out. Magnitude "
          "images level off at the noise floor: leave late echoes out, or fit with Rician noise.",
      *special_case_of = "t2_offset";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at TE = 0"};
  gantry::Param t2{"T2", "T2", "ms", 0.5, 5000, 80, "transverse relaxation time"};
  gantry::Derived r2{"R2", "R2", "s-1"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[te] / p[t2]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const Exponential line = log_linear(c, te, 1, 4000);
    if (!(line.misfit == 0)) return;
    p[t2] = line.time;
    p[s0] = line.amount;
  }
  void example(const gantry::Example &e) const { e.spread(te, 10, 320); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r2] = 1000 / p[t2]; }
};

struct T2Offset : gantry::Model {
  static constexpr const char
      *id = "t2_offset",
      *label = "T2 decay with an offset", *category = "relaxometry", *equation = "S = S0 * exp(-TE / T2) + C",
      *source = "Carr and Purcell 1954, Phys Rev 94:630; Meiboom and Gill 1958, Rev Sci Instrum 29:688",
      *help =
          "T2 decay onto a constant level, which stands for the noise floor of magnitude images or "
          "for fluid that hardly decays. It takes echoes well beyond T2; without them the level and "
          "T2 can't be told apart.";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "what decays, at TE = 0"};
  gantry::Param t2{"T2", "T2", "ms", 0.5, 5000, 80, "transverse relaxation time"};
  gantry::Param offset{"C", "C", "signal", 0, gantry::infinity, 50, "level that stays"};
  gantry::Derived r2{"R2", "R2", "s-1"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[te] / p[t2]) + p[offset];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const WithOffset found = guess_with_offset(c, te, 1, 4000);
    p[s0] = found.amount;
    p[t2] = found.time;
    p[offset] = found.offset;
  }
  void example(const gantry::Example &e) const { e.spread(te, 10, 600); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r2] = 1000 / p[t2]; }
};

}  // namespace relaxometry
