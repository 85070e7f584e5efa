// SPDX-License-Identifier: Apache-2.0
// What becomes of an arterial input: convolutions with exponentials, without error of discretisation for an input that runs
// in straight lines between its samples, which may lie at unequal distances.
//
//   Washout<T, F> space(rate, steps, x[time]);             // rate in 1/s
//   for (t = 1; …) y[t] = p[k] * space.next(t, input at t - 1, input at t);
//
// One piece of length h, with z = rate h (the recursion of Flouri, Lesnic and Sourbron 2016, Magn Reson Med 76:998):
//   I(t + h) = exp(-z) I(t) + h (part - g) a + h g b,   g = (z - 1 + exp(-z)) / z^2,   part = (1 - exp(-z)) / z = 1 - z g
#pragma once

#include <gantry/cpp/model.hpp>

#include <cmath>
#include <cstddef>

namespace perfusion {

// The distances of the samples; filled once a fit. equal: the one there is, or 0 where they differ.
struct Steps {
  double equal = 0;

  void take(const gantry::Setup &s, const gantry::AxisColumn &time) {
    if (s.size() < 3)
      throw gantry::Error("perfusion.points", "a course in time needs three points at least", GANTRY_BAD_DATA);
    equal = s[time][1] - s[time][0];
    for (std::size_t t = 1; t < s.size(); ++t) {
      const double step = s[time][t] - s[time][t - 1];
      if (!(step > 0))
        throw gantry::Error("perfusion.time", "time must increase from point to point", GANTRY_BAD_DATA)
            .hint("sort the data by time, and leave out points that stand twice");
      if (!(std::abs(step - equal) <= 1e-9 * std::abs(s[time][s.size() - 1]))) equal = 0;
    }
  }
};

// g of the file's head; by its series where the difference would lose what counts.
template <class T>
GANTRY_INLINE T ramp_part(const T &z, const T &decay) {
  T series(1.0 / 479001600.0);  // 1 / 12!
  series = series * -z + 1.0 / 39916800.0;
  series = series * -z + 1.0 / 3628800.0;
  series = series * -z + 1.0 / 362880.0;
  series = series * -z + 1.0 / 40320.0;
  series = series * -z + 1.0 / 5040.0;
  series = series * -z + 1.0 / 720.0;
  series = series * -z + 1.0 / 120.0;
  series = series * -z + 1.0 / 24.0;
  series = series * -z + 1.0 / 6.0;
  series = series * -z + 0.5;
  return where(z < 0.5, series, (z - 1.0 + decay) / (z * z));
}

// What flows out at a rate of 1/s: the integral of input(u) exp(-rate (t - u)) du from the first sample on.
template <class T, class F>
class Washout {
 public:
  GANTRY_INLINE Washout(const T &rate, const Steps &steps, const F *time) : rate_(rate), time_(time) {
    equal_ = steps.equal > 0;
    weigh(equal_ ? static_cast<F>(steps.equal) : time[1] - time[0]);
  }
  GANTRY_INLINE const T &next(std::size_t t, const T &before, const T &now) {
    if (!equal_ && t > 1) weigh(time_[t] - time_[t - 1]);
    held_ = held_ * decay_ + before * from_before_ + now * from_now_;
    return held_;
  }

 private:
  GANTRY_INLINE void weigh(F step) {
    const T z = rate_ * step;
    decay_ = exp(-z);
    const T g = ramp_part(z, decay_);
    from_now_ = g * step;
    from_before_ = (1.0 - z * g - g) * step;
  }

  T rate_, held_{0}, decay_, from_before_, from_now_;
  const F *time_;
  bool equal_;
};

// What has come in so far: the integral of the input.
template <class T, class F>
class Uptake {
 public:
  GANTRY_INLINE explicit Uptake(const F *time) : time_(time) {}
  GANTRY_INLINE const T &next(std::size_t t, const T &before, const T &now) {
    held_ = held_ + (before + now) * (F(0.5) * (time_[t] - time_[t - 1]));
    return held_;
  }

 private:
  T held_{0};
  const F *time_;
};

}  // namespace perfusion
