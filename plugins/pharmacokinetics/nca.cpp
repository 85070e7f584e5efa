// SPDX-License-Identifier: Apache-2.0
#include "nca.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace gantry::pk {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct Moments {
  double area = 0, moment = 0;
};

// Between two samples: a straight line, or an exponential where the concentration falls and is above 0.
Moments piece(double t1, double c1, double t2, double c2, Trapezoids rule) {
  const double step = t2 - t1;
  if (rule == Trapezoids::linear_log && c2 > 0 && c2 < c1) {
    const double rate = std::log(c1 / c2) / step;
    return {(c1 - c2) / rate, (t1 * c1 - t2 * c2) / rate + (c1 - c2) / (rate * rate)};
  }
  return {step * (c1 + c2) / 2, step * (t1 * c1 + t2 * c2) / 2};
}

// Through the logarithm of the last `count` samples.
Terminal line_through(const std::vector<std::pair<double, double>> &tail, std::size_t count) {
  double n = 0, t = 0, y = 0;
  for (std::size_t i = tail.size() - count; i < tail.size(); ++i) {
    n += 1;
    t += tail[i].first;
    y += std::log(tail[i].second);
  }
  double tt = 0, ty = 0, yy = 0;
  for (std::size_t i = tail.size() - count; i < tail.size(); ++i) {
    const double dt = tail[i].first - t / n, dy = std::log(tail[i].second) - y / n;
    tt += dt * dt;
    ty += dt * dy;
    yy += dy * dy;
  }
  const double slope = ty / tt, r2 = yy > 0 ? ty * ty / (tt * yy) : 0;
  return {count, -slope, y / n - slope * t / n, 1 - (1 - r2) * (n - 1) / (n - 2), tail[tail.size() - count].first};
}

// At the time of a bolus: along the logarithm of the first two samples where they fall, else the first.
double initial_concentration(const Profile &p) {
  const double c1 = p.concentration[0];
  if (p.time[0] == 0 || p.time.size() < 2 || !(p.concentration[1] > 0 && p.concentration[1] < c1)) return c1;
  return c1 * std::exp(std::log(c1 / p.concentration[1]) / (p.time[1] - p.time[0]) * p.time[0]);
}

}  // namespace

Terminal terminal_of(const std::vector<double> &time, const std::vector<double> &concentration, bool with_peak,
                     std::size_t fewest) {
  const auto peak =
      static_cast<std::size_t>(std::max_element(concentration.begin(), concentration.end()) - concentration.begin());
  std::vector<std::pair<double, double>> tail;
  for (std::size_t i = peak + (with_peak ? 0 : 1); i < time.size(); ++i)
    if (concentration[i] > 0) tail.emplace_back(time[i], concentration[i]);
  std::vector<Terminal> falling;
  double most = -1;
  for (std::size_t count = std::max<std::size_t>(fewest, 3); count <= tail.size(); ++count) {
    const Terminal line = line_through(tail, count);
    if (!(line.rate > 0)) continue;
    falling.push_back(line);
    most = std::max(most, line.adjusted_r2);
  }
  Terminal best;
  for (const Terminal &line : falling)
    if (line.adjusted_r2 >= most - 1e-4) best = line;
  return best;
}

Nca nca(const Profile &profile, Trapezoids rule, std::size_t fewest) {
  Profile p = profile;
  Nca n{};
  n.c0 = p.route == Route::bolus ? initial_concentration(p) : p.time[0] == 0 ? p.concentration[0] : 0;
  const auto peak = static_cast<std::size_t>(std::max_element(p.concentration.begin(), p.concentration.end()) -
                                             p.concentration.begin());
  n.cmax = p.concentration[peak];
  n.tmax = p.time[peak];
  n.terminal = terminal_of(p.time, p.concentration, p.route == Route::bolus, fewest);
  if (p.time[0] > 0) {
    p.time.insert(p.time.begin(), 0);
    p.concentration.insert(p.concentration.begin(), n.c0);
  }
  std::size_t last = p.time.size();
  while (last > 1 && !(p.concentration[last - 1] > 0)) --last;
  n.clast = p.concentration[last - 1];
  n.tlast = p.time[last - 1];
  Moments sum;
  for (std::size_t i = 1; i < last; ++i) {
    const Moments one = piece(p.time[i - 1], p.concentration[i - 1], p.time[i], p.concentration[i], rule);
    sum.area += one.area;
    sum.moment += one.moment;
  }
  const double rate = n.terminal.points > 0 ? n.terminal.rate : unknown, rest = n.clast / rate;
  n.auc_last = sum.area;
  n.auc_inf = sum.area + rest;
  n.extrapolated = 100 * rest / n.auc_inf;
  n.aumc_inf = sum.moment + rest * n.tlast + rest / rate;
  n.mrt = n.aumc_inf / n.auc_inf - (p.route == Route::infusion ? p.duration / 2 : 0);
  n.half_life = std::log(2.0) / rate;
  n.clearance = p.dose / n.auc_inf;
  n.vz = n.clearance / rate;
  n.vss = p.route == Route::extravascular ? unknown : n.clearance * n.mrt;
  return n;
}

}  // namespace gantry::pk
