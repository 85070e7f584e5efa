// SPDX-License-Identifier: Apache-2.0
// Two compartments with a flow of their own: plasma that is fed by flow, and the space around cells behind a barrier, from
// which agent comes back (exchange) or not (uptake).
//
//   vp cp' = Fp (Ca - cp) - PS (cp - ce);   ve ce' = PS (cp - ce);   C = vp cp + ve ce
#pragma once

#include "course.hpp"

namespace perfusion {

// mL/min/dL → 1/s.
inline constexpr double flow_to_rate = 1.0 / 6000;

struct Exchange : Course {
  static constexpr const char
      *id = "exchange2",
      *label = "Two-compartment exchange (2CXM)",
      *equation =
          "C = Fp * conv(Ca, A * exp(-a * t) + (1 - A) * exp(-b * t)); "
          "a + b = (Fp + PS) / vp + PS / ve; a * b = Fp * PS / (vp * ve); A = (Fp / vp - b) / (a - b)",
      *source =
          "Brix et al. 2004, Magn Reson Med 52:420; Sourbron and Buckley 2012, Phys Med Biol 57:R1; Sourbron and "
          "Buckley 2013, NMR Biomed 26:1004",
      *help =
          "Flow, exchange and both volumes. It takes a fast measurement (2 s and less) with little noise to tell flow "
          "from exchange; where it can't, use extended_tofts, and where hardly anything leaks uptake2 or patlak. Give "
          "Hct where the input is in whole blood, and fix "
          "delay where it arrives in the tissue at once.";
  static constexpr int parameter_count = 5;
  gantry::Param fp{"Fp", "Fp", "mL/min/dL", 1, 200, 20, "plasma flow"};
  gantry::Param ps{"PS", "PS", "/min", 0.005, 2, 0.1, "permeability times surface of the barrier"};
  gantry::Param ve{"ve", "ve", "1", 0.01, 1, 0.2, "volume of the space around cells"};
  gantry::Param vp{"vp", "vp", "1", 0.005, 0.4, 0.05, "volume of plasma"};
  Delay delay;
  gantry::Derived k{"Ktrans", "Ktrans", "/min"}, extraction{"E", "E", "1"}, transit{"Tp", "Tp", "s"},
      mean_transit{"MTT", "MTT", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &constants,
                           gantry::Out<T> &y) const {
    const auto plasma = 1 / (1 - constants[hct]);
    const T flow = p[fp] * flow_to_rate, barrier = p[ps] / 60.0, out = (flow + barrier) / p[vp], back = barrier / p[ve];
    // The roots of a sum and a product; the slower one from the product, so that nothing is lost in a difference.
    const T apart = sqrt((out - back) * (out - back) + 4.0 * back * barrier / p[vp]);
    const T fast = 0.5 * (out + back + apart), slow = flow / p[vp] * back / fast;
    const T in_fast = (flow / p[vp] - slow) / apart, scale = flow * plasma;
    Washout<T, F> quick(fast, steps.equal, x[time]), lasting(slow, steps.equal, x[time]);
    T before = input(x, 0, p[delay]);
    y[0] = before * 0.0;
    for (std::size_t t = 1; t < x.size(); ++t) {
      const T now = input(x, t, p[delay]);
      const T slowly = lasting.next(t, before, now);
      y[t] = scale * (slowly + in_fast * (quick.next(t, before, now) - slowly));
      before = now;
    }
  }
  void guess(const gantry::Curve &curve, const gantry::Start &p) const {
    const double scale = plasma(curve);
    const Found f = basis.best(curve, basis.two(), [&](const Found &one) { return of(one, scale).inside(); });
    const Numbers n = of(f, scale);
    p[fp] = perfusion::inside(n.flow, 1, 200);
    p[ps] = perfusion::inside(n.barrier, 0.005, 2);
    p[ve] = perfusion::inside(n.ve, 0.01, 1);
    p[vp] = perfusion::inside(n.vp, 0.005, 0.4);
    p[delay] = f.delay;
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    const double flow = p[fp] / 100;  // 1/min
    out[extraction] = p[ps] / (flow + p[ps]);
    out[k] = flow * out[extraction];
    out[transit] = 60 * p[vp] / (flow + p[ps]);
    out[mean_transit] = 60 * (p[vp] + p[ve]) / flow;
  }

 private:
  // What two exponentials say.
  struct Numbers {
    double flow, barrier, ve, vp;
    bool inside() const {
      return flow >= 1 && flow <= 200 && barrier >= 0.005 && barrier <= 2 && ve >= 0.01 && ve <= 1 && vp >= 0.005 &&
             vp <= 0.4;
    }
  };
  static Numbers of(const Found &f, double plasma) {
    const double flow = (f.first + f.second) / plasma;  // 1/min
    const double v = flow * (f.first + f.second) / (f.first * f.first_rate + f.second * f.second_rate);
    const double sum = f.first_rate + f.second_rate, product = f.first_rate * f.second_rate;
    const double leak = v * (sum - product * v / flow) - flow;
    return {100 * flow, leak, leak * flow / (product * v), v};
  }
};

struct UptakeModel : Course {
  static constexpr const char
      *id = "uptake2",
      *label = "Two-compartment uptake (2CUM)",
      *equation =
          "C = Fp * conv(Ca, E + (1 - E) * exp(-t / Tp)); E = PS / (Fp + PS); "
          "Tp = vp / (Fp + PS)",
      *source = "Sourbron and Buckley 2012, Phys Med Biol 57:R1; Sourbron and Buckley 2013, NMR Biomed 26:1004",
      *help =
          "As exchange2 where nothing comes back while it is looked at: a barely leaking barrier, or the first "
          "minutes. Flow, plasma volume and PS. Leave out later points where agent returns.";
  static constexpr int parameter_count = 4;
  gantry::Param fp{"Fp", "Fp", "mL/min/dL", 1, 200, 20, "plasma flow"};
  gantry::Param ps{"PS", "PS", "/min", 0, 0.5, 0.02, "permeability times surface of the barrier"};
  gantry::Param vp{"vp", "vp", "1", 0.005, 0.4, 0.05, "volume of plasma"};
  Delay delay;
  gantry::Derived k{"Ktrans", "Ktrans", "/min"}, extraction{"E", "E", "1"}, transit{"Tp", "Tp", "s"};

  template <class T, class F, class K>
  GANTRY_INLINE void curve(const gantry::Axis<F> &x, const gantry::Params<T> &p, const K &constants,
                           gantry::Out<T> &y) const {
    const auto plasma = 1 / (1 - constants[hct]);
    const T flow = p[fp] * flow_to_rate, barrier = p[ps] / 60.0, out = flow + barrier, kept = barrier / out;
    const T scale = flow * plasma;
    Washout<T, F> space(out / p[vp], steps.equal, x[time]);
    Uptake<T, F> taken(x[time]);
    T before = input(x, 0, p[delay]);
    y[0] = before * 0.0;
    for (std::size_t t = 1; t < x.size(); ++t) {
      const T now = input(x, t, p[delay]);
      y[t] = scale * (kept * taken.next(t, before, now) + (1.0 - kept) * space.next(t, before, now));
      before = now;
    }
  }
  void guess(const gantry::Curve &curve, const gantry::Start &p) const {
    const double scale = plasma(curve);
    const Found f = basis.best(curve, basis.with_integral(), [&](const Found &one) {
      const double all = one.first + one.second, out = all * all / one.first;
      return all <= 2 * scale && out <= 0.4 * one.first_rate * scale && out >= 0.005 * one.first_rate * scale &&
             out - all <= 0.5 * scale;
    });
    const double flow = (f.first + f.second) / scale, kept = f.second / (f.first + f.second);  // flow: 1/min
    p[fp] = inside(100 * flow, 1, 200);
    p[ps] = inside(flow * kept / (1 - kept), 0, 0.5);
    p[vp] = inside((flow + p[ps]) / f.first_rate, 0.005, 0.4);
    p[delay] = f.delay;
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    const double flow = p[fp] / 100;  // 1/min
    out[extraction] = p[ps] / (flow + p[ps]);
    out[k] = flow * out[extraction];
    out[transit] = 60 * p[vp] / (flow + p[ps]);
  }
};

}  // namespace perfusion
