// SPDX-License-Identifier: MIT
// What is left of an input that flows out at a rate: its convolution with an exponential, without error of discretisation
// for an input that runs in straight lines between its samples, or in steps. Samples may lie at unequal distances.
//
//   gantry::Washout<T, F> space(rate, equal_step, x[time]);       // rate: per unit of time; equal_step: 0 where they differ
//   for (t = 1; …) y[t] = p[k] * space.next(t, input at t - 1, input at t);
//   space.over(rest, input at the last, input at the first)       // a step more, to where a beat begins again
//
// One piece of length h, with z = rate h (the recursion of Flouri, Lesnic and Sourbron 2016, Magn Reson Med 76:998):
//   I(t + h) = exp(-z) I(t) + h (part - g) a + h g b,   g = (z - 1 + exp(-z)) / z^2,   part = (1 - exp(-z)) / z = 1 - z g
// and with steps, where the input stays what it was until the next sample, exp(-z) I(t) + h part a.
#pragma once

#include <gantry/cpp/model_blocks.hpp>

#include <cstddef>

namespace gantry {

// How an input goes from sample to sample.
enum class Between { lines, steps };

namespace detail {

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

}  // namespace detail

// The integral of input(u) exp(-rate (t - u)) du from the first sample on, and what was there then.
template <class T, class F>
class Washout {
 public:
  GANTRY_INLINE Washout(const T &rate, double equal_step, const F *time, Between between = Between::lines)
      : rate_(rate), time_(time), between_(between), equal_(equal_step > 0) {
    weights_ = weigh(equal_ ? static_cast<F>(equal_step) : time[1] - time[0]);
  }
  GANTRY_INLINE void begin(const T &held) { held_ = held; }
  GANTRY_INLINE const T &held() const { return held_; }
  // To point t, from t - 1. The input is a T, or a plain number.
  template <class Input>
  GANTRY_INLINE const T &next(std::size_t t, const Input &before, const Input &now) {
    if (!equal_ && t > 1) weights_ = weigh(time_[t] - time_[t - 1]);
    return go(weights_, before, now);
  }
  template <class Input>
  GANTRY_INLINE const T &over(F step, const Input &before, const Input &now) {
    return go(weigh(step), before, now);
  }

 private:
  struct Weights {
    T decay, before, now;
  };
  GANTRY_INLINE Weights weigh(F step) const {
    const T z = rate_ * step, decay = exp(-z), g = detail::ramp_part(z, decay);
    if (between_ == Between::steps) return {decay, (1.0 - z * g) * step, T(0.0)};
    return {decay, (1.0 - z * g - g) * step, g * step};
  }
  template <class Input>
  GANTRY_INLINE const T &go(const Weights &w, const Input &before, const Input &now) {
    held_ = held_ * w.decay + before * w.before + now * w.now;
    return held_;
  }

  T rate_, held_{0.0};
  Weights weights_;
  const F *time_;
  Between between_;
  bool equal_;
};

}  // namespace gantry
