// SPDX-License-Identifier: MIT
// Where the fit of one or more exponentials begins: rates that are tried, amounts by least squares.
//
//   const auto best = gantry::guess_exponentials<2, true>(c, te, gantry::rates_in_view<2>(c, te, 16));
//   p[fast] = best.tried[0]; p[slow] = best.tried[1];                       // per unit of the axis, the fastest first
//   p[a1] = best.linear[0]; p[a2] = best.linear[1]; p[offset] = best.linear[2];   // as at 0 of the axis
#pragma once

#include <gantry/cpp/guess.hpp>

namespace gantry {

// Sets of `terms` rates, the fastest first, out of n between what is slow against the whole column and what is fast
// against the distance of its nearest values.
template <std::size_t terms>
std::vector<std::array<double, terms>> rates_in_view(const Curve &c, const AxisColumn &along, std::size_t n) {
  std::vector<double> x(c[along], c[along] + c.size());
  std::sort(x.begin(), x.end());
  double nearest = infinity;
  for (std::size_t t = 1; t < x.size(); ++t)
    if (x[t] > x[t - 1]) nearest = std::min(nearest, x[t] - x[t - 1]);
  std::vector<std::array<double, terms>> sets;
  if (nearest == infinity) return sets;
  const std::vector<double> some = spaced_log(0.05 / (x.back() - x.front()), 3 / nearest, n);
  std::array<std::size_t, terms> which;
  for (std::size_t j = 0; j < terms; ++j) which[j] = terms - 1 - j;
  for (;;) {
    std::array<double, terms> set;
    for (std::size_t j = 0; j < terms; ++j) set[j] = some[which[j]];
    sets.push_back(set);
    // The next combination: the slowest rate that can still move, and those below it anew.
    std::size_t j = terms;
    while (j-- > 0)
      if (which[j] + 1 < (j == 0 ? n : which[j - 1])) break;
    if (j >= terms) return sets;
    ++which[j];
    for (std::size_t i = j + 1; i < terms; ++i) which[i] = terms - 1 - i;
  }
}

template <std::size_t terms, bool offset>
Least<terms + offset, terms> guess_exponentials(const Curve &c, const AxisColumn &along,
                                                const std::vector<std::array<double, terms>> &rates) {
  const double first = extent(c, along).low;
  const auto attempt = [&](const std::array<double, terms> &k) {
    return linear_fit<terms + offset>(c, [&](std::size_t t) {
      std::array<double, terms + offset> basis;
      basis.fill(1);
      for (std::size_t j = 0; j < terms; ++j) basis[j] = std::exp(-k[j] * (c[along][t] - first));
      return basis;
    });
  };
  Least<terms + offset, terms> best;
  for (const auto &k : rates) best.take(k, attempt(k));
  if (!rates.empty() && terms > 1) refine(best, 2.5, attempt);
  for (std::size_t j = 0; j < terms; ++j) best.linear[j] *= std::exp(best.tried[j] * first);
  return best;
}

}  // namespace gantry
