// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/problem.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gantry::core::fit {

bool same_time(double a, double b) { return std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b)); }

void OdeProblem::settle() {
  order.resize(times.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return times[a] < times[b]; });
  if (choices.start) {
    start = *choices.start;
    return;
  }
  start = times[order.front()];
  if (inputs.empty()) start = std::min(start, 0.0);
  for (const auto &dose : doses) start = std::min(start, dose.time);
}

}  // namespace gantry::core::fit
