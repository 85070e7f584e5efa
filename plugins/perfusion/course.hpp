// SPDX-License-Identifier: Apache-2.0
// What the models of a contrast agent in tissue have in common: time, the arterial input, haematocrit and delay.
//
//   struct Patlak : Course { static constexpr int parameter_count = 3; gantry::Param k{…}; … };
//
// Ca is in plasma as it stands. Where it is in whole blood, the constant Hct says how much of the blood is cells, and the
// plasma holds Ca / (1 - Hct).
#pragma once

#include "guess.hpp"
#include "input.hpp"
#include "population.hpp"

#include <gantry/cpp/delay.hpp>

namespace perfusion {

struct Course : gantry::Model {
  static constexpr const char *category = "perfusion";
  static constexpr int example_points = 300;
  gantry::AxisColumn time{"time", "time", "s"}, ca{"Ca", "arterial plasma concentration", "mmol/L"};
  gantry::Constant hct{"Hct", "haematocrit, where Ca is in whole blood", "1", 0};
  gantry::Output c{"C", "tissue concentration", "mmol/L"};

  void prepare(const gantry::Setup &s) {
    steps.take(s, time);
    basis.take(s, time, ca);
  }
  // Georgiou's input, arriving after 20 s; steps that grow from 0.4 to 1.6 s. At equal steps a delay of part of a step is a
  // filter of the input like the tissue's own, and the two can change places.
  void example(const gantry::Example &e) const {
    for (std::size_t t = 0; t < e.size(); ++t) {
      const double part = static_cast<double>(t) / (example_points - 1);
      e[time][t] = part * (120 + 180 * part);
      e[ca][t] = georgiou(e[time][t] - 20) / (1 - 0.35);
    }
  }

 protected:
  // Ca(t - delay), of the t-th point.
  template <class T, class F>
  GANTRY_INLINE T input(const gantry::Axis<F> &x, std::size_t t, const T &late) const {
    return gantry::delayed(x, time, ca, t, late);
  }
  // 1 / (1 - Hct), which Ca is multiplied by.
  double plasma(const gantry::Curve &curve) const { return 1 / (1 - curve.k[hct]); }

  Steps steps;
  InputBasis basis;
};

// Declared last in each model, so that its map comes last.
struct Delay : gantry::Param {
  Delay()
      : Param("delay", "delay", "s", -10, 10, 0,
              "how much later than the input was measured it arrives; fix it at 0 where that is not sought") {}
};

}  // namespace perfusion
