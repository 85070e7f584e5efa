// SPDX-License-Identifier: Apache-2.0
// Models, simulated data and a host that keeps what a fit gives; shared by the tests of this folder.
//
//   Fitted f = fit_image(*gantry::model_table<MonoExponential>(), image, {{"precision", "f64"}});
//   f.maps["T2"][17]
#pragma once

#include <core/fit/job.hpp>
#include <core/fit/status.hpp>

#include <gantry/cpp/model.hpp>

#include <cstring>
#include <map>
#include <random>

namespace fit_test {

using namespace gantry::core;

struct MonoExponential : gantry::Model {
  static constexpr const char *id = "t2", *label = "T2", *equation = "S = S0 exp(-TE / T2)";
  gantry::AxisColumn te{"TE", "echo time", "ms"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1};
  gantry::Param t2{"T2", "T2", "ms", 0.1, 2000, 50};
  gantry::Derived r2{"R2", "R2", "/s"};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * exp(-x[te] / p[t2]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { p[s0] = c.y(0); }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r2] = 1000 / p[t2]; }
};

struct InversionRecovery : gantry::Model {
  static constexpr const char *id = "t1", *label = "T1", *equation = "S = A - B exp(-TI / T1)";
  gantry::AxisColumn ti{"TI", "inversion time", "ms"};
  gantry::Param a{"A", "A", "signal", 0, gantry::infinity, 1}, b{"B", "B", "signal", 0, gantry::infinity, 2};
  gantry::Param t1{"T1", "T1", "ms", 1, 10000, 1000};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[a] - p[b] * exp(-x[ti] / p[t1]);
  }
};

struct Ivim : gantry::Model {
  static constexpr const char *id = "ivim", *label = "IVIM", *equation = "S = S0 (f exp(-b D*) + (1 - f) exp(-b D))";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1}, f{"f", "f", "1", 0, 0.7, 0.1};
  gantry::Param fast{"Dstar", "D*", "mm2/s", 0.003, 0.3, 0.02}, slow{"D", "D", "mm2/s", 0, 0.004, 0.001};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[s0] * (p[f] * exp(-x[b] * p[fast]) + (1 - p[f]) * exp(-x[b] * p[slow]));
  }
};

// A constant per voxel, and a choice would go the same way.
struct Saturation : gantry::Model {
  static constexpr const char *id = "saturation", *label = "saturation",
                              *equation = "S = M (1 - exp(-TR / T1)) with T1 given";
  gantry::AxisColumn tr{"TR", "repetition time", "ms"};
  gantry::Constant t1{"T1", "T1", "ms"};
  gantry::Param m{"M", "M", "signal", 0, gantry::infinity, 1};
  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    return p[m] * (1 - exp(-x[tr] / k[t1]));
  }
};

// Extended Tofts (Tofts 1997, J Magn Reson Imaging 7:91, equation 7) with a piecewise linear input.
struct Tofts : gantry::Model {
  static constexpr const char *id = "tofts", *label = "extended Tofts",
                              *equation = "C = vp Ca + Ktrans integral Ca(u) exp(-(Ktrans / ve)(t - u)) du";
  gantry::AxisColumn time{"time", "time", "min"}, ca{"Ca", "arterial concentration", "mmol/L"};
  gantry::Param k{"Ktrans", "Ktrans", "/min", 0, 5, 0.1}, ve{"ve", "ve", "1", 0.01, 1, 0.3},
      vp{"vp", "vp", "1", 0, 1, 0.03};
  double dt = 0;
  void prepare(const gantry::Setup &s) {
    for (std::size_t t = 1; t < s.size(); ++t)
      if (std::abs(s[time][t] - s[time][t - 1] - (s[time][1] - s[time][0])) > 1e-6)
        throw gantry::Error("tofts.time", "the times are not equally spaced").hint("resample the curves");
    dt = s[time][1] - s[time][0];
  }
  template <class T, class X>
  void curve(const X &x, const gantry::Params<T> &p, gantry::Out<T> &y) const {
    const T kep = p[k] / p[ve], z = kep * dt, decay = exp(-z);
    const T first = (1 - decay) / z, later = (1 - first) / kep, earlier = (first - decay) / kep;
    T tissue(0);
    y[0] = p[vp] * x[ca][0];
    for (std::size_t t = 1; t < x.size(); ++t) {
      tissue = tissue * decay + earlier * x[ca][t - 1] + later * x[ca][t];
      y[t] = p[vp] * x[ca][t] + p[k] * tissue;
    }
  }
};

// Parker's population input (2006, Magn Reson Med 56:993), minutes and mmol/L of blood.
inline double parker(double t) {
  if (t < 0) return 0;
  const double s1 = 0.0563, s2 = 0.132, t1 = 0.17046, t2 = 0.365, a1 = 0.809, a2 = 0.330;
  const double gauss1 = a1 / (s1 * std::sqrt(2 * M_PI)) * std::exp(-(t - t1) * (t - t1) / (2 * s1 * s1));
  const double gauss2 = a2 / (s2 * std::sqrt(2 * M_PI)) * std::exp(-(t - t2) * (t - t2) / (2 * s2 * s2));
  return gauss1 + gauss2 + 1.050 * std::exp(-0.1685 * t) / (1 + std::exp(-38.078 * (t - 0.483)));
}

// ---- a host that keeps everything ---------------------------------------------------------------------------------

struct Fitted {
  Result<void> outcome = done();
  std::map<std::string, std::vector<float>> maps;
  std::vector<std::uint8_t> status;
  std::map<std::string, VolumeHeader> headers;
  nlohmann::json record;
  Table curve;
  std::map<std::string, Table> tables;
  const nlohmann::json &parameter(const std::string &symbol) const {
    for (const auto &p : record["parameters"])
      if (p["symbol"] == symbol) return p;
    throw std::runtime_error("no parameter " + symbol);
  }
};

// Model: gantry_model or gantry_ode.
template <class Model>
Fitted run(const Model &model, const fit::FitJob &job, std::function<bool()> cancelled = {}) {
  Fitted f;
  fit::FitHost host;
  host.cancelled = std::move(cancelled);
  host.output_volume = [&](const std::string &port, const VolumeHeader &header) -> Result<std::byte *> {
    f.headers[port] = header;
    if (port == "status") {
      f.status.resize(header.voxels());
      return reinterpret_cast<std::byte *>(f.status.data());
    }
    f.maps[port].resize(header.voxels());
    return reinterpret_cast<std::byte *>(f.maps[port].data());
  };
  host.output_table = [&](const std::string &port, const Table &table) -> Result<void> {
    if (port == "curve") f.curve = table;
    f.tables[port] = table;
    return done();
  };
  host.output_record = [&](const std::string &, const std::string &, const nlohmann::json &content) -> Result<void> {
    f.record = content;
    return done();
  };
  f.outcome = fit::run_fit_job(model, job, host);
  return f;
}

// The highest level that this processor has.
inline std::uint32_t best_level() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) return 4;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 3;
#endif
  return 1;
}

// ---- data ---------------------------------------------------------------------------------------------------------

inline DType dtype_of(float) { return DType::f32; }
inline DType dtype_of(double) { return DType::f64; }
inline DType dtype_of(std::int16_t) { return DType::i16; }
inline DType dtype_of(std::uint16_t) { return DType::u16; }

// voxels × points, voxel fastest.
template <class T>
ObjectPtr image_of(const std::vector<T> &values, std::size_t voxels, std::vector<AxisColumn> columns) {
  VolumeHeader h;
  h.dtype = dtype_of(T{});
  h.shape = {voxels, 1, 1, values.size() / voxels, 1};
  h.dims = 4;
  h.axis = Axis{"points", std::move(columns)};
  return make_volume(h, std::as_bytes(std::span(values))).value();
}
template <class T>
ObjectPtr volume_of(const std::vector<T> &values, const std::string &unit = "") {
  VolumeHeader h;
  h.dtype = dtype_of(T{});
  h.shape = {values.size(), 1, 1, 1, 1};
  h.unit = unit;
  return make_volume(h, std::as_bytes(std::span(values))).value();
}
inline ObjectPtr table_of_columns(std::vector<Column> columns) { return make_table(Table{std::move(columns)}).value(); }

inline Fitted fit_image(const gantry_model &model, ObjectPtr image, nlohmann::json options = nlohmann::json::object(),
                        std::uint32_t threads = 1, std::uint32_t level = best_level()) {
  fit::FitJob job;
  job.kind = JobKind::fit_map;
  job.options = std::move(options);
  job.inputs = {{"image", std::move(image)}};
  job.threads = threads;
  job.level = level;
  return run(model, job);
}
inline Fitted fit_table(const gantry_model &model, ObjectPtr table, nlohmann::json options = nlohmann::json::object()) {
  fit::FitJob job;
  job.kind = JobKind::fit_curve;
  job.options = std::move(options);
  job.inputs = {{"data", std::move(table)}};
  return run(model, job);
}

// Noisy voxels of a model: parameters drawn evenly from the ranges, Gaussian noise of `sd`.
struct Simulated {
  std::vector<float> data;                 // voxel fastest
  std::vector<std::vector<double>> truth;  // [parameter][voxel]
};
Simulated simulate(const gantry_model &model, const std::vector<std::vector<double>> &axis, std::size_t voxels,
                   const std::vector<std::pair<double, double>> &ranges, double sd, unsigned seed = 1);

}  // namespace fit_test
