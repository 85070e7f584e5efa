// SPDX-License-Identifier: Apache-2.0
// What a sequence gives once it has been repeated long enough, in closed form: spoiled and balanced gradient echoes, spin
// echoes with and without an inversion before.
//
//   S = M0 * sin(a) * (1 - E1) / (1 - E1 * cos(a)) * exp(-TE / T2star); E1 = exp(-TR / T1)
#pragma once

#include "guess_table.hpp"

#include <gantry/cpp/model.hpp>

namespace mri_physics {

inline constexpr double degree = 0.017453292519943295769;     // in radians
inline constexpr double turn_per_ms = 0.0062831853071795865;  // radians that 1 Hz makes in 1 ms

// The shapes of a model with one output from its formula of a point, for its guess.
template <class Model>
auto shape_of(const Model &model, const gantry::Setup &setup, std::vector<double> constants = {}) {
  return [&model, &setup, constants](const double *parameters, double *values) {
    const gantry::Params<double> p(parameters);
    for (std::size_t t = 0; t < setup.size(); ++t) {
      if constexpr (Model::has_constants)
        values[t] = model(setup.point(t), p, gantry::Constants<double>(constants.data()));
      else values[t] = model(setup.point(t), p);
    }
  };
}

struct SpoiledEcho : gantry::Model {
  static constexpr const char *
      id = "spgr",
     *label = "Spoiled gradient echo: T1 and T2*", *category = "mri_physics",
     *equation = "S = M0 * sin(a) * (1 - E1) / (1 - E1 * cos(a)) * exp(-TE / T2star); E1 = exp(-TR / T1); a = B1 * FA",
     *source = "Ernst and Anderson 1966, Rev Sci Instrum 37:93, eq. 7; Haase et al. 1986, J Magn Reson 67:258",
     *help =
         "Spoiled gradient echoes in the steady state (SPGR, FLASH, T1-FFE) at several flip angles or repetition times "
         "and several echo times, all in one fit. The signal is largest at the Ernst angle, acos(E1). Spoiling is "
         "taken to be perfect; simulate_signal shows what RF spoiling leaves of that.";
  static constexpr bool has_constants = true;
  static constexpr int parameter_count = 3;
  gantry::AxisColumn fa{"FA", "flip angle", "deg"}, te{"TE", "echo time", "ms", 0}, tr{"TR", "repetition time", "ms"};
  gantry::Constant b1{"B1", "actual over wanted flip angle", "1", 1};
  gantry::Param m0{"M0", "M0", "signal", 0, gantry::infinity, 10000, "signal of the whole magnetisation"};
  gantry::Param t1{"T1", "T1", "ms", 10, 10000, 1000, "longitudinal relaxation time"};
  gantry::Param t2star{"T2star", "T2*", "ms", 0.5, 1000, 30, "effective transverse relaxation time"};
  GuessTable table;

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    const auto angle = k[b1] * (x[fa] * degree);
    const auto cosine = cos(angle);
    const T recovered = -expm1(-x[tr] / p[t1]);
    return p[m0] * sin(angle) * recovered / ((1.0 - cosine) + cosine * recovered) * exp(-x[te] / p[t2star]);
  }
  void prepare(const gantry::Setup &s) {
    table.fill({gantry::spaced_log(50, 6000, 20), gantry::spaced_log(2, 400, 12)}, s.size(), shape_of(*this, s, {1.0}));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { table.begin(c, p); }
  void example(const gantry::Example &e) const {
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[fa][i] = 2 + 4 * static_cast<double>(i % 10);
      e[te][i] = 3 + 8 * static_cast<double>(i / 10);
      e[tr][i] = 35;
    }
  }
};

struct BalancedEcho : gantry::Model {
  static constexpr const char
      *id = "bssfp",
      *label = "Balanced SSFP in the steady state", *category = "mri_physics",
      *equation =
          "S = M0 * sin(a) * (1 - E1) * sqrt(1 - 2 * E2 * cos(theta) + E2^2) / (D - (1 - E1) * E2 * (1 + cos(a)) * "
          "cos(theta)) * exp(-TE / T2); D = 1 - E1 * cos(a) - (E1 - cos(a)) * E2^2; theta = 2 * pi * df * TR - dphi; a "
          "= B1 * FA",
      *source =
          "Freeman and Hill 1971, J Magn Reson 4:366, eq. 15 to 17; Hänicke and Vogel 2003, Magn Reson Med 49:771; "
          "Shcherbakova et al. 2018, Magn Reson Med 79:711",
      *help =
          "The size of balanced steady-state echoes (bSSFP, TrueFISP, FIESTA) with the increment dphi of the pulses' "
          "phase from one to the next: 180 degrees puts the pass band on resonance. Six or more increments around the "
          "circle tell T1, T2, M0 and the off-resonance df from each other. df is known up to whole turns in a TR.";
  static constexpr bool has_constants = true;
  static constexpr int parameter_count = 4;
  gantry::AxisColumn dphi{"dphi", "phase increment of the pulses", "deg", 180}, fa{"FA", "flip angle", "deg"},
      tr{"TR", "repetition time", "ms"}, te{"TE", "echo time; 0: directly after the pulse", "ms", 0};
  gantry::Constant b1{"B1", "actual over wanted flip angle", "1", 1};
  gantry::Param m0{"M0", "M0", "signal", 0, gantry::infinity, 10000, "signal of the whole magnetisation"};
  gantry::Param t1{"T1", "T1", "ms", 50, 6000, 1000, "longitudinal relaxation time"};
  gantry::Param t2{"T2", "T2", "ms", 5, 2000, 80, "transverse relaxation time"};
  gantry::Param df{"df", "off-resonance", "Hz", -50, 50, 0, "of the voxel, against the pulses' frequency"};
  GuessTable table;

  // The terms of the denominator are put so that nothing nearly cancels: with u = 1 - E1 and w = 1 - E2 it is
  // u (1 + cos a) (1 - E2 cos theta) + w (2 - w) (1 - cos a - u).
  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    const auto angle = k[b1] * (x[fa] * degree);
    const auto cosine = cos(angle);
    const T u = -expm1(-x[tr] / p[t1]), w = -expm1(-x[tr] / p[t2]), e2 = 1.0 - w;
    const T theta = p[df] * (x[tr] * turn_per_ms) - x[dphi] * degree;
    const T half = sin(theta * 0.5), lost = half * half * 2.0;  // 1 - cos theta
    const T across = sqrt(w * w + 2.0 * e2 * lost);
    const T below = u * (1.0 + cosine) * (w + e2 * lost) + w * (2.0 - w) * ((1.0 - cosine) - u);
    return p[m0] * sin(angle) * u * across / below * exp(-x[te] / p[t2]);
  }
  void prepare(const gantry::Setup &s) {
    // The half turns between two of them are other minima.
    std::vector<double> offsets;
    for (int i = 0; i < 20; ++i) offsets.push_back(-47.5 + 5 * i);
    table.fill({gantry::spaced_log(60, 5000, 10), gantry::spaced_log(6, 1800, 12), offsets}, s.size(),
               shape_of(*this, s, {1.0}));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { table.begin(c, p); }
  void example(const gantry::Example &e) const {
    e.spread(dphi, 0, 351);
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[fa][i] = 35;
      e[tr][i] = 10;
      e[te][i] = 5;
    }
  }
};

struct SpinEcho : gantry::Model {
  static constexpr const char
      *id = "spin_echo",
      *label = "Spin echo: T1 and T2", *category = "mri_physics",
      *equation = "S = M0 * (1 - 2 * exp(-(TR - TE / 2) / T1) + exp(-TR / T1)) * exp(-TE / T2)",
      *source =
          "Hahn 1950, Phys Rev 80:580; Haacke, Brown, Thompson and Venkatesan 1999, Magnetic Resonance Imaging, "
          "section 8.2",
      *help =
          "Spin echoes with pulses of 90 and 180 degrees at several repetition and echo times: one fit for T1, T2 and "
          "M0. With a single TR or a single TE, fix what the data can't tell.";
  static constexpr bool has_constants = false;
  static constexpr int parameter_count = 3;
  gantry::AxisColumn te{"TE", "echo time", "ms"}, tr{"TR", "repetition time", "ms"};
  gantry::Param m0{"M0", "M0", "signal", 0, gantry::infinity, 1000, "signal of the whole magnetisation"};
  gantry::Param t1{"T1", "T1", "ms", 10, 10000, 1000, "longitudinal relaxation time"};
  gantry::Param t2{"T2", "T2", "ms", 1, 5000, 80, "transverse relaxation time"};
  GuessTable table;

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T rate = 1.0 / p[t1];
    return p[m0] * (2.0 * -expm1((0.5 * x[te] - x[tr]) * rate) + expm1(-x[tr] * rate)) * exp(-x[te] / p[t2]);
  }
  void prepare(const gantry::Setup &s) {
    table.fill({gantry::spaced_log(50, 6000, 20), gantry::spaced_log(4, 2500, 20)}, s.size(), shape_of(*this, s));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { table.begin(c, p); }
  void example(const gantry::Example &e) const {
    const double repetitions[] = {300, 700, 1500, 4000};
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[te][i] = 10 + 20 * static_cast<double>(i % 10);
      e[tr][i] = repetitions[i / 10];
    }
  }
};

struct InversionSpinEcho : gantry::Model {
  static constexpr const char
      *id = "ir_spin_echo",
      *label = "Inversion recovery spin echo: T1 and T2", *category = "mri_physics",
      *equation = "S = M0 * abs(1 - 2 * exp(-TI / T1) + 2 * exp(-(TR - TE / 2) / T1) - exp(-TR / T1)) * exp(-TE / T2)",
      *source =
          "Haacke, Brown, Thompson and Venkatesan 1999, Magnetic Resonance Imaging, section 8.4; Barral et al. "
          "2010, Magn Reson Med 64:1057",
      *help =
          "Magnitude of spin echoes after an inversion, with the repetition time taken into account. Several inversion "
          "times tell T1, several echo times T2; with a single TE, fix T2.";
  static constexpr bool has_constants = false;
  static constexpr int parameter_count = 3;
  gantry::AxisColumn ti{"TI", "inversion time", "ms"}, te{"TE", "echo time", "ms", 0},
      tr{"TR", "repetition time", "ms", 1e6};
  gantry::Param m0{"M0", "M0", "signal", 0, gantry::infinity, 1000, "signal of the whole magnetisation"};
  gantry::Param t1{"T1", "T1", "ms", 10, 10000, 1000, "longitudinal relaxation time"};
  gantry::Param t2{"T2", "T2", "ms", 1, 5000, 80, "transverse relaxation time"};
  GuessTable table;

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const T rate = 1.0 / p[t1];
    const T up = 1.0 - 2.0 * exp(-x[ti] * rate) + 2.0 * exp((0.5 * x[te] - x[tr]) * rate) - exp(-x[tr] * rate);
    using std::abs;  // of a double, for the guess
    return p[m0] * abs(up) * exp(-x[te] / p[t2]);
  }
  void prepare(const gantry::Setup &s) {
    table.fill({gantry::spaced_log(25, 8000, 40), gantry::spaced_log(4, 2500, 12)}, s.size(), shape_of(*this, s));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { table.begin(c, p); }
  void example(const gantry::Example &e) const {
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[ti][i] = 30 * std::pow(100.0, static_cast<double>(i % 20) / 19);
      e[te][i] = i < 20 ? 12 : 80;
      e[tr][i] = 6000;
    }
  }
};

}  // namespace mri_physics
