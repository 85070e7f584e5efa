// SPDX-License-Identifier: Apache-2.0
// What a residual costs: its square, or less than that where it is large, so that outliers don't decide a fit.
//
//   Loss huber{LossKind::huber, 1.5};   // residuals beyond 1.5 cost by their size and no longer by their square
//   huber.of(3.0).cost                  // 6.75 instead of 9
//
// Huber 1964 (Ann Math Stat 35:73); Cauchy: Holland and Welsch 1977 (Commun Stat A 6:813). The functions are Ceres's.
#pragma once

#include <core/result.hpp>
#include <string>
#include <string_view>

namespace gantry::core::fit {

enum class LossKind { squares, huber, cauchy };
std::string_view name(LossKind kind);

struct Loss {
  LossKind kind = LossKind::squares;
  double scale = 1;  // in the unit of the weighted residuals; above 0

  struct At {
    double cost;       // rho(r^2)
    double weight;     // psi(r) / r = rho'(r^2): of the square that stands for it
    double curvature;  // psi'(r)
  };
  At of(double residual) const;
  bool robust() const { return kind != LossKind::squares; }
};

// "huber:1.5", "cauchy:2", "huber" (1.345) and "cauchy" (2.385): those give 95 % of the efficiency of least squares on
// normal noise. The number counts in sd of the noise. Errors: "fit.option".
Result<Loss> parse_loss(const std::string &text);

}  // namespace gantry::core::fit
