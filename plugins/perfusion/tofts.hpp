// SPDX-License-Identifier: Apache-2.0
// Contrast agent that leaves the plasma for the space around cells, where flow does not limit it: Tofts, with plasma in the
// tissue or without, and Patlak, where nothing comes back.
//
//   C = vp * Ca + Ktrans * conv(Ca, exp(-(Ktrans / ve) * t)), conv: the convolution, from the first point on
#pragma once

#include "course.hpp"

namespace perfusion {

struct Tofts : Course {
  static constexpr const char *id = "tofts", *label = "Tofts",
                              *equation = "C = Ktrans * conv(Ca, exp(-kep * t)); kep = Ktrans / ve",
                              *source =
                                  "Tofts and Kermode 1991, Magn Reson Med 17:357; Tofts et al. 1999, J Magn Reson "
                                  "Imaging 10:223",
                              *help =
                                  "Exchange between plasma and the space around cells, where the plasma in the tissue "
                                  "itself is not seen: weakly perfused tissue. The input is taken as straight lines "
                                  "between its points. Give Hct where it is in whole blood, and fix delay where the "
                                  "input arrives in the tissue at once.",
                              *special_case_of = "extended_tofts";
  static constexpr int parameter_count = 3;
  gantry::Param k{"Ktrans", "Ktrans", "/min", 0, 5, 0.2, "transfer constant from plasma to tissue"};
  gantry::Param ve{"ve", "ve", "1", 0.01, 1, 0.2, "volume of the space around cells"};
  Delay delay;
  gantry::Derived kep{"kep", "kep", "/min"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &constants,
                           gantry::Out<T> &y) const {
    const auto plasma = 1 / (1 - constants[hct]);
    const T rate = p[k] / 60.0, scale = rate * plasma;
    Washout<T, F> space(rate / p[ve], steps.equal, x[time]);
    T before = input(x, 0, p[delay]);
    y[0] = before * 0.0;
    for (std::size_t t = 1; t < x.size(); ++t) {
      const T now = input(x, t, p[delay]);
      y[t] = scale * space.next(t, before, now);
      before = now;
    }
  }
  void guess(const gantry::Curve &curve, const gantry::Start &p) const {
    const Found f = basis.best(curve, basis.alone(), [&](const Found &one) {
      return one.first <= 5 * plasma(curve) && one.first <= one.first_rate * plasma(curve);
    });
    p[k] = inside(f.first / plasma(curve), 0, 5);
    p[ve] = inside(p[k] / f.first_rate, 0.01, 1);
    p[delay] = f.delay;
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[kep] = p[k] / p[ve]; }
};

struct ExtendedTofts : Course {
  static constexpr const char
      *id = "extended_tofts",
      *label = "Extended Tofts", *equation = "C = vp * Ca + Ktrans * conv(Ca, exp(-kep * t)); kep = Ktrans / ve",
      *source = "Tofts 1997, J Magn Reson Imaging 7:91, eq. 7; Tofts et al. 1999, J Magn Reson Imaging 10:223",
      *help =
          "As tofts, with the plasma in the tissue. It holds where flow is high or little leaks out (Sourbron and "
          "Buckley 2011); elsewhere use exchange2. Give Hct where the input is in whole blood, and fix delay where it "
          "arrives in the tissue at once.";
  static constexpr int parameter_count = 4;
  gantry::Param k{"Ktrans", "Ktrans", "/min", 0, 5, 0.2, "transfer constant from plasma to tissue"};
  gantry::Param ve{"ve", "ve", "1", 0.01, 1, 0.2, "volume of the space around cells"};
  gantry::Param vp{"vp", "vp", "1", 0, 1, 0.02, "volume of plasma"};
  Delay delay;
  gantry::Derived kep{"kep", "kep", "/min"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &constants,
                           gantry::Out<T> &y) const {
    const auto plasma = 1 / (1 - constants[hct]);
    const T rate = p[k] / 60.0, scale = rate * plasma, volume = p[vp] * plasma;
    Washout<T, F> space(rate / p[ve], steps.equal, x[time]);
    T before = input(x, 0, p[delay]);
    y[0] = volume * before;
    for (std::size_t t = 1; t < x.size(); ++t) {
      const T now = input(x, t, p[delay]);
      y[t] = volume * now + scale * space.next(t, before, now);
      before = now;
    }
  }
  void guess(const gantry::Curve &curve, const gantry::Start &p) const {
    const Found f = basis.best(curve, basis.with_input(), [&](const Found &one) {
      return one.first <= plasma(curve) && one.second <= 5 * plasma(curve) &&
             one.second <= one.second_rate * plasma(curve);
    });
    p[vp] = inside(f.first / plasma(curve), 0, 1);
    p[k] = inside(f.second / plasma(curve), 0, 5);
    p[ve] = inside(p[k] / f.second_rate, 0.01, 1);
    p[delay] = f.delay;
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[kep] = p[k] / p[ve]; }
};

struct Patlak : Course {
  static constexpr const char
      *id = "patlak",
      *label = "Patlak", *equation = "C = vp * Ca + Ktrans * integral(Ca)",
      *source =
          "Patlak, Blasberg and Fenstermacher 1983, J Cereb Blood Flow Metab 3:1; "
          "Sourbron and Buckley 2013, NMR Biomed 26:1004",
      *help =
          "Agent that leaves the plasma and does not come back while it is looked at: a barely "
          "leaking barrier (brain), or the first minutes. Leave out later points where the curve "
          "bends off. Ktrans is PS there, since flow is far above it.";
  static constexpr int parameter_count = 3;
  gantry::Param k{"Ktrans", "Ktrans", "/min", 0, 5, 0.02, "transfer constant from plasma to tissue"};
  gantry::Param vp{"vp", "vp", "1", 0, 1, 0.02, "volume of plasma"};
  Delay delay;

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &constants,
                           gantry::Out<T> &y) const {
    const auto plasma = 1 / (1 - constants[hct]);
    const T rate = p[k] * plasma / 60.0, volume = p[vp] * plasma;
    Uptake<T, F> taken(x[time]);
    T before = input(x, 0, p[delay]);
    y[0] = volume * before;
    for (std::size_t t = 1; t < x.size(); ++t) {
      const T now = input(x, t, p[delay]);
      y[t] = volume * now + rate * taken.next(t, before, now);
      before = now;
    }
  }
  void guess(const gantry::Curve &curve, const gantry::Start &p) const {
    const Found f = basis.best(curve, basis.input_and_integral(), [](const Found &) { return true; });
    p[vp] = inside(f.first / plasma(curve), 0, 1);
    p[k] = inside(f.second / plasma(curve), 0, 5);
    p[delay] = f.delay;
  }
};

}  // namespace perfusion
