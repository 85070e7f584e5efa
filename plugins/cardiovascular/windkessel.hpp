// SPDX-License-Identifier: Apache-2.0
// Windkessels of two, three and four elements, of a beat in steady state: the pressure that a measured flow makes.
//
//   const gantry_model *model = gantry::model_table<cardiovascular::Windkessel4>();      // axis: time, Q; output: P
//
// Exact for a flow in steps, or in straight lines, between its samples: no error of discretisation, no beats to wait for.
#pragma once

#include "element_guess.hpp"
#include "vessel.hpp"

namespace cardiovascular {

inline constexpr const char *
    windkessel_help =
       "Flow and pressure of one beat at the root of the aorta, over all of its period: a regular beat, or the mean of "
       "some. The heart is taken to beat on like that. Samples are equally spaced from the beginning of the beat, the "
       "first point of the next one left out; else give the period. A record that is no beat goes to the model's "
       "namesake with _record.",
   *two_source = "Frank 1899, Z Biol 37:483; Westerhof, Lankhaar and Westerhof 2009, Med Biol Eng Comput 47:131",
   *three_source = "Westerhof, Elzinga and Sipkema 1971, J Appl Physiol 31:776",
   *parallel_source =
       "Stergiopulos, Westerhof and Westerhof 1999, Am J Physiol 276:H81 (L parallel to Rc); Burattini and Gnudi 1982, "
       "Med Biol Eng Comput 20:134",
   *series_source =
       "Burattini and Di Salvia 2007, J Appl Physiol 103:66 (W4S: L in series with Rc; W4P there is windkessel4)";

// The elements and how far they may go: from an infant to a horse. Smaller animals want other bounds.
struct PeripheralResistance : gantry::Param {
  PeripheralResistance() : Param("Rp", "Rp", "mm[Hg].s/mL", 0.05, 20, 0.8, "peripheral resistance") {}
};
struct TotalCompliance : gantry::Param {
  TotalCompliance() : Param("C", "C", "mL/mm[Hg]", 0.05, 20, 1.2, "total arterial compliance") {}
};
// Beside each other neither may be 0: then there would be no time constant. In line they may.
struct CharacteristicResistance : gantry::Param {
  explicit CharacteristicResistance(double least = 0)
      : Param("Rc", "Rc", "mm[Hg].s/mL", least, 1, 0.05, "characteristic resistance of the aorta") {}
};
struct TotalInertance : gantry::Param {
  explicit TotalInertance(double least = 0)
      : Param("L", "L", "mm[Hg].s2/mL", least, 0.1, 0.005, "total arterial inertance") {}
};
inline constexpr double least_parallel_resistance = 0.005, least_parallel_inertance = 0.001;

struct Windkessel2 : BeatVessel {
  static constexpr const char *id = "windkessel2", *label = "Windkessel, 2 elements",
                              *equation = "P' = (Q - (P - Pout) / Rp) / C", *source = two_source,
                              *help = windkessel_help, *special_case_of = "windkessel3 windkessel4_series";
  static constexpr int parameter_count = 2;
  PeripheralResistance r;
  TotalCompliance c;
  gantry::Derived tau{"tau", "time constant of diastole", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    auto volume = stored(x, 1.0 / (p[r] * p[c]));
    for (std::size_t t = 0; t < x.size(); ++t) y[t] = volume.at(t) / p[c] + k[outflow];
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    const auto best = guess_one_lag(data, data.k[outflow], time, [&](const std::array<double, 1> &lag) {
      return std::array{smoothed(data, lag[0])};
    });
    p[r] = best.linear[0];
    p[c] = best.tried[0] / p[r];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[tau] = p[r] * p[c]; }
};

struct Windkessel3 : BeatVessel {
  static constexpr const char *id = "windkessel3", *label = "Windkessel, 3 elements",
                              *equation = "P = Pc + Rc * Q; Pc' = (Q - (Pc - Pout) / Rp) / C", *source = three_source,
                              *help = windkessel_help, *special_case_of = "windkessel4_series";
  static constexpr int parameter_count = 3;
  PeripheralResistance r;
  TotalCompliance c;
  CharacteristicResistance z;
  gantry::Derived total{"R", "total resistance", "mm[Hg].s/mL"}, tau{"tau", "time constant of diastole", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    auto volume = stored(x, 1.0 / (p[r] * p[c]));
    for (std::size_t t = 0; t < x.size(); ++t) y[t] = volume.at(t) / p[c] + p[z] * x[flow][t] + k[outflow];
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    const std::vector<double> q(data[flow], data[flow] + data.size());
    const auto best = guess_one_lag(data, data.k[outflow], time, [&](const std::array<double, 1> &lag) {
      return std::array{smoothed(data, lag[0]), q};
    });
    p[r] = best.linear[0];
    p[c] = best.tried[0] / p[r];
    p[z] = best.linear[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[total] = p[r] + p[z];
    out[tau] = p[r] * p[c];
  }
};

struct Windkessel4 : BeatVessel {
  static constexpr const char *id = "windkessel4", *label = "Windkessel, 4 elements (L parallel)",
                              *equation =
                                  "P = Pc + Rc * (Q - QL); Pc' = (Q - (Pc - Pout) / Rp) / C; QL' = Rc * (Q - QL) / L",
                              *source = parallel_source, *help = windkessel_help;
  static constexpr int parameter_count = 4;
  PeripheralResistance r;
  TotalCompliance c;
  CharacteristicResistance z{least_parallel_resistance};
  TotalInertance l{least_parallel_inertance};
  gantry::Derived tau{"tau", "time constant of diastole", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    const T slow = p[z] / p[l];
    auto volume = stored(x, 1.0 / (p[r] * p[c]));
    auto passing = stored(x, slow);  // QL / slow
    for (std::size_t t = 0; t < x.size(); ++t)
      y[t] = volume.at(t) / p[c] + p[z] * (x[flow][t] - slow * passing.at(t)) + k[outflow];
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    const std::vector<double> q(data[flow], data[flow] + data.size());
    const auto best = guess_two_lags(data, data.k[outflow], time, [&](const std::array<double, 2> &lags) {
      return std::array{smoothed(data, lags[0]), difference(q, smoothed(data, lags[1]))};
    });
    p[r] = best.linear[0];
    p[c] = best.tried[0] / p[r];
    p[z] = best.linear[1];
    p[l] = best.tried[1] * p[z];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[tau] = p[r] * p[c]; }
};

struct Windkessel4Series : BeatVessel {
  static constexpr const char *id = "windkessel4_series", *label = "Windkessel, 4 elements (L in series)",
                              *equation = "P = Pc + Rc * Q + L * Q'; Pc' = (Q - (Pc - Pout) / Rp) / C",
                              *source = series_source,
                              *help =
                                  "As windkessel3, with the inertance of the blood in line with Rc. dQ/dt is taken "
                                  "from the samples, between the neighbours of each: noise of the flow comes into it.";
  static constexpr int parameter_count = 4;
  PeripheralResistance r;
  TotalCompliance c;
  CharacteristicResistance z;
  TotalInertance l;
  gantry::Derived total{"R", "total resistance", "mm[Hg].s/mL"}, tau{"tau", "time constant of diastole", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    auto volume = stored(x, 1.0 / (p[r] * p[c]));
    for (std::size_t t = 0; t < x.size(); ++t)
      y[t] = volume.at(t) / p[c] + p[z] * x[flow][t] + p[l] * flow_slope(x, t) + k[outflow];
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    std::vector<double> q(data[flow], data[flow] + data.size()), slope;
    for (std::size_t t = 0; t < data.size(); ++t) slope.push_back(flow_slope<double>(data, t));
    const auto best = guess_one_lag(data, data.k[outflow], time, [&](const std::array<double, 1> &lag) {
      return std::array{smoothed(data, lag[0]), q, slope};
    });
    p[r] = best.linear[0];
    p[c] = best.tried[0] / p[r];
    p[z] = best.linear[1];
    p[l] = best.linear[2];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[total] = p[r] + p[z];
    out[tau] = p[r] * p[c];
  }
};

}  // namespace cardiovascular
