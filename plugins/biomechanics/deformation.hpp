// SPDX-License-Identifier: Apache-2.0
// The tests by which soft materials are known, in one table: uniaxial, equibiaxial, planar, simple shear.
//
//   const auto d = deformation(x[stretch], x[mode]);
//   return d.first * w1 + d.second * w2;     // nominal stress of W(I1, I2), w1 = dW/dI1, w2 = dW/dI2
//
// Incompressible; per direction in equibiaxial tension (Ogden 1984, Non-linear Elastic Deformations).
// Written so that small strains keep their digits.
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <cmath>
#include <string>

namespace biomechanics {

enum Mode : int { uniaxial, equibiaxial, planar, shear };

template <class F>
struct Deformation {
  F i1;             // I1 - 3
  F first, second;  // what stands before dW/dI1 and dW/dI2
};

// `x`: the stretch, in shear the amount of shear; `mode` as a number of Mode.
template <class F>
GANTRY_INLINE Deformation<F> deformation(F x, F mode) {
  const F strain = x - 1, inverse = 1 / x, square = x * x;
  if (mode == F(uniaxial)) {
    const F first = 2 * strain * (square + x + 1) * inverse * inverse;
    return {strain * strain * (x + 2) * inverse, first, first * inverse};
  }
  if (mode == F(equibiaxial)) {
    const F more = strain * (x + 1);  // x^2 - 1
    const F first = 2 * more * (square * square + square + 1) * inverse * inverse * inverse * inverse * inverse;
    return {more * more * (2 * square + 1) * inverse * inverse * inverse * inverse, first, first * square};
  }
  if (mode == F(planar)) {
    const F part = strain * (x + 1) * inverse;  // x - 1/x
    const F first = 2 * part * (square + 1) * inverse * inverse;
    return {part * part, first, first};
  }
  return {square, 2 * x, 2 * x};
}

// What models of combined tests have in common. Stresses are in the data's own unit.
struct Tested : gantry::Model {
  static constexpr const char *category = "biomechanics";
  gantry::AxisColumn stretch{"stretch", "stretch; in shear the amount of shear", "1"};
  gantry::AxisWords mode{"mode", "kind of test", {"uniaxial", "equibiaxial", "planar", "shear"}};
  gantry::Output stress{"P", "nominal stress"};

  void prepare(const gantry::Setup &s) const {
    for (std::size_t t = 0; t < s.size(); ++t)
      if (s[mode][t] != shear && !(s[stretch][t] > 0))
        throw gantry::Error("biomechanics.stretch", "the stretch is not above 0 at point " + std::to_string(t + 1))
            .hint("give lengths over the length at rest: 1 at rest, 0.9 after 10 % of compression");
  }

 protected:
  // Each kind of test in turn, up to these stretches and this amount of shear.
  void each_test(const gantry::Example &e, double in_tension, double in_biaxial, double in_shear) const {
    const std::size_t part = e.size() / 4;
    for (std::size_t t = 0; t < e.size(); ++t) {
      const std::size_t kind = std::min<std::size_t>(t / part, 3);
      const double along = static_cast<double>(t - kind * part + 1) / static_cast<double>(part);
      const double most = kind == equibiaxial ? in_biaxial - 1 : kind == shear ? in_shear : in_tension - 1;
      e[mode][t] = static_cast<double>(kind);
      e[stretch][t] = (kind == shear ? 0 : 1) + along * most;
    }
  }
  Deformation<double> at(const gantry::Curve &c, std::size_t t) const { return deformation(c[stretch][t], c[mode][t]); }
};

}  // namespace biomechanics
