// SPDX-License-Identifier: Apache-2.0
#include <core/fit/search.hpp>

#include <core/fit/each.hpp>
#include <core/fit/grid.hpp>

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gantry::core::fit {
namespace {

// A place near `start`: the n-th of a fixed sequence of factors, kept inside the bounds.
std::vector<double> perturbed(const CurveProblem &problem, const std::vector<double> &start, std::size_t n) {
  static constexpr double factors[] = {0.5, 2, 0.2, 5, 0.1, 10};
  std::vector<double> moved = start;
  for (std::size_t u = 0; u < moved.size(); ++u) {
    const Unknown &unknown = problem.unknowns[u];
    if (unknown.fixed) continue;
    const double factor = factors[(n + 2 * u * (n / 2)) % std::size(factors)];
    const double declared = problem.model.parameters[unknown.parameter]->start;
    moved[u] = std::clamp((moved[u] != 0 ? moved[u] : declared) * factor, unknown.lower, unknown.upper);
  }
  return moved;
}

struct Side {
  double low, high;
  bool logarithmic, guessed;
};

Side side_of(const Unknown &unknown, double start) {
  Side side{unknown.lower, unknown.upper, false, false};
  if (!std::isfinite(side.low) || !std::isfinite(side.high)) {
    const double size = start != 0 ? std::abs(start) : 1;
    const double low = start > 0 ? size / 10 : -10 * size, high = start < 0 ? -size / 10 : 10 * size;
    side = {std::clamp(low, unknown.lower, unknown.upper), std::clamp(high, unknown.lower, unknown.upper), false, true};
  }
  side.logarithmic = by_factors(side.low, side.high);
  return side;
}

// All starts, the given one first.
std::vector<std::vector<double>> design(const CurveProblem &problem, const std::vector<double> &start, Search &told) {
  std::vector<std::vector<double>> starts(told.starts, start);
  const auto sought = problem.free();
  if (told.starts == 1) return starts;
  std::vector<Side> sides;
  for (const std::size_t u : sought) {
    sides.push_back(side_of(problem.unknowns[u], start[u]));
    if (sides.back().guessed) told.without_bounds.push_back(problem.name(u));
  }
  boost::random::sobol sobol(sought.size());
  sobol.discard(sought.size());  // the first point is a corner
  const double most = static_cast<double>(boost::random::sobol::max()) + 1;
  for (std::size_t n = 1; n < starts.size(); ++n) {
    for (std::size_t i = 0; i < sought.size(); ++i) {
      const double part = (static_cast<double>(sobol()) + 0.5) / most;
      const Side &s = sides[i];
      starts[n][sought[i]] = s.logarithmic ? s.low * std::pow(s.high / s.low, part) : s.low + part * (s.high - s.low);
    }
  }
  return starts;
}

// Whether a straight line at the mean would do as well: then another start may find the curve.
bool explains_nothing(const CurveProblem &problem, const Response &response, const Minimum &m) {
  double weights = 0, sum = 0, total = 0;
  const auto squared = [](double x) { return x * x; };
  for (std::size_t row = 0; row < problem.rows(); ++row) {
    weights += squared(response.weight[row]);
    sum += squared(response.weight[row]) * response.y[row];
  }
  for (std::size_t row = 0; row < problem.rows(); ++row)
    total += squared(response.weight[row] * (response.y[row] - sum / weights));
  return total > 0 && m.cost > 0.9 * total;
}

bool better(const Minimum &a, const Minimum &b) {
  if (!a.usable || !b.usable) return a.usable;
  return a.cost < b.cost * (1 - 1e-9) || (a.converged && !b.converged && a.cost <= b.cost * (1 + 1e-9));
}

void choose(Search &told, const std::vector<Minimum> &ends) {
  std::size_t best = 0;
  std::vector<double> costs;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    told.iterations += ends[i].iterations;
    if (better(ends[i], ends[best])) best = i;
    if (ends[i].converged) costs.push_back(ends[i].cost);
  }
  told.best = ends[best];
  told.best_start = best;
  std::sort(costs.begin(), costs.end());
  const auto apart = [&](double a, double b) { return b > a * (1 + 1e-6) + 1e-24; };
  told.led_there = told.minima = costs.empty() ? 0 : 1;
  for (std::size_t i = 1; i < costs.size(); ++i) {
    if (!apart(costs.front(), costs[i])) ++told.led_there;
    if (apart(costs[i - 1], costs[i])) ++told.minima;
  }
}

}  // namespace

std::vector<double> start_of(const CurveProblem &problem) {
  const auto &model = problem.model;
  const auto &settings = problem.settings;
  std::vector<std::vector<double>> offered(problem.unknowns.size());
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    const Curve &curve = problem.curves[c];
    std::vector<double> guess;
    for (std::uint32_t j = 0; j < model.parameter_count; ++j) guess.push_back(model.parameters[j]->start);
    if (model.guess != nullptr)
      model.guess(&model, curve.state.get(), curve.constants.data(), curve.y.data(), guess.data());
    for (std::size_t j = 0; j < guess.size(); ++j)
      offered[problem.place[c][j]].push_back(std::isfinite(guess[j]) ? guess[j] : model.parameters[j]->start);
  }
  std::vector<double> start;
  for (std::size_t u = 0; u < offered.size(); ++u) {
    const Unknown &unknown = problem.unknowns[u];
    const auto middle = offered[u].begin() + static_cast<std::ptrdiff_t>(offered[u].size() / 2);
    std::nth_element(offered[u].begin(), middle, offered[u].end());
    const double given = settings.start[unknown.parameter];
    start.push_back(std::isnan(given) ? *middle : given);
    if (!unknown.fixed) start.back() = std::clamp(start.back(), unknown.lower, unknown.upper);
  }
  return start;
}

std::vector<double> sized_start(const CurveProblem &problem, const Response &response, const Loss &loss,
                                const std::vector<double> &start) {
  const auto held = held_first(problem.model, problem.settings);
  if (held.empty()) return start;
  const auto sought = problem.settings.free();
  std::vector<bool> fixed = problem.fixed();
  for (std::size_t i = 0; i < sought.size(); ++i)
    for (std::size_t u = 0; held[i] != 0 && u < fixed.size(); ++u)
      if (problem.unknowns[u].parameter == static_cast<std::size_t>(sought[i])) fixed[u] = true;
  Effort effort;
  effort.polish = false;
  const Minimum linear = minimise(problem, response, loss, start, fixed, effort);
  return linear.usable ? linear.unknowns : start;
}

Result<Search> search(const CurveProblem &problem, const Response &response, const Loss &loss,
                      const std::vector<double> &start, std::uint32_t threads, const FitHost &host) {
  Search told;
  const Effort effort = effort_of(problem.settings);
  told.starts = problem.settings.curve.multistart;
  const auto starts = design(problem, start, told);
  std::vector<Minimum> ends(starts.size());
  const auto from = [&](const std::vector<double> &place) {
    return minimise(problem, response, loss, sized_start(problem, response, loss, place), problem.fixed(), effort);
  };
  GANTRY_CHECK(each(starts.size(), threads, host, "fitting", [&](std::size_t i) { ends[i] = from(starts[i]); }));
  if (starts.size() == 1 && (!ends[0].converged || explains_nothing(problem, response, ends[0]))) {
    constexpr std::size_t tries = 6;
    const auto first = sized_start(problem, response, loss, start);
    for (std::size_t n = 0; n < tries; ++n) {
      if (host.cancelled && host.cancelled())
        return fail("fit.cancelled", "the fit was cancelled", "", "", Failure::cancelled);
      ends.push_back(minimise(problem, response, loss, perturbed(problem, first, n), problem.fixed(), effort));
      if (ends.back().converged && !explains_nothing(problem, response, ends.back())) break;
    }
    told.starts = ends.size();
  }
  choose(told, ends);
  return told;
}

}  // namespace gantry::core::fit
