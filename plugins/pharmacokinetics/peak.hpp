// SPDX-License-Identifier: Apache-2.0
// How high a concentration rises and when, after all the doses that were given.
//
//   const Peak peak = peak_of(disposition(micro), given, ka, lag);   // ka = at_once: into the blood
//   out[cmax] = peak.height; out[tmax] = peak.time;                  // the time on the axis, not since the dose
#pragma once

#include "course.hpp"
#include "disposition.hpp"

namespace gantry::pk {

struct Peak {
  double height, time;
};

template <std::size_t N>
double concentration_of(const Disposition<N> &d, const Doses &given, double time, double ka, double lag) {
  double sum = 0;
  for (std::size_t i = 0; i < N; ++i) sum += d.part[i] * amount_of(given, time, d.rate[i], ka, lag);
  return sum;
}

namespace detail {

// How fast the concentration changes after doses into the gut, between the moments at which they begin and end.
template <std::size_t N>
double change_of(const Disposition<N> &d, const Doses &given, double time, double ka, double lag) {
  const auto falling = [](double since, double duration, double rate) {
    if (since < 0) return 0.0;
    if (duration > 0 && since < duration) return std::exp(-rate * since) / duration;
    return -rate * left_of_infusion(since, duration, rate);
  };
  double sum = 0;
  for (std::size_t g = 0; g < given.size(); ++g)
    for (std::size_t i = 0; i < N; ++i) {
      const double since = time - given[g].time - lag, duration = given[g].duration, rate = d.rate[i];
      const double k = apart(ka, rate);
      sum +=
          d.part[i] * given[g].amount * k / (k - rate) * (falling(since, duration, rate) - falling(since, duration, k));
    }
  return sum;
}

}  // namespace detail

template <std::size_t N>
Peak peak_of(const Disposition<N> &d, const Doses &given, double ka, double lag) {
  std::vector<double> moments;
  for (std::size_t g = 0; g < given.size(); ++g) {
    moments.push_back(given[g].time + lag);
    if (given[g].duration > 0) moments.push_back(given[g].time + lag + given[g].duration);
  }
  if (moments.empty()) return {0, 0};
  std::sort(moments.begin(), moments.end());
  Peak peak{0, moments.front()};
  const auto look = [&](double time) {
    const double height = concentration_of(d, given, time, ka, lag);
    if (height > peak.height) peak = {height, time};
  };
  for (const double moment : moments) look(moment);
  if (ka == at_once) return peak;  // into the blood it rises while a dose comes, and only then
  const double fast = std::max(ka, d.rate[0]), slow = std::min(ka, d.rate[N - 1]);
  for (std::size_t m = 0; m < moments.size(); ++m) {
    const double begin = moments[m], end = m + 1 < moments.size() ? moments[m + 1] : begin + 40 / slow;
    double before = begin;
    for (double after = 1e-3 / fast; before < end; after *= 1.3) {
      const double now = std::min(begin + after, end);
      const auto change = [&](double t) { return detail::change_of(d, given, t, ka, lag); };
      if (change(before + 1e-9 * (now - before)) > 0 && change(now - 1e-9 * (now - before)) <= 0)
        look(where_zero(before, now, change));
      before = now;
    }
  }
  return peak;
}

}  // namespace gantry::pk
