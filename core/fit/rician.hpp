// SPDX-License-Identifier: Apache-2.0
// What Rician noise makes of a block's values and Jacobian, one register's worth of voxels at a time. Compiled once per
// instruction-set level, like step.hpp; see bundle.hpp.
//
//   rician_bundle<Lanes<float, 64>>(bundle);
#pragma once

#include <core/fit/bundle.hpp>
#include <core/fit/rice.hpp>
#include <core/fit/step.hpp>

namespace gantry::core::fit {

// With nu = |value|, z = m nu / sigma^2: the density's slope by nu is (m I1(z)/I0(z) - nu) / sigma^2, its information
// w / sigma^2. Residual / sqrt(w) and slope * sqrt(w) give both as products, whatever w is. A model may give negative
// values (inversion recovery): their magnitude is what was measured.
template <class L>
GANTRY_INLINE void rician_lanes(Bundle<typename L::Scalar> &b, std::size_t first) {
  using F = typename L::Scalar;
  const std::size_t rows = b.layout.rows, slots = b.slots, parameters = b.layout.parameters;
  const L sigma = L::load(b.sigma.data() + first), variance = sigma * sigma, certain = L(1) / variance;
  const L largest(sizeof(F) == 4 ? 1e30 : 1e250), least(1e-4);
  L cost(0), part(0);
  for (std::size_t row = 0; row < rows; ++row) {
    F *at = b.values.data() + row * slots + first;
    const L m = L::load(b.y.data() + row * slots + first), value = L::load(at), nu = abs(value);
    const auto bessel = bessel_ratio(min(m * nu * certain, largest));
    const L root = sqrt(max(rice_information(nu * nu * certain), least));
    ((copysign(m * bessel.ratio, value) - value) / root).store(at);
    for (std::size_t j = 0; j < parameters; ++j) {
      F *slope = b.jacobian.data() + (row * parameters + j) * slots + first;
      (L::load(slope) * root).store(slope);
    }
    const L distance = m - nu;
    part += distance * distance - L(2) * variance * bessel.log_scaled;
    if ((row + 1) % rows_per_part != 0) continue;
    cost += part;
    part = L(0);
  }
  (cost + part).store(b.sum_cost.data() + first);
}

template <class L>
GANTRY_INLINE void rician_bundle(Bundle<typename L::Scalar> &b) {
  for (std::size_t first = 0; first < b.slots; first += static_cast<std::size_t>(L::size)) rician_lanes<L>(b, first);
}

}  // namespace gantry::core::fit
