// SPDX-License-Identifier: Apache-2.0
#include <core/fit/robust.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

double noise_at(const CurveProblem &problem, const Response &response, const std::vector<double> &unknowns) {
  const auto fitted = values_at(problem, unknowns);
  std::vector<double> sizes;
  for (std::size_t row = 0; row < fitted.size(); ++row)
    sizes.push_back(std::abs(response.y[row] - fitted[row]) * response.weight[row]);
  const std::size_t half = sizes.size() / 2;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(half), sizes.end());
  double median = sizes[half];
  if (sizes.size() % 2 == 0)
    median = (median + *std::max_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(half))) / 2;
  return median / 0.6744897501960817;  // the third quartile of the normal distribution
}

}  // namespace

Result<RobustSearch> search_robustly(const CurveProblem &problem, const Response &response,
                                     const std::vector<double> &start, std::uint32_t threads, const FitHost &host) {
  const auto &choices = problem.settings.curve;
  Loss loss = choices.loss;
  if (!loss.robust() || choices.sigma_known()) {
    GANTRY_TRY(found, search(problem, response, loss, start, threads, host));
    return RobustSearch{std::move(found), loss};
  }
  GANTRY_TRY(found, search(problem, response, {}, start, threads, host));
  if (!found.best.usable) return RobustSearch{std::move(found), loss};
  double noise = noise_at(problem, response, found.best.unknowns);
  for (int round = 0; round < 100; ++round) {
    double size = 0;
    for (std::size_t row = 0; row < response.y.size(); ++row)
      size = std::max(size, std::abs(response.y[row] * response.weight[row]));
    if (!(noise > 1e-13 * size))
      return fail("fit.loss", "more than half of the points lie on the curve, so that the noise has no size", "loss",
                  "give sigma, or fit without a robust loss");
    loss.scale = choices.loss.scale * noise;
    found.best = minimise(problem, response, loss, found.best.unknowns, problem.fixed(), effort_of(problem.settings));
    found.iterations += found.best.iterations;
    if (!found.best.usable) break;
    const double next = noise_at(problem, response, found.best.unknowns);
    const bool settled = std::abs(next - noise) <= 1e-10 * noise;
    noise = next;
    if (settled) break;
  }
  return RobustSearch{std::move(found), loss};
}

}  // namespace gantry::core::fit
