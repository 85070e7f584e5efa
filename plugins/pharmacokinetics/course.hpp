// SPDX-License-Identifier: Apache-2.0
// What is left of doses, and the samples of a course beside the doses that made it.
//
//   left_of_infusion(1.5, 2, 0.3)                      // 1.5 h after the beginning of 2 h, of an amount of 1 at 0.3/h
//   const Course course(curve, time, given);           // samples in the order of time
//   course.amount(t, 0.3, ka, lag)                     // what a body that loses 0.3/h would hold of all doses at t
//
// Linear kinetics add up: a body's concentration is the sum over its exponentials and over the doses (Gibaldi and
// Perrier 1982, Pharmacokinetics, 2nd ed., chapters 1 to 3 and appendix B).
#pragma once

#include <gantry/cpp/ode.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace gantry::pk {

inline constexpr double at_once = infinity;  // a rate of absorption: the dose goes into the blood itself

// What is left of an amount of 1 at this time after it began to come in, evenly over `duration` (0: at once).
inline double left_of_infusion(double time, double duration, double rate) {
  if (time < 0) return 0;
  if (!(duration > 0)) return std::exp(-rate * time);
  const double running = std::min(time, duration);
  return -std::expm1(-rate * running) / (rate * duration) * std::exp(-rate * (time - running));
}
// The rate of absorption, where it can be told from that of elimination.
inline double apart(double ka, double rate) { return std::abs(ka - rate) > 1e-7 * rate ? ka : rate * (1 + 1e-7); }
// The same of an amount that goes into the gut and from there at the rate ka into the blood (Bateman 1910).
inline double left_of_absorbed(double time, double duration, double ka, double rate) {
  if (ka == at_once) return left_of_infusion(time, duration, rate);
  const double k = apart(ka, rate);
  return k / (k - rate) * (left_of_infusion(time, duration, rate) - left_of_infusion(time, duration, k));
}

// What the body holds of all doses at a time.
inline double amount_of(const Doses &given, double time, double rate, double ka, double lag) {
  double sum = 0;
  for (std::size_t d = 0; d < given.size(); ++d)
    sum += given[d].amount * left_of_absorbed(time - given[d].time - lag, given[d].duration, ka, rate);
  return sum;
}

class Course {
 public:
  Course(const Curve &c, const AxisColumn &time, const Doses &given) : given_(given) {
    for (std::size_t i = 0; i < c.size(); ++i) samples_.emplace_back(c[time][i], c.y(i));
    std::sort(samples_.begin(), samples_.end());
    for (std::size_t d = 0; d < given.size(); ++d) first_dose_ = std::min(first_dose_, given[d].time);
  }

  const std::vector<std::pair<double, double>> &samples() const { return samples_; }  // time, concentration
  double amount(double time, double rate, double ka, double lag) const {
    return amount_of(given_, time, rate, ka, lag);
  }
  double span() const { return samples_.back().first - samples_.front().first; }
  double peak() const {
    double most = 0;
    for (const auto &sample : samples_) most = std::max(most, sample.second);
    return most;
  }
  // Rates, per unit of time, from what is slow against all samples to what is fast against the nearest two.
  std::pair<double, double> rates_in_view() const {
    double nearest = infinity;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      const double gap = samples_[i].first - (i == 0 ? first_dose_ : samples_[i - 1].first);
      if (gap > 0) nearest = std::min(nearest, gap);
    }
    return {0.05 / std::max(span(), nearest), 3 / nearest};
  }
  // From the first dose to the first sample that shows it, and to the first sample.
  double until_seen() const {
    for (const auto &[t, y] : samples_)
      if (t > first_dose_ && y > 0.02 * peak()) return t - first_dose_;
    return 0;
  }
  double until_peak() const {
    const auto top = std::max_element(samples_.begin(), samples_.end(),
                                      [](const auto &a, const auto &b) { return a.second < b.second; });
    return top->first > first_dose_ ? top->first - first_dose_ : span();
  }
  double before_first() const { return std::max(0.0, samples_.front().first - first_dose_); }

  // What has come into the blood until then: of what is given, less what is still in the gut.
  double arrived(double time, double ka) const {
    double sum = 0;
    for (std::size_t d = 0; d < given_.size(); ++d) {
      const double since = time - given_[d].time, duration = given_[d].duration;
      if (since < 0) continue;
      const double given = duration > 0 ? std::min(1.0, since / duration) : 1;
      sum += given_[d].amount * (given - (ka == at_once ? 0 : left_of_infusion(since, duration, ka)));
    }
    return sum;
  }

 private:
  std::vector<std::pair<double, double>> samples_;
  const Doses &given_;
  double first_dose_ = infinity;
};

}  // namespace gantry::pk
