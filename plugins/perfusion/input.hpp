// SPDX-License-Identifier: Apache-2.0
// What becomes of an arterial input that runs in straight lines between its samples, which may lie at unequal distances.
//
//   Washout<T, F> space(rate, steps.equal, x[time]);       // gantry::Washout; rate in 1/s
//   for (t = 1; …) y[t] = p[k] * space.next(t, input at t - 1, input at t);
#pragma once

#include <gantry/cpp/model.hpp>
#include <gantry/cpp/washout.hpp>

#include <cmath>
#include <cstddef>

namespace perfusion {

using gantry::Washout;

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
