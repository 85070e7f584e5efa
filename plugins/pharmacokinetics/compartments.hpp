// SPDX-License-Identifier: Apache-2.0
// The bodies of linear kinetics, one, two or three compartments, and the ways in which a drug comes into them.
//
//   struct Oral : OneBody<ByMouth> { …; Dosed into_gut{"gut", "by mouth", gut}; … };
//
// A body holds clearance, volumes and flows between them; micro constants, half-lives, area and peak are derived.
#pragma once

#include "guess.hpp"
#include "peak.hpp"

namespace gantry::pk {

// A dose goes into the blood: at once, or evenly over its duration.
struct IntoVein : Ode {
  static constexpr const char *category = "pharmacokinetics";
  static constexpr const char *example_options =
      R"({"doses": [{"time": 0, "amount": "Dose"}], "constants": {"Dose": 320}})";
  static constexpr bool by_mouth = false;
  static constexpr int own_parameters = 0, own_states = 0;
  AxisColumn time{"time", "time", "h"};

  double ka_of(const Params<double> &) const { return at_once; }
  template <class T>
  T absorb(const Moment<T> &, States<T>) const {
    return T(0.0);
  }
  void begin(double, const Start &) const {}
};

// A dose goes into the gut, and from there by first order into the blood.
struct ByMouth : Ode {
  static constexpr const char *category = "pharmacokinetics";
  static constexpr const char *example_options = IntoVein::example_options;
  static constexpr bool by_mouth = true;
  static constexpr int own_parameters = 1, own_states = 1;
  AxisColumn time{"time", "time", "h"};
  Param ka{"ka", "ka", "/h", 0, infinity, 1, "rate of absorption"};
  State gut{"gut", "amount in the gut", "mg"};

  double ka_of(const Params<double> &p) const { return p[ka]; }
  template <class T>
  T absorb(const Moment<T> &at, States<T> dy) const {
    const T absorbed = at[ka] * at[gut];
    dy[gut] = -absorbed;
    return absorbed;
  }
  void begin(double found, const Start &p) const { p[ka] = found; }
};

// What is written of a quantity that is known over the part that is absorbed alone.
template <class Way>
const char *over_f(const char *known, const char *over_part) {
  return Way::by_mouth ? over_part : known;
}
template <class Way>
inline const char *const clearance_help = Way::by_mouth ? "clearance over the part that is absorbed" : "clearance";

// What all bodies derive from the doses.
struct Exposure {
  Derived area{"AUC", "AUC", "mg.h/L"}, cmax{"Cmax", "Cmax", "mg/L"}, tmax{"Tmax", "Tmax", "h"};

  template <std::size_t N>
  void derive(const Disposition<N> &d, double clearance, double ka, double lag, const Doses &given,
              const DerivedValues &out) const {
    double sum = 0;
    for (std::size_t i = 0; i < given.size(); ++i) sum += given[i].amount;
    const Peak peak = peak_of(d, given, ka, lag);
    out[area] = sum / clearance;
    out[cmax] = peak.height;
    out[tmax] = peak.time;
  }
};

template <class Way>
struct OneBody : Way {
  static constexpr int parameter_count = Way::own_parameters + 2, state_count = Way::own_states + 1;
  Param cl{"CL", over_f<Way>("CL", "CL/F"), "L/h", 1e-9, 1e6, 3, clearance_help<Way>};
  Param v{"V",
          over_f<Way>("V", "V/F"),
          "L",
          1e-9,
          1e6,
          30,
          Way::by_mouth ? "volume of distribution over the part that is absorbed" : "volume of distribution"};
  State blood{"blood", "amount in the body", "mg"};
  Output concentration{"C", "concentration", "mg/L"};
  Derived ke{"ke", "ke", "/h"}, half_life{"half_life", "t1/2", "h"};
  Exposure exposure;

  template <class T>
  void rhs(const Moment<T> &at, States<T> dy) const {
    dy[blood] = this->absorb(at, dy) - at[cl] / at[v] * at[blood];
  }
  template <class T>
  void outputs(const Moment<T> &at, Outputs<T> out) const {
    out[concentration] = at[blood] / at[v];
  }
  void example(const Example &e) const { e.spread_log(this->time, 0.1, 24); }

 protected:
  template <bool lags>
  double begin_with(const Curve &c, const Doses &given, const Start &p) const {
    const auto found = guess_linear<1, Way::by_mouth, lags>(Course(c, this->time, given));
    this->begin(found.ka, p);
    p[v] = found.micro.volume;
    p[cl] = found.micro.clearance();
    return found.lag;
  }
  void derive_with(const Params<double> &p, double lag, const Doses &given, const DerivedValues &out) const {
    out[ke] = p[cl] / p[v];
    out[half_life] = std::log(2.0) / out[ke];
    exposure.derive(disposition(Micro<1>{p[v], out[ke], {}, {}}), p[cl], this->ka_of(p), lag, given, out);
  }
};

template <class Way>
struct TwoBody : Way {
  static constexpr int parameter_count = Way::own_parameters + 4, state_count = Way::own_states + 2;
  Param cl{"CL", over_f<Way>("CL", "CL/F"), "L/h", 0, infinity, 3, clearance_help<Way>};
  Param v1{"V1", over_f<Way>("V1", "V1/F"), "L", 0, infinity, 15, "volume of the blood and what is even with it"};
  Param q{"Q", over_f<Way>("Q", "Q/F"), "L/h", 0, infinity, 6, "flow to the tissues and back"};
  Param v2{"V2", over_f<Way>("V2", "V2/F"), "L", 0, infinity, 30, "volume of the tissues"};
  State blood{"blood", "amount in the blood", "mg"}, tissue{"tissue", "amount in the tissues", "mg"};
  Output concentration{"C", "concentration", "mg/L"};
  Derived ke{"ke", "k10", "/h"}, k12{"k12", "k12", "/h"}, k21{"k21", "k21", "/h"};
  Derived half_life1{"half_life1", "t1/2 alpha", "h"}, half_life{"half_life", "t1/2 beta", "h"};
  Derived vss{"Vss", over_f<Way>("Vss", "Vss/F"), "L"};
  Exposure exposure;

  template <class T>
  void rhs(const Moment<T> &at, States<T> dy) const {
    const T c = at[blood] / at[v1], out = at[q] * (c - at[tissue] / at[v2]);
    dy[blood] = this->absorb(at, dy) - at[cl] * c - out;
    dy[tissue] = out;
  }
  template <class T>
  void outputs(const Moment<T> &at, Outputs<T> out) const {
    out[concentration] = at[blood] / at[v1];
  }
  void example(const Example &e) const { e.spread_log(this->time, 0.05, 36); }

 protected:
  template <bool lags>
  double begin_with(const Curve &c, const Doses &given, const Start &p) const {
    const auto found = guess_linear<2, Way::by_mouth, lags>(Course(c, this->time, given));
    this->begin(found.ka, p);
    p[v1] = found.micro.volume;
    p[cl] = found.micro.clearance();
    p[q] = found.micro.flow(0);
    p[v2] = found.micro.tissue(0);
    return found.lag;
  }
  void derive_with(const Params<double> &p, double lag, const Doses &given, const DerivedValues &out) const {
    out[ke] = p[cl] / p[v1];
    out[k12] = p[q] / p[v1];
    out[k21] = p[q] / p[v2];
    const auto d = disposition(Micro<2>{p[v1], out[ke], {out[k12]}, {out[k21]}});
    out[half_life1] = std::log(2.0) / d.rate[0];
    out[half_life] = std::log(2.0) / d.rate[1];
    out[vss] = p[v1] + p[v2];
    exposure.derive(d, p[cl], this->ka_of(p), lag, given, out);
  }
};

template <class Way>
struct ThreeBody : Way {
  static constexpr int parameter_count = Way::own_parameters + 6, state_count = Way::own_states + 3;
  Param cl{"CL", over_f<Way>("CL", "CL/F"), "L/h", 0, infinity, 3, clearance_help<Way>};
  Param v1{"V1", over_f<Way>("V1", "V1/F"), "L", 0, infinity, 10, "volume of the blood and what is even with it"};
  Param q2{"Q2", over_f<Way>("Q2", "Q2/F"), "L/h", 0, infinity, 10, "flow to the shallow tissues and back"};
  Param v2{"V2", over_f<Way>("V2", "V2/F"), "L", 0, infinity, 15, "volume of the shallow tissues"};
  Param q3{"Q3", over_f<Way>("Q3", "Q3/F"), "L/h", 0, infinity, 3, "flow to the deep tissues and back"};
  Param v3{"V3", over_f<Way>("V3", "V3/F"), "L", 0, infinity, 60, "volume of the deep tissues"};
  State blood{"blood", "amount in the blood", "mg"}, shallow{"shallow", "amount in the shallow tissues", "mg"},
      deep{"deep", "amount in the deep tissues", "mg"};
  Output concentration{"C", "concentration", "mg/L"};
  Derived ke{"ke", "k10", "/h"}, k12{"k12", "k12", "/h"}, k21{"k21", "k21", "/h"}, k13{"k13", "k13", "/h"},
      k31{"k31", "k31", "/h"};
  Derived half_life1{"half_life1", "t1/2 alpha", "h"}, half_life2{"half_life2", "t1/2 beta", "h"},
      half_life{"half_life", "t1/2 gamma", "h"};
  Derived vss{"Vss", over_f<Way>("Vss", "Vss/F"), "L"};
  Exposure exposure;

  template <class T>
  void rhs(const Moment<T> &at, States<T> dy) const {
    const T c = at[blood] / at[v1], second = at[q2] * (c - at[shallow] / at[v2]),
            third = at[q3] * (c - at[deep] / at[v3]);
    dy[blood] = this->absorb(at, dy) - at[cl] * c - second - third;
    dy[shallow] = second;
    dy[deep] = third;
  }
  template <class T>
  void outputs(const Moment<T> &at, Outputs<T> out) const {
    out[concentration] = at[blood] / at[v1];
  }
  void example(const Example &e) const { e.spread_log(this->time, 0.05, 36); }

 protected:
  template <bool lags>
  double begin_with(const Curve &c, const Doses &given, const Start &p) const {
    const auto found = guess_linear<3, Way::by_mouth, lags>(Course(c, this->time, given));
    this->begin(found.ka, p);
    p[v1] = found.micro.volume;
    p[cl] = found.micro.clearance();
    p[q2] = found.micro.flow(0);
    p[v2] = found.micro.tissue(0);
    p[q3] = found.micro.flow(1);
    p[v3] = found.micro.tissue(1);
    return found.lag;
  }
  void derive_with(const Params<double> &p, double lag, const Doses &given, const DerivedValues &out) const {
    out[ke] = p[cl] / p[v1];
    out[k12] = p[q2] / p[v1];
    out[k21] = p[q2] / p[v2];
    out[k13] = p[q3] / p[v1];
    out[k31] = p[q3] / p[v3];
    const auto d = disposition(Micro<3>{p[v1], out[ke], {out[k12], out[k13]}, {out[k21], out[k31]}});
    out[half_life1] = std::log(2.0) / d.rate[0];
    out[half_life2] = std::log(2.0) / d.rate[1];
    out[half_life] = std::log(2.0) / d.rate[2];
    out[vss] = p[v1] + p[v2] + p[v3];
    exposure.derive(d, p[cl], this->ka_of(p), lag, given, out);
  }
};

// A body with its doses as they come: at once into the blood or the gut, or into the gut some time later.
template <class Body>
struct Injected : Body {
  Dosed into_vein{"blood", "into a vein", this->blood};
  void guess(const Curve &c, const Doses &given, const Start &p) const {
    this->template begin_with<false>(c, given, p);
  }
  void derive(const Params<double> &p, const Doses &given, const DerivedValues &out) const {
    this->derive_with(p, 0, given, out);
  }
};
template <class Body>
struct Swallowed : Body {
  Dosed into_gut{"gut", "by mouth", this->gut};
  void guess(const Curve &c, const Doses &given, const Start &p) const {
    this->template begin_with<false>(c, given, p);
  }
  void derive(const Params<double> &p, const Doses &given, const DerivedValues &out) const {
    this->derive_with(p, 0, given, out);
  }
};
template <class Body>
struct SwallowedLate : Body {
  static constexpr int parameter_count = Body::parameter_count + 1;
  Param tlag{"tlag", "tlag", "h", 0, 6, 0.2, "from dose to absorption"};
  Dosed into_gut{"gut", "by mouth", this->gut, {dose_lag(tlag)}};
  void guess(const Curve &c, const Doses &given, const Start &p) const {
    p[tlag] = this->template begin_with<true>(c, given, p);
  }
  void derive(const Params<double> &p, const Doses &given, const DerivedValues &out) const {
    this->derive_with(p, p[tlag], given, out);
  }
};

}  // namespace gantry::pk
