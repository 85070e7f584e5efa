// SPDX-License-Identifier: Apache-2.0
#include <core/fit/goodness.hpp>

#include <core/fit/option.hpp>
#include <core/fit/rice.hpp>
#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::core::fit {
namespace {

double log_choose(double n, double k) {
  return boost::math::lgamma(n + 1) - boost::math::lgamma(k + 1) - boost::math::lgamma(n - k + 1);
}

// Of r runs among a of one sign and b of the other.
double probability(std::size_t r, std::size_t a, std::size_t b) {
  const auto x = static_cast<double>(a), y = static_cast<double>(b), all = log_choose(x + y, x);
  const auto ways = [&](std::size_t of_a, std::size_t of_b) {  // a in so many runs, b in so many
    if (of_a == 0 || of_b == 0 || of_a > a || of_b > b) return 0.0;
    return std::exp(log_choose(x - 1, static_cast<double>(of_a) - 1) +
                    log_choose(y - 1, static_cast<double>(of_b) - 1) - all);
  };
  return r % 2 == 0 ? 2 * ways(r / 2, r / 2) : ways(r / 2, r / 2 + 1) + ways(r / 2 + 1, r / 2);
}

}  // namespace

Goodness goodness(const CurveProblem &problem, const Response &response, const std::vector<double> &fitted,
                  bool likelihood) {
  Goodness g;
  g.rows = problem.rows();
  g.parameters = problem.free().size();
  const auto n = static_cast<double>(g.rows), p = static_cast<double>(g.parameters), left = n - p;
  double weights = 0, sum = 0, log_weights = 0, weighted = 0, rice = 0;
  for (std::size_t i = 0; i < g.rows; ++i) {
    const double w = response.weight[i];
    const RiceMoments expected =
        problem.rician() ? rice_moments(std::abs(fitted[i]), 1 / w) : RiceMoments{fitted[i], 0};
    const double r = response.y[i] - expected.mean;
    g.rss += r * r;
    weighted += w * w * r * r;
    g.chi_squared += problem.rician() ? r * r / expected.variance : w * w * r * r;
    if (problem.rician()) rice += response.rice[i].log_density(fitted[i]);
    weights += w * w;
    sum += w * w * response.y[i];
    log_weights += std::log(w);
  }
  double total = 0;
  for (std::size_t i = 0; i < g.rows; ++i) total += std::pow(response.weight[i] * (response.y[i] - sum / weights), 2);
  g.reduced = left > 0 ? g.chi_squared / left : nan;
  g.r2 = total > 0 ? 1 - weighted / total : nan;
  g.r2_adjusted = total > 0 && left > 0 ? 1 - (1 - g.r2) * (n - 1) / left : nan;
  g.log_likelihood = g.aic = g.aicc = g.bic = nan;
  if (!likelihood) return g;
  const bool known = problem.settings.curve.sigma_known();
  const double log_two_pi = std::log(boost::math::constants::two_pi<double>());
  if (!known && !(g.chi_squared > 0)) return g;
  if (problem.rician() && !std::isfinite(rice)) return g;
  g.log_likelihood = problem.rician() ? rice
                     : known          ? -(g.chi_squared + n * log_two_pi) / 2 + log_weights
                                      : -n / 2 * (log_two_pi + std::log(g.chi_squared / n) + 1) + log_weights;
  const double k = p + (known ? 0 : 1);
  g.aic = 2 * k - 2 * g.log_likelihood;
  g.aicc = n > k + 1 ? g.aic + 2 * k * (k + 1) / (n - k - 1) : nan;
  g.bic = k * std::log(n) - 2 * g.log_likelihood;
  return g;
}

Runs runs_test(const std::vector<double> &residuals) {
  Runs found;
  int last = 0;
  for (const double r : residuals) {
    const int sign = (r > 0) - (r < 0);
    if (sign == 0) continue;
    ++(sign > 0 ? found.positive : found.negative);
    found.runs += sign != last;
    last = sign;
  }
  const std::size_t a = found.positive, b = found.negative;
  const auto x = static_cast<double>(a), y = static_cast<double>(b);
  found.expected = a + b > 0 ? 2 * x * y / (x + y) + 1 : nan;
  found.p = found.too_few = nan;
  if (a == 0 || b == 0) return found;
  double few = 0, many = 0;
  for (std::size_t r = 2; r <= 2 * std::min(a, b) + 1; ++r) {
    const double chance = probability(r, a, b);
    if (r <= found.runs) few += chance;
    if (r >= found.runs) many += chance;
  }
  found.too_few = std::min(1.0, few);
  found.p = std::min(1.0, 2 * std::min(few, many));
  return found;
}

}  // namespace gantry::core::fit
