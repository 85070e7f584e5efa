// SPDX-License-Identifier: Apache-2.0
// T1 from spoiled gradient echoes at several flip angles.
//
//   S = M0 * sin(B1 * FA) * (1 - E) / (1 - E * cos(B1 * FA)); E = exp(-TR / T1)
#pragma once

#include <gantry/cpp/model.hpp>

#include <algorithm>
#include <cmath>

namespace relaxometry {

inline constexpr double degree = 0.017453292519943295769;  // in radians

struct VariableFlipAngle : gantry::Model {
  static constexpr const char *
      id = "t1_vfa",
     *label = "T1, variable flip angle", *category = "relaxometry",
     *equation = "S = M0 * sin(B1 * FA) * (1 - E) / (1 - E * cos(B1 * FA)); E = exp(-TR / T1)",
     *source =
         "Ernst and Anderson 1966, Rev Sci Instrum 37:93; Fram et al. 1987, Magn Reson Imaging 5:201; Deoni, Rutt and "
         "Peters 2003, Magn Reson Med 49:515",
     *help =
         "Spoiled gradient echoes (SPGR, FLASH, T1-FFE) in the steady state. Give B1 (actual over wanted flip angle, a "
         "number or a map, as double_angle_b1 makes it): T1 is wrong by twice its error. Spoiling must be good; flip "
         "angles on both sides of the Ernst angle.";
  gantry::AxisColumn fa{"FA", "flip angle", "deg"}, tr{"TR", "repetition time", "ms"};
  gantry::Constant b1{"B1", "actual over wanted flip angle", "1", 1};
  gantry::Param m0{"M0", "M0", "signal", 0, gantry::infinity, 10000, "signal of the whole magnetisation"};
  gantry::Param t1{"T1", "T1", "ms", 10, 10000, 1000, "longitudinal relaxation time"};
  gantry::Derived r1{"R1", "R1", "s-1"};

  template <class T, class X, class K>
  T operator()(const X &x, const gantry::Params<T> &p, const K &k) const {
    const auto angle = k[b1] * (x[fa] * degree);
    const T recovered = -expm1(-x[tr] / p[t1]);
    const auto cosine = cos(angle);
    return p[m0] * sin(angle) * recovered / ((1.0 - cosine) + cosine * recovered);
  }
  // S / sin = E S / tan + M0 (1 - E), a straight line where TR is the same for all (Fram et al. 1987).
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (std::size_t i = 0; i < c.size(); ++i) {
      const double angle = c[fa][i] * degree * c.k[b1], across = c.y(i) / std::tan(angle),
                   up = c.y(i) / std::sin(angle);
      if (!std::isfinite(across) || !std::isfinite(up)) continue;
      n += 1;
      x += across;
      y += up;
      xx += across * across;
      xy += across * up;
    }
    const double spread = n * xx - x * x, repetition = c[tr][0];
    const double slope = spread > 0 ? (n * xy - x * y) / spread : 0.5;
    const double e = std::clamp(slope, std::exp(-repetition / 20), std::exp(-repetition / 8000));
    p[t1] = -repetition / std::log(e);
    p[m0] = n > 0 ? std::max((y - e * x) / n / (1 - e), 0.0) : 0;
  }
  void example(const gantry::Example &e) const {
    e.spread(fa, 1, 40);
    for (std::size_t i = 0; i < e.size(); ++i) e[tr][i] = 15;
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[r1] = 1000 / p[t1]; }
};

}  // namespace relaxometry
