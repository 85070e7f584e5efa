// SPDX-License-Identifier: Apache-2.0
// Where a fit of concentrations begins: elimination from the tail, and what else there is from the closed forms.
//
//   const Course course(curve, time, given);                    // samples in the order of time, and the doses
//   const double ke = course.elimination();
//   const Sized s = course.sized([&](double t, const gantry_ode_given &d) { return d.amount * left(t - d.time, ke); });
//   p[v] = s.volume; p[cl] = ke * s.volume;
//
// The curves of linear kinetics are those of a volume of 1 over V, so that V follows by linear least squares, however
// many doses there were (Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., chapter 1 and appendix B).
#pragma once

#include <gantry/cpp/ode.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace gantry::pk {

// What is left of an amount of 1 at this time after it came into the blood; 0 before.
inline double left(double time, double ke) { return time < 0 ? 0 : std::exp(-ke * time); }
// The same of an amount that came evenly over `duration`.
inline double left_of_infusion(double time, double duration, double ke) {
  if (!(duration > 0) || time <= 0) return left(time, ke);
  const double running = std::min(time, duration);
  return -std::expm1(-ke * running) / (ke * duration) * std::exp(-ke * (time - running));
}
// What is in the blood of an amount of 1 that came into the gut (Bateman 1910).
inline double absorbed(double time, double ka, double ke) {
  return time <= 0 ? 0 : ka / (ka - ke) * (std::exp(-ke * time) - std::exp(-ka * time));
}

struct Sized {
  double volume, misfit;  // misfit: sum of squared residuals of the concentrations
};

class Course {
 public:
  Course(const Curve &c, const AxisColumn &time, const Doses &given) : given_(given) {
    for (std::size_t i = 0; i < c.size(); ++i) samples_.emplace_back(c[time][i], c.y(i));
    std::sort(samples_.begin(), samples_.end());
  }

  double span() const { return samples_.back().first - samples_.front().first; }
  double peak() const {
    double most = 0;
    for (const auto &sample : samples_) most = std::max(most, sample.second);
    return most;
  }

  // The slope of the logarithm over the last three samples that lie behind the peak after the last dose; where they do not
  // fall, once in the whole course.
  double elimination() const {
    double end = -std::numeric_limits<double>::infinity();
    for (std::size_t d = 0; d < given_.size(); ++d) end = std::max(end, given_[d].time + given_[d].duration);
    const auto tail = std::find_if(samples_.begin(), samples_.end(), [&](const auto &s) { return s.first >= end; });
    const auto top =
        std::max_element(tail, samples_.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    double n = 0, t = 0, y = 0, tt = 0, ty = 0;
    for (auto s = samples_.end(); s != top && n < 3;) {
      --s;
      if (!(s->second > 0)) continue;
      const double log = std::log(s->second);
      n += 1;
      t += s->first;
      y += log;
      tt += s->first * s->first;
      ty += s->first * log;
    }
    const double slope = (n * ty - t * y) / (n * tt - t * t);
    return n >= 2 && slope < 0 ? -slope : 1 / span();
  }

  // `amount(t, dose)`: what a volume of 1 would hold of that dose at that time.
  template <class Amount>
  Sized sized(Amount amount) const {
    double by_shape = 0, shapes = 0, squares = 0;
    for (const auto &[t, y] : samples_) {
      double shape = 0;
      for (std::size_t d = 0; d < given_.size(); ++d) shape += amount(t, given_[d]);
      by_shape += y * shape;
      shapes += shape * shape;
      squares += y * y;
    }
    return {shapes / by_shape, squares - by_shape * by_shape / shapes};
  }

  // From the first dose to the first sample that shows it, and to the first sample.
  double until_seen() const {
    for (const auto &[t, y] : samples_)
      if (t > first_dose() && y > 0.02 * peak()) return t - first_dose();
    return 0;
  }
  double until_peak() const {
    const auto top = std::max_element(samples_.begin(), samples_.end(),
                                      [](const auto &a, const auto &b) { return a.second < b.second; });
    return top->first > first_dose() ? top->first - first_dose() : span();
  }
  double before_first() const { return std::max(0.0, samples_.front().first - first_dose()); }

  // What has been given until then.
  double given_until(double time) const {
    double sum = 0;
    for (std::size_t d = 0; d < given_.size(); ++d) {
      const double since = time - given_[d].time, duration = given_[d].duration;
      if (since >= 0) sum += given_[d].amount * (duration > 0 ? std::min(1.0, since / duration) : 1);
    }
    return sum;
  }

  const std::vector<std::pair<double, double>> &samples() const { return samples_; }  // time, concentration

 private:
  double first_dose() const {
    double first = std::numeric_limits<double>::infinity();
    for (std::size_t d = 0; d < given_.size(); ++d) first = std::min(first, given_[d].time);
    return first;
  }

  std::vector<std::pair<double, double>> samples_;
  const Doses &given_;
};

// Absorption by those of a few rates and lags that fit best. It is taken to be faster than elimination (help of oral1).
struct Absorption {
  double ka, lag, volume;
};
inline Absorption guess_absorption(const Course &course, double ke, bool lags) {
  Absorption best{std::numeric_limits<double>::quiet_NaN(), 0, std::numeric_limits<double>::quiet_NaN()};
  double least = std::numeric_limits<double>::infinity();
  const double seen = lags ? course.until_seen() : 0;
  // As far as absorption shows: up to what is over long before the peak.
  constexpr int rates = 12;
  const double slowest = 1.3 * ke, fastest = std::max(60 * ke, 20 / course.until_peak());
  for (const double part : {0.0, 0.3, 0.6, 0.9})
    for (int i = 0; i < rates; ++i) {
      const double ka = slowest * std::pow(fastest / slowest, i / (rates - 1.0)), lag = part * seen;
      const Sized found = course.sized([&](double t, const gantry_ode_given &d) {
        return d.amount * absorbed(t - d.time - lag - d.duration / 2, ka, ke);
      });
      if (!(found.misfit < least) || !(found.volume > 0)) continue;
      least = found.misfit;
      best = {ka, lag, found.volume};
    }
  return best;
}

// Saturable elimination by the balance of amounts: what was given is V C + Vmax times the integral of C / (Km + C), linear
// in V and Vmax, for a few Km beside the peak.
struct Saturable {
  double vmax, km, volume;
};
inline Saturable guess_saturable(const Course &course) {
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  Saturable best{nothing, nothing, nothing};
  double least = std::numeric_limits<double>::infinity();
  const auto &s = course.samples();
  for (const double part : {0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0}) {
    const double km = part * course.peak();
    const auto rate = [&](double c) { return std::max(c, 0.0) / (km + std::max(c, 0.0)); };
    double integral = rate(s.front().second) * course.before_first(), cc = 0, ci = 0, ii = 0, cd = 0, id = 0, dd = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      const auto &[t, c] = s[i];
      if (i > 0) integral += (rate(c) + rate(s[i - 1].second)) / 2 * (t - s[i - 1].first);
      const double d = course.given_until(t);
      cc += c * c;
      ci += c * integral;
      ii += integral * integral;
      cd += c * d;
      id += integral * d;
      dd += d * d;
    }
    const double determinant = cc * ii - ci * ci;
    const double v = (cd * ii - id * ci) / determinant, vmax = (id * cc - cd * ci) / determinant;
    const double misfit = (dd - v * cd - vmax * id) / (v * v);  // of the concentrations
    if (!(v > 0) || !(vmax > 0) || !(misfit < least)) continue;
    least = misfit;
    best = {vmax, km, v};
  }
  return best;
}

}  // namespace gantry::pk
