// SPDX-License-Identifier: Apache-2.0
// Where the fit of a Windkessel begins: time constants that are tried, all else by least squares.
//
//   const auto best = guess_one_lag(data, outflow, time, [&](const std::array<double, 1> &lag) {
//     return std::array{smoothed(data, lag[0]), flow};            // the curves of which the pressure is a sum
//   });
//   p[r] = best.linear[0]; p[c] = best.tried[0] / p[r];           // best.tried[0]: the time constant, s
#pragma once

#include <gantry/cpp/guess.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <vector>

namespace cardiovascular {

inline std::vector<double> difference(std::vector<double> a, const std::vector<double> &b) {
  for (std::size_t t = 0; t < a.size(); ++t) a[t] -= b[t];
  return a;
}

// The sum of `parts` that comes nearest to what was measured above `level`.
template <std::size_t N>
gantry::LinearFit<N> sum_of(const gantry::Curve &data, double level, const std::array<std::vector<double>, N> &parts) {
  return gantry::linear_fit<N>(
      data.size(), [&](std::size_t t) { return data.y(t) - level; },
      [&](std::size_t t) {
        std::array<double, N> row;
        for (std::size_t j = 0; j < N; ++j) row[j] = parts[j][t];
        return row;
      });
}

template <class Parts>
auto guess_one_lag(const gantry::Curve &data, double level, const gantry::AxisColumn &time, const Parts &parts) {
  constexpr std::size_t terms = std::tuple_size_v<decltype(parts(std::array<double, 1>{}))>;
  constexpr std::size_t tried = 40;
  const double span = gantry::extent(data, time).span();
  const auto attempt = [&](const std::array<double, 1> &lag) { return sum_of(data, level, parts(lag)); };
  gantry::Least<terms, 1> best;
  for (const double lag : gantry::spaced_log(span / 100, 100 * span, tried)) best.take({lag}, attempt({lag}));
  gantry::refine(best, 1.27, attempt);
  return best;
}

// The slow lag, of the compliance, and that of the inertance. The misfit may have two valleys over the latter: it is followed
// along, the other lag being the best for each, and every valley is gone down to its floor.
template <class Parts>
auto guess_two_lags(const gantry::Curve &data, double level, const gantry::AxisColumn &time, const Parts &parts) {
  constexpr std::size_t terms = std::tuple_size_v<decltype(parts(std::array<double, 2>{}))>;
  constexpr std::size_t tried = 16, others = 24;
  const double span = gantry::extent(data, time).span(), step = span / static_cast<double>(data.size());
  std::vector<gantry::Least<terms, 2>> along;
  for (const double other : gantry::spaced_log(step / 3, 10 * span, others)) {
    const auto attempt = [&](const std::array<double, 1> &lag) { return sum_of(data, level, parts({lag[0], other})); };
    gantry::Least<terms, 1> best;
    for (const double lag : gantry::spaced_log(span / 30, 30 * span, tried)) best.take({lag}, attempt({lag}));
    gantry::refine(best, 1.57, attempt);
    along.emplace_back().take({best.tried[0], other}, best);
  }
  const auto attempt = [&](const std::array<double, 2> &lags) { return sum_of(data, level, parts(lags)); };
  gantry::Least<terms, 2> floor;
  for (std::size_t i = 0; i < along.size(); ++i) {
    if (i > 0 && along[i - 1].misfit < along[i].misfit) continue;
    if (i + 1 < along.size() && along[i + 1].misfit < along[i].misfit) continue;
    gantry::refine(along[i], 1.6, attempt);
    floor.take(along[i].tried, along[i]);
  }
  return floor;
}

}  // namespace cardiovascular
