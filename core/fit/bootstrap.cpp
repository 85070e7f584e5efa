// SPDX-License-Identifier: Apache-2.0
#include <core/fit/bootstrap.hpp>

#include <core/fit/each.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

// Draws as they are the same everywhere: the standard library leaves its distributions to who writes it.
class Draws {
 public:
  Draws(std::uint64_t seed, std::size_t sample) : random_(seed * 0x9e3779b97f4a7c15U + sample + 1) {}
  std::size_t below(std::size_t n) { return boost::random::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  // The magnitude of a complex number that is `signal` but for noise of sd sigma in both parts (Box and Muller 1958).
  double magnitude(double signal, double sigma) {
    const double radius = sigma * std::sqrt(-2 * std::log1p(-part())),
                 angle = 2 * boost::math::constants::pi<double>() * part();
    return std::hypot(signal + radius * std::cos(angle), radius * std::sin(angle));
  }

 private:
  double part() { return static_cast<double>(random_() >> 11) * 0x1p-53; }  // from 0 to below 1
  boost::random::mt19937_64 random_;
};

// What is drawn from: noise of weight 1, of all curves together.
std::vector<double> noise_drawn(const Curvature &near) {
  std::vector<double> noise;
  double mean = 0;
  for (Eigen::Index row = 0; row < near.residual.size(); ++row) {
    noise.push_back(near.residual(row) / std::sqrt(std::max(1 - near.leverage(row), 1e-3)));
    mean += noise.back() / static_cast<double>(near.residual.size());
  }
  for (double &e : noise) e -= mean;
  return noise;
}

// A draw of whole points: a point that comes twice counts twice.
void draw_cases(const CurveProblem &problem, const Response &response, Draws &draws, Response &drawn) {
  const std::size_t outputs = problem.model.output_count;
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    const std::size_t first = problem.first_row[c], points = (problem.first_row[c + 1] - first) / outputs;
    std::vector<double> times(points);
    for (std::size_t t = 0; t < points; ++t) ++times[draws.below(points)];
    for (std::size_t row = 0; row < points * outputs; ++row)
      drawn.weight[first + row] = response.weight[first + row] * std::sqrt(times[row / outputs]);
  }
}

void draw_magnitudes(const std::vector<double> &fitted, Draws &draws, Response &drawn) {
  for (std::size_t row = 0; row < fitted.size(); ++row) {
    const double sigma = 1 / drawn.weight[row];
    drawn.y[row] = draws.magnitude(fitted[row], sigma);
    drawn.rice[row] = RicePoint(drawn.y[row], sigma);
  }
}

double percentile(const std::vector<double> &sorted, double part) {
  const double place =
      std::clamp(part * static_cast<double>(sorted.size() + 1) - 1, 0.0, static_cast<double>(sorted.size() - 1));
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

// Efron 1987, equation 6.6: the skewness of the influence of each point.
double acceleration(const std::vector<double> &left_out) {
  double mean = 0, squares = 0, cubes = 0;
  for (const double x : left_out) mean += x / static_cast<double>(left_out.size());
  for (const double x : left_out) {
    squares += (mean - x) * (mean - x);
    cubes += (mean - x) * (mean - x) * (mean - x);
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

}  // namespace

Interval Bootstrap::interval(const Quantity &quantity, const std::vector<double> &best, double confidence) const {
  const boost::math::normal normal;
  std::vector<double> values, without;
  for (const auto &sample : samples) values.push_back(quantity(sample));
  std::erase_if(values, [](double x) { return !std::isfinite(x); });
  Interval interval;
  if (values.empty()) {
    interval.words = "no draw gave a value";
    return interval;
  }
  std::sort(values.begin(), values.end());
  double low = (1 - confidence) / 2, high = (1 + confidence) / 2;
  for (const auto &unknowns : left_out) without.push_back(quantity(unknowns));
  const double value = quantity(best);
  const auto [from, to] = std::equal_range(values.begin(), values.end(), value);
  const double below = (static_cast<double>(from - values.begin()) + static_cast<double>(to - values.begin())) / 2 /
                       static_cast<double>(values.size());
  if (!without.empty() && below > 0 && below < 1) {
    const double z0 = boost::math::quantile(normal, below), a = acceleration(without);
    const auto corrected = [&](double part) {
      const double z = z0 + boost::math::quantile(normal, part);
      return boost::math::cdf(normal, z0 + z / (1 - a * z));
    };
    low = corrected(low);
    high = corrected(high);
  } else if (!without.empty()) {
    interval.words = "all draws lie on one side of the value";
  }
  interval.low = percentile(values, low);
  interval.high = percentile(values, high);
  return interval;
}

Result<Bootstrap> bootstrap(const CurveProblem &problem, const Response &response, const Loss &loss,
                            const Minimum &minimum, const Curvature &near, std::uint32_t threads, const FitHost &host) {
  const auto &choices = problem.settings.curve;
  const auto fitted = values_at(problem, minimum.unknowns);
  const auto noise = noise_drawn(near);
  const auto fixed = problem.fixed();
  Effort effort;
  effort.max_iterations = 200;
  effort.tolerance = 1e-10;
  effort.polish = false;
  std::vector<Minimum> draws(choices.bootstrap);
  GANTRY_CHECK(each(draws.size(), threads, host, "bootstrap", [&](std::size_t i) {
    Draws random(choices.seed, i);
    Response drawn = response;
    if (problem.rician()) draw_magnitudes(fitted, random, drawn);
    else if (choices.cases) draw_cases(problem, response, random, drawn);
    else
      for (std::size_t row = 0; row < drawn.y.size(); ++row)
        drawn.y[row] = fitted[row] + noise[random.below(noise.size())] / response.weight[row];
    draws[i] = minimise(problem, drawn, loss, minimum.unknowns, fixed, effort);
  }));
  Bootstrap found;
  for (auto &draw : draws) {
    if (draw.usable && draw.converged) found.samples.push_back(std::move(draw.unknowns));
    else ++found.failed;
  }
  if (found.samples.size() * 2 < draws.size())
    return fail("fit.bootstrap",
                std::to_string(found.failed) + " of " + std::to_string(draws.size()) + " draws could not be fitted",
                "bootstrap", "fix a parameter, narrow the bounds, or take profile intervals");
  if (choices.percentile) return found;
  const std::size_t outputs = problem.model.output_count, points = problem.rows() / outputs;
  std::vector<Minimum> without(points);
  GANTRY_CHECK(each(points, threads, host, "leaving out each point", [&](std::size_t i) {
    Response rest = response;
    for (std::size_t o = 0; o < outputs; ++o) rest.weight[i * outputs + o] = 0;
    without[i] = minimise(problem, rest, loss, minimum.unknowns, fixed, effort);
  }));
  for (auto &one : without)
    if (one.usable) found.left_out.push_back(std::move(one.unknowns));
  return found;
}

}  // namespace gantry::core::fit
