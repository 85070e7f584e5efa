// SPDX-License-Identifier: Apache-2.0
// Airway pressure as flow and volume make it: resistance and elastance of a single compartment, constant, or changing with
// flow (Rohrer) and volume. All parameters are linear in the pressure: multiple linear regression.
//
//   const gantry_model *model = gantry::model_table<respiratory::SingleCompartment>();   // axis: flow, volume; output: P
#pragma once

#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <algorithm>
#include <cmath>

namespace respiratory {

inline constexpr const char *mechanics_help =
    "Pressure, flow (into the lung above 0) and volume of one or some breaths of somebody who does not breathe along "
    "with the ventilator; volume counts from the end of expiration. P0 is the pressure there: PEEP and what is trapped "
    "on top of it.";

struct Mechanics : gantry::Model {
  static constexpr const char *category = "respiratory";
  static constexpr int example_points = 120;
  gantry::AxisColumn flow{"flow", "flow into the lung", "L/s"}, volume{"V", "volume", "L"};
  gantry::Output pressure{"P", "airway pressure", "cm[H2O]"};

  // 0.5 L with a flow that falls in 1 s, then 2 s of expiration.
  void example(const gantry::Example &e) const {
    for (std::size_t t = 0; t < e.size(); ++t) {
      const double s = 3 * static_cast<double>(t) / static_cast<double>(example_points - 1), out = (s - 1) / 0.5;
      e[flow][t] = s < 1 ? 1 - s : -std::exp(-out);
      e[volume][t] = s < 1 ? s - s * s / 2 : 0.5 * std::exp(-out);
    }
  }

 protected:
  // The largest volume of the data, at which elastances that change with it are told.
  static double largest(const double *volumes, std::size_t points) {
    return *std::max_element(volumes, volumes + points);
  }
};

// What they share.
struct EndPressure : gantry::Param {
  EndPressure() : Param("P0", "P0", "cm[H2O]", -20, 60, 5, "pressure at the end of expiration") {}
};
struct Resistance : gantry::Param {
  Resistance() : Param("R", "R", "cm[H2O].s/L", 0, 200, 10, "resistance of the airways and the tube") {}
};
struct Elastance : gantry::Param {
  Elastance() : Param("E", "E", "cm[H2O]/L", 0, 500, 25, "elastance of lung and chest wall") {}
};
struct LaminarPart : gantry::Param {
  LaminarPart() : Param("K1", "K1", "cm[H2O].s/L", 0, 200, 5, "resistance at no flow") {}
};
struct TurbulentPart : gantry::Param {
  TurbulentPart() : Param("K2", "K2", "cm[H2O].s2/L2", 0, 200, 5, "how resistance grows with flow") {}
};
struct ElastanceAtRest : gantry::Param {
  ElastanceAtRest() : Param("E1", "E1", "cm[H2O]/L", -500, 500, 20, "elastance at no volume") {}
};
struct ElastanceGrowth : gantry::Param {
  ElastanceGrowth()
      : Param("E2", "E2", "cm[H2O]/L2", -1000, 1000, 10, "how elastance grows with volume; above 0: overdistension") {}
};
struct StiffeningPart : gantry::Derived {
  StiffeningPart() : Derived("pE2", "part of the elastance that grows, at the largest volume", "%") {}
};
// 100 E2 V / (E1 + E2 V): above 30 % tells overdistension (Kano et al. 1994).
inline double stiffening(double e1, double e2, double at) { return 100 * e2 * at / (e1 + e2 * at); }

struct SingleCompartment : Mechanics {
  static constexpr const char *
      id = "single_compartment",
     *label = "Resistance and elastance", *equation = "P = P0 + R * flow + E * V",
     *source = "Otis, Fenn and Rahn 1950, J Appl Physiol 2:592; Peslin et al. 1992, Eur Respir J 5:871 (by regression)",
     *help = mechanics_help, *special_case_of = "rohrer volume_elastance nonlinear_compartment";
  static constexpr int parameter_count = 3;
  Resistance r;
  Elastance e;
  EndPressure p0;
  gantry::Derived compliance{"C", "compliance", "mL/cm[H2O]"}, tau{"tau", "time constant", "s"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[p0] + p[r] * x[flow] + p[e] * x[volume];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = gantry::linear_fit<3>(c, [&](std::size_t t) { return std::array{c[flow][t], c[volume][t], 1.0}; });
    p[r] = fit.linear[0];
    p[e] = fit.linear[1];
    p[p0] = fit.linear[2];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[compliance] = 1000 / p[e];
    out[tau] = p[r] / p[e];
  }
};

struct Rohrer : Mechanics {
  static constexpr const char *id = "rohrer", *label = "Resistance that grows with flow",
                              *equation = "P = P0 + (K1 + K2 * abs(flow)) * flow + E * V",
                              *source = "Rohrer 1915, Pflugers Arch 162:225; Bates 2009, Lung Mechanics, chapter 3",
                              *help = mechanics_help, *special_case_of = "nonlinear_compartment";
  static constexpr int parameter_count = 4;
  LaminarPart k1;
  TurbulentPart k2;
  Elastance e;
  EndPressure p0;
  gantry::Derived compliance{"C", "compliance", "mL/cm[H2O]"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[p0] + (p[k1] + p[k2] * std::abs(x[flow])) * x[flow] + p[e] * x[volume];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = gantry::linear_fit<4>(c, [&](std::size_t t) {
      return std::array{c[flow][t], c[flow][t] * std::abs(c[flow][t]), c[volume][t], 1.0};
    });
    p[k1] = fit.linear[0];
    p[k2] = fit.linear[1];
    p[e] = fit.linear[2];
    p[p0] = fit.linear[3];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[compliance] = 1000 / p[e];
  }
};

struct VolumeElastance : Mechanics {
  static constexpr const char *id = "volume_elastance", *label = "Elastance that changes with volume",
                              *equation = "P = P0 + R * flow + (E1 + E2 * V) * V",
                              *source =
                                  "Kano, Lanteri, Duncan and Sly 1994, J Appl Physiol 77:1185 (with the part of E2)",
                              *help = mechanics_help, *special_case_of = "nonlinear_compartment";
  static constexpr int parameter_count = 4;
  Resistance r;
  ElastanceAtRest e1;
  ElastanceGrowth e2;
  EndPressure p0;
  StiffeningPart part;

  void prepare(const gantry::Setup &s) { full_ = largest(s[volume], s.size()); }
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[p0] + p[r] * x[flow] + (p[e1] + p[e2] * x[volume]) * x[volume];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = gantry::linear_fit<4>(c, [&](std::size_t t) {
      return std::array{c[flow][t], c[volume][t], c[volume][t] * c[volume][t], 1.0};
    });
    p[r] = fit.linear[0];
    p[e1] = fit.linear[1];
    p[e2] = fit.linear[2];
    p[p0] = fit.linear[3];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[part] = stiffening(p[e1], p[e2], full_);
  }

 private:
  double full_ = 0;
};

struct NonlinearCompartment : Mechanics {
  static constexpr const char
      *id = "nonlinear_compartment",
      *label = "Resistance by flow, elastance by volume",
      *equation = "P = P0 + (K1 + K2 * abs(flow)) * flow + (E1 + E2 * V) * V",
      *source = "Rohrer 1915, Pflugers Arch 162:225; Kano, Lanteri, Duncan and Sly 1994, J Appl Physiol 77:1185",
      *help = mechanics_help;
  static constexpr int parameter_count = 5;
  LaminarPart k1;
  TurbulentPart k2;
  ElastanceAtRest e1;
  ElastanceGrowth e2;
  EndPressure p0;
  StiffeningPart part;

  void prepare(const gantry::Setup &s) { full_ = largest(s[volume], s.size()); }
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[p0] + (p[k1] + p[k2] * std::abs(x[flow])) * x[flow] + (p[e1] + p[e2] * x[volume]) * x[volume];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = gantry::linear_fit<5>(c, [&](std::size_t t) {
      return std::array{c[flow][t], c[flow][t] * std::abs(c[flow][t]), c[volume][t], c[volume][t] * c[volume][t], 1.0};
    });
    p[k1] = fit.linear[0];
    p[k2] = fit.linear[1];
    p[e1] = fit.linear[2];
    p[e2] = fit.linear[3];
    p[p0] = fit.linear[4];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[part] = stiffening(p[e1], p[e2], full_);
  }

 private:
  double full_ = 0;
};

}  // namespace respiratory
