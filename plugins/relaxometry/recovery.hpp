// SPDX-License-Identifier: Apache-2.0
// How longitudinal magnetisation comes back: after inversion, with its sign or as a magnitude, after saturation, and as a
// train of small pulses sees it (Look-Locker, MOLLI).
//
//   S = A - B * exp(-TI / T1)       S = abs(A - B * exp(-TI / T1))       S = M0 * (1 - exp(-TS / T1))
#pragma once

#include "guess.hpp"

#include <algorithm>
#include <cmath>

namespace relaxometry {

// Among which T1 a guess looks, ms.
inline constexpr double shortest = 20, longest = 9000;

// A and B are not negative; the same for all that relax so.
struct Relaxing {
  double a, b, time;
};
inline Relaxing guess_relaxing(const gantry::Curve &c, const gantry::AxisColumn &ti, bool magnitude) {
  const auto samples = samples_of(c, ti);
  const Exponential e =
      magnitude ? best_of_magnitude(samples, shortest, longest) : best_exponential(samples, shortest, longest);
  return {std::max(e.level, 0.0), std::max(-e.amount, 0.0), e.time};
}

// S = A - B exp(-TI / T1), of either kind of image.
struct Inverted : gantry::Model {
  static constexpr const char
      *category = "relaxometry",
      *source =
          "Barral, Gudmundson, Stikov, Etezadi-Amoli, Stoica and Nishimura 2010, Magn Reson Med "
          "64:1057";
  static constexpr int parameter_count = 3;
  gantry::AxisColumn ti{"TI", "inversion time", "ms"};
  gantry::Param a{"A", "A", "signal", 0, gantry::infinity, 1000, "signal long after the inversion"};
  gantry::Param b{"B", "B", "signal", 0, gantry::infinity, 1900, "what recovers; 2 A where the inversion is perfect"};
  gantry::Param t1{"T1", "T1", "ms", 10, 10000, 1000, "longitudinal relaxation time"};
  gantry::Derived r1{"R1", "R1", "s-1"};

  void example(const gantry::Example &e) const { e.spread_log(ti, 30, 10000); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r1] = 1000 / p[t1]; }

 protected:
  template <class T, class X>
  GANTRY_INLINE T signal(const X &x, const gantry::Params<T> &p) const {
    return p[a] - p[b] * exp(-x[ti] / p[t1]);
  }
  void begin(const gantry::Curve &c, const gantry::Start &p, bool magnitude) const {
    const Relaxing found = guess_relaxing(c, ti, magnitude);
    p[a] = found.a;
    p[b] = found.b;
    p[t1] = found.time;
  }
};

struct InversionRecovery : Inverted {
  static constexpr const char
      *id = "t1_ir",
      *label = "T1, inversion recovery with sign", *equation = "S = A - B * exp(-TI / T1)",
      *help =
          "Inversion recovery of real (phase-corrected) images; A and B are free, so that the "
          "repetition time and an imperfect inversion need not be known. It takes inversion times "
          "on both sides of T1.";

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return signal<T>(x, p);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { begin(c, p, false); }
};

struct InversionRecoveryMagnitude : Inverted {
  static constexpr const char
      *id = "t1_ir_magnitude",
      *label = "T1, inversion recovery, magnitude", *equation = "S = abs(A - B * exp(-TI / T1))",
      *help =
          "As t1_ir for magnitude images, which lose the sign: the fit begins where turning the "
          "points before the zero crossing over fits best. Points at the zero crossing lie on the "
          "noise floor; many of them bias T1.";

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return abs(signal<T>(x, p));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { begin(c, p, true); }
};

// With known pulses M0 and T1 are all there is to find.
struct InversionRecoveryIdeal : gantry::Model {
  static constexpr const char
      *id = "t1_ir_ideal",
      *label = "T1, inversion recovery, magnitude, known inversion", *category = "relaxometry",
      *equation = "S = M0 * abs(1 - 2 * e * exp(-TI / T1) - (1 - 2 * e) * exp(-TR / T1))",
      *source = "Haacke, Brown, Thompson and Venkatesan 1999, Magnetic Resonance Imaging, section 8.4",
      *help =
          "Inversion recovery of magnitude images with a spin-echo or 90 degree readout, where the efficiency e of the "
          "inversion (constant efficiency, 1: perfect) and the repetition time are known; TR far above T1 where it is "
          "not given. Two parameters: for few inversion times.";
  gantry::AxisColumn ti{"TI", "inversion time", "ms"}, tr{"TR", "repetition time", "ms", 1e6};
  gantry::Constant efficiency{"efficiency", "efficiency of the inversion", "1", 1};
  gantry::Param m0{"M0", "M0", "signal", 0, gantry::infinity, 1000, "signal without inversion"};
  gantry::Param t1{"T1", "T1", "ms", 10, 10000, 1000, "longitudinal relaxation time"};
  gantry::Derived r1{"R1", "R1", "s-1"};

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    const auto e = k[efficiency];
    return p[m0] * abs(1.0 - 2.0 * e * exp(-x[ti] / p[t1]) - (1.0 - 2.0 * e) * exp(-x[tr] / p[t1]));
  }
  // Of a grid of T1 the one that fits best, with M0 by linear least squares.
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double most = 0;
    for (double time = shortest; time < longest; time *= 1.08) {
      double shapes = 0, by_data = 0;
      for (std::size_t i = 0; i < c.size(); ++i) {
        const double e = c.k[efficiency];
        const double shape =
            std::abs(1 - 2 * e * std::exp(-c[ti][i] / time) - (1 - 2 * e) * std::exp(-c[tr][i] / time));
        shapes += shape * shape;
        by_data += shape * c.y(i);
      }
      const double explained = by_data * by_data / shapes;
      if (!(by_data > 0) || !(explained > most)) continue;
      most = explained;
      p[m0] = by_data / shapes;
      p[t1] = time;
    }
  }
  void example(const gantry::Example &e) const {
    e.spread_log(ti, 30, 7900);
    for (std::size_t i = 0; i < e.size(); ++i) e[tr][i] = 8000;
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r1] = 1000 / p[t1]; }
};

struct SaturationRecovery : gantry::Model {
  static constexpr const char
      *id = "t1_sr",
      *label = "T1, saturation recovery", *category = "relaxometry", *equation = "S = M0 * (1 - exp(-TR / T1))",
      *source = "Haacke, Brown, Thompson and Venkatesan 1999, Magnetic Resonance Imaging, section 8.1",
      *help =
          "Recovery after a perfect saturation: spin echoes at several repetition times, or one "
          "image for each time from saturation to readout (give that as TR). It takes times on "
          "both sides of T1.";
  gantry::AxisColumn tr{"TR", "repetition time, or from saturation to readout", "ms"};
  gantry::Param m0{"M0", "M0", "signal", 0, gantry::infinity, 1000, "signal at full recovery"};
  gantry::Param t1{"T1", "T1", "ms", 10, 10000, 1000, "longitudinal relaxation time"};
  gantry::Derived r1{"R1", "R1", "s-1"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return -p[m0] * expm1(-x[tr] / p[t1]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const Exponential found = best_exponential(samples_of(c, tr), shortest, longest);
    p[t1] = found.time;
    p[m0] = std::max({found.level, -found.amount, 0.0});
  }
  void example(const gantry::Example &e) const { e.spread_log(tr, 50, 10000); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r1] = 1000 / p[t1]; }
};

// A train of pulses hurries the recovery: what is seen is T1star, from which T1 follows.
struct Pulsed : gantry::Model {
  static constexpr const char *category = "relaxometry";
  static constexpr int parameter_count = 3;
  gantry::AxisColumn ti{"TI", "inversion time", "ms"};
  gantry::Param a{"A", "A", "signal", 0, gantry::infinity, 800, "signal long after the inversion"};
  gantry::Param b{"B", "B", "signal", 0, gantry::infinity, 1800, "what recovers"};
  gantry::Param t1star{"T1star", "T1*", "ms", 10, 10000, 800, "what recovery takes under the pulses"};
  gantry::Derived t1{"T1", "T1", "ms"}, r1{"R1", "R1", "s-1"};

  void example(const gantry::Example &e) const { e.spread_log(ti, 30, 8000); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[t1] = p[t1star] * (p[b] / p[a] - 1);
    out[r1] = 1000 / out[t1];
  }

 protected:
  template <class T, class X>
  GANTRY_INLINE T signal(const X &x, const gantry::Params<T> &p) const {
    return p[a] - p[b] * exp(-x[ti] / p[t1star]);
  }
  void begin(const gantry::Curve &c, const gantry::Start &p, bool magnitude) const {
    const Relaxing found = guess_relaxing(c, ti, magnitude);
    p[a] = found.a;
    p[b] = found.b;
    p[t1star] = found.time;
  }
};

struct LookLocker : Pulsed {
  static constexpr const char
      *id = "t1_look_locker",
      *label = "T1, Look-Locker with sign", *equation = "S = A - B * exp(-TI / T1star); T1 = T1star * (B / A - 1)",
      *source = "Deichmann and Haase 1992, J Magn Reson 96:608",
      *help =
          "A train of small pulses after an inversion, images with sign. T1 is corrected for the "
          "pulses; that holds for small flip angles, an even train and a perfect inversion.";

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return signal<T>(x, p);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { begin(c, p, false); }
};

struct Molli : Pulsed {
  static constexpr const char
      *id = "t1_molli",
      *label = "T1, Look-Locker and MOLLI, magnitude",
      *equation = "S = abs(A - B * exp(-TI / T1star)); T1 = T1star * (B / A - 1)",
      *source =
          "Messroghli, Radjenovic, Kozerke, Higgins, Sivananthan and Ridgway 2004, Magn Reson Med "
          "52:141; Deichmann and Haase 1992, J Magn Reson 96:608",
      *help =
          "As t1_look_locker for magnitude images: the cardiac MOLLI schemes, the images of all "
          "inversions together by their inversion time. The sign is put back where that fits best. "
          "MOLLI underestimates long T1 at high heart rates.";

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return abs(signal<T>(x, p));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { begin(c, p, true); }
};

}  // namespace relaxometry
