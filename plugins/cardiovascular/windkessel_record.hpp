// SPDX-License-Identifier: Apache-2.0
// Windkessels of a record that is no beat in steady state: it begins anywhere, and the pressure on the compliance at its
// first point is found with the elements (with L parallel, the flow through L too).
//
//   const gantry_model *model = gantry::model_table<cardiovascular::Windkessel3Record>();   // axis: time, Q; output: P
#pragma once

#include "windkessel.hpp"

namespace cardiovascular {

inline constexpr const char *record_help =
    "Flow and pressure of any record: some beats, a heart that changes its pace, a pump. The longer it is, the less "
    "does "
    "P0 hide of the elements: take a few time constants Rp C; in fewer, L and its flow at first can stand for a drift. "
    "For a single regular beat use the model's namesake "
    "without "
    "_record.";

struct FirstPressure : gantry::Param {
  FirstPressure() : Param("P0", "P0", "mm[Hg]", -100, 400, 80, "pressure on the compliance at the first point") {}
};

struct Windkessel2Record : RecordVessel {
  static constexpr const char *id = "windkessel2_record", *label = "Windkessel, 2 elements, a record",
                              *equation = "P' = (Q - (P - Pout) / Rp) / C; P(0) = P0", *source = two_source,
                              *help = record_help, *special_case_of = "windkessel3_record windkessel4_series_record";
  static constexpr int parameter_count = 3;
  PeripheralResistance r;
  TotalCompliance c;
  FirstPressure p0;
  gantry::Derived tau{"tau", "time constant of diastole", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    auto volume = stored(x, 1.0 / (p[r] * p[c]), p[c] * (p[p0] - k[outflow]));
    for (std::size_t t = 0; t < x.size(); ++t) y[t] = volume.at(t) / p[c] + k[outflow];
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    const auto best = guess_one_lag(data, data.k[outflow], time, [&](const std::array<double, 1> &lag) {
      return std::array{smoothed(data, lag[0]), fading(data, lag[0])};
    });
    p[r] = best.linear[0];
    p[c] = best.tried[0] / p[r];
    p[p0] = best.linear[1] + data.k[outflow];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[tau] = p[r] * p[c]; }
};

struct Windkessel3Record : RecordVessel {
  static constexpr const char *id = "windkessel3_record", *label = "Windkessel, 3 elements, a record",
                              *equation = "P = Pc + Rc * Q; Pc' = (Q - (Pc - Pout) / Rp) / C; Pc(0) = P0",
                              *source = three_source, *help = record_help,
                              *special_case_of = "windkessel4_series_record";
  static constexpr int parameter_count = 4;
  PeripheralResistance r;
  TotalCompliance c;
  CharacteristicResistance z;
  FirstPressure p0;
  gantry::Derived total{"R", "total resistance", "mm[Hg].s/mL"}, tau{"tau", "time constant of diastole", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    auto volume = stored(x, 1.0 / (p[r] * p[c]), p[c] * (p[p0] - k[outflow]));
    for (std::size_t t = 0; t < x.size(); ++t) y[t] = volume.at(t) / p[c] + p[z] * x[flow][t] + k[outflow];
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    const std::vector<double> q(data[flow], data[flow] + data.size());
    const auto best = guess_one_lag(data, data.k[outflow], time, [&](const std::array<double, 1> &lag) {
      return std::array{smoothed(data, lag[0]), fading(data, lag[0]), q};
    });
    p[r] = best.linear[0];
    p[c] = best.tried[0] / p[r];
    p[z] = best.linear[2];
    p[p0] = best.linear[1] + data.k[outflow];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[total] = p[r] + p[z];
    out[tau] = p[r] * p[c];
  }
};

struct Windkessel4Record : RecordVessel {
  static constexpr const char
      *id = "windkessel4_record",
      *label = "Windkessel, 4 elements (L parallel), a record",
      *equation =
          "P = Pc + Rc * (Q - QL); Pc' = (Q - (Pc - Pout) / Rp) / C; QL' = Rc * (Q - QL) / L; Pc(0) = P0; QL(0) = Q0",
      *source = parallel_source, *help = record_help;
  static constexpr int parameter_count = 6;
  PeripheralResistance r;
  TotalCompliance c;
  CharacteristicResistance z{least_parallel_resistance};
  TotalInertance l{least_parallel_inertance};
  FirstPressure p0;
  gantry::Param q0{"Q0", "Q0", "mL/s", -1000, 1000, 0, "flow through L at the first point"};
  gantry::Derived tau{"tau", "time constant of diastole", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    const T slow = p[z] / p[l];
    auto volume = stored(x, 1.0 / (p[r] * p[c]), p[c] * (p[p0] - k[outflow]));
    auto passing = stored(x, slow, p[q0] / slow);  // QL / slow
    for (std::size_t t = 0; t < x.size(); ++t)
      y[t] = volume.at(t) / p[c] + p[z] * (x[flow][t] - slow * passing.at(t)) + k[outflow];
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    const std::vector<double> q(data[flow], data[flow] + data.size());
    const auto best = guess_two_lags(data, data.k[outflow], time, [&](const std::array<double, 2> &lags) {
      return std::array{smoothed(data, lags[0]), fading(data, lags[0]), difference(q, smoothed(data, lags[1])),
                        fading(data, lags[1])};
    });
    p[r] = best.linear[0];
    p[c] = best.tried[0] / p[r];
    p[z] = best.linear[2];
    p[l] = best.tried[1] * p[z];
    p[p0] = best.linear[1] + data.k[outflow];
    p[q0] = -best.linear[3] / p[z];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[tau] = p[r] * p[c]; }
};

struct Windkessel4SeriesRecord : RecordVessel {
  static constexpr const char *id = "windkessel4_series_record",
                              *label = "Windkessel, 4 elements (L in series), a record",
                              *equation = "P = Pc + Rc * Q + L * Q'; Pc' = (Q - (Pc - Pout) / Rp) / C; Pc(0) = P0",
                              *source = series_source, *help = record_help;
  static constexpr int parameter_count = 5;
  PeripheralResistance r;
  TotalCompliance c;
  CharacteristicResistance z;
  TotalInertance l;
  FirstPressure p0;
  gantry::Derived total{"R", "total resistance", "mm[Hg].s/mL"}, tau{"tau", "time constant of diastole", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &k, gantry::Out<T> &y) const {
    auto volume = stored(x, 1.0 / (p[r] * p[c]), p[c] * (p[p0] - k[outflow]));
    for (std::size_t t = 0; t < x.size(); ++t)
      y[t] = volume.at(t) / p[c] + p[z] * x[flow][t] + p[l] * flow_slope(x, t) + k[outflow];
  }
  void guess(const gantry::Curve &data, const gantry::Start &p) const {
    std::vector<double> q(data[flow], data[flow] + data.size()), slope;
    for (std::size_t t = 0; t < data.size(); ++t) slope.push_back(flow_slope<double>(data, t));
    const auto best = guess_one_lag(data, data.k[outflow], time, [&](const std::array<double, 1> &lag) {
      return std::array{smoothed(data, lag[0]), fading(data, lag[0]), q, slope};
    });
    p[r] = best.linear[0];
    p[c] = best.tried[0] / p[r];
    p[z] = best.linear[2];
    p[l] = best.linear[3];
    p[p0] = best.linear[1] + data.k[outflow];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[total] = p[r] + p[z];
    out[tau] = p[r] * p[c];
  }
};

}  // namespace cardiovascular
