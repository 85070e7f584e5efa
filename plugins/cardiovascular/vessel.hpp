// SPDX-License-Identifier: Apache-2.0
// What the Windkessels have in common: time, the flow that goes in, the pressure that comes out, and how the flow is to be
// read between its samples. A beat in steady state, or a record that begins anywhere.
//
//   struct Windkessel2 : BeatVessel { gantry::Param r{…}, c{…}; … };
//   auto volume = stored(x, 1 / (p[r] * p[c]));            // mL on the compliance, at the first point
//   for (t = 0; …) y[t] = k[outflow] + volume.at(t) / p[c];
#pragma once

#include "constants.hpp"

#include <gantry/cpp/error.hpp>
#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/washout.hpp>

#include <cmath>
#include <vector>

namespace cardiovascular {

// What is left of the flow at each point in turn: its integral, of which `rate` flows out.
template <class T, class F>
class Stored {
 public:
  GANTRY_INLINE Stored(gantry::Washout<T, F> washout, const F *flow) : washout_(washout), flow_(flow) {}
  // Of points 0, 1, 2 … one after the other.
  GANTRY_INLINE const T &at(std::size_t t) {
    return t == 0 ? washout_.held() : washout_.next(t, flow_[t - 1], flow_[t]);
  }

 private:
  gantry::Washout<T, F> washout_;
  const F *flow_;
};

struct Vessel : gantry::Model {
  static constexpr const char *category = "cardiovascular";
  gantry::AxisColumn time{"time", "time", "s"}, flow{"Q", "flow", "mL/s"};
  gantry::Constant outflow{"Pout", "pressure behind the peripheral resistance", "mm[Hg]", 0};
  gantry::Output pressure{"P", "pressure", "mm[Hg]"};
  gantry::Choice between{"between",
                         "Flow between points",
                         "how the flow is read between its samples",
                         {{"held", "held until the next", "a sample stands until the next one, as in digital filters"},
                          {"linear", "a straight line", "nearer to a smooth flow where samples are far apart"}}};

  void prepare(const gantry::Setup &s) {
    if (s.size() < 4)
      throw gantry::Error("cardiovascular.points", "a waveform needs four points at least", GANTRY_BAD_DATA);
    step_ = s[time][1] - s[time][0];
    const double first = step_, all = s[time][s.size() - 1] - s[time][0];
    for (std::size_t t = 1; t < s.size(); ++t) {
      const double step = s[time][t] - s[time][t - 1];
      if (!(step > 0))
        throw gantry::Error("cardiovascular.time", "time does not increase from point to point", GANTRY_BAD_DATA)
            .hint("sort the rows by time, and leave out what stands twice");
      if (!(std::abs(step - first) <= 1e-9 * all)) step_ = 0;
    }
    between_ = between.given() && between == "linear" ? gantry::Between::lines : gantry::Between::steps;
  }

 protected:
  template <class T, class F>
  GANTRY_INLINE gantry::Washout<T, F> washout(const gantry::Axis<F> &x, const T &rate) const {
    return {rate, step_, x[time], between_};
  }
  static std::vector<double> all_of(Stored<double, double> stored, std::size_t points, double rate) {
    std::vector<double> values;
    for (std::size_t t = 0; t < points; ++t) values.push_back(rate * stored.at(t));
    return values;
  }

 private:
  double step_ = 0;  // 0 where they differ
  gantry::Between between_ = gantry::Between::steps;
};

// The heart beats on as in this beat: what is stored at its end is what was there at its beginning.
struct BeatVessel : Vessel {
  static constexpr int example_points = 166;
  gantry::Number period{"period", "Period", "of the beat; 0: the points and one step more", "s", 0, {0, 60}};

  void prepare(const gantry::Setup &s) {
    Vessel::prepare(s);
    const double all = s[time][s.size() - 1] - s[time][0];
    last_ = all / static_cast<double>(s.size() - 1);
    const double given = period.given() ? period.value() : 0;
    if (given == 0) return;
    last_ = given - all;
    if (!(last_ > 0))
      throw gantry::Error("cardiovascular.period", "the points reach over the period", GANTRY_BAD_DATA)
          .at("period")
          .hint("leave out the point with which the next beat begins");
  }
  // One beat of 166 points, 5 ms apart: 80 mL in 0.28 s, and a little that flows back.
  void example(const gantry::Example &e) const {
    e.spread(time, 0, 0.825);
    for (std::size_t t = 0; t < e.size(); ++t) e[flow][t] = ejected(e[time][t]);
  }

 protected:
  template <class T, class F>
  GANTRY_INLINE Stored<T, F> stored(const gantry::Axis<F> &x, const T &rate) const {
    auto beat = washout(x, rate);
    const F *q = x[flow];
    const std::size_t n = x.size();
    for (std::size_t t = 1; t < n; ++t) beat.next(t, q[t - 1], q[t]);
    beat.over(static_cast<F>(last_), q[n - 1], q[0]);
    const double whole = length(x);
    const T at_first = beat.held() / -expm1(-rate * whole);
    auto steady = washout(x, rate);
    steady.begin(at_first);
    return {steady, q};
  }
  // The flow behind a lag of so many seconds.
  std::vector<double> smoothed(const gantry::Curve &data, double lag) const {
    return all_of(stored(data, 1 / lag), data.size(), 1 / lag);
  }
  // The slope of the flow at point t, the mean of those before and behind it; the beat goes on at both ends.
  template <class F>
  GANTRY_INLINE F flow_slope(const gantry::Axis<F> &x, std::size_t t) const {
    const F *at = x[time], *q = x[flow];
    const std::size_t n = x.size(), before = t == 0 ? n - 1 : t - 1, behind = t + 1 == n ? 0 : t + 1;
    const F h = static_cast<F>(last_), left = t == 0 ? h : at[t] - at[before],
            right = t + 1 == n ? h : at[behind] - at[t];
    return F(0.5) * ((q[t] - q[before]) / left + (q[behind] - q[t]) / right);
  }
  double length(const gantry::Axis<double> &x) const { return x[time][x.size() - 1] - x[time][0] + last_; }
  double length(const gantry::Axis<float> &x) const {
    return static_cast<double>(x[time][x.size() - 1] - x[time][0]) + last_;
  }

 private:
  // mL/s, `s` after the beginning of ejection.
  static double ejected(double s) {
    constexpr double lasting = 0.28, back = 0.03;
    if (s < lasting) return 80 / lasting * 2 * std::pow(std::sin(pi * s / lasting), 2);
    return s < lasting + back ? -40 * std::pow(std::sin(pi * (s - lasting) / back), 2) : 0;
  }
  double last_ = 0;  // from the last point to the next beat

  friend struct RecordVessel;
};

// A record that need not be periodic: what was stored at its first point is found too.
struct RecordVessel : Vessel {
  static constexpr int example_points = 400;

  // Two beats and a half, 5 ms apart, that are not alike.
  void example(const gantry::Example &e) const {
    e.spread(time, 0, 1.995);
    for (std::size_t t = 0; t < e.size(); ++t) {
      const double s = e[time][t];
      e[flow][t] = s < 0.75  ? BeatVessel::ejected(s)
                   : s < 1.6 ? 0.8 * BeatVessel::ejected(s - 0.75)
                             : 1.1 * BeatVessel::ejected(s - 1.6);
    }
  }

 protected:
  template <class T, class F>
  GANTRY_INLINE Stored<T, F> stored(const gantry::Axis<F> &x, const T &rate, const T &at_first) const {
    auto record = washout(x, rate);
    record.begin(at_first);
    return {record, x[flow]};
  }
  // The flow behind a lag of so many seconds, from nothing; and what was there at first, as it fades.
  std::vector<double> smoothed(const gantry::Curve &data, double lag) const {
    return all_of(stored(data, 1 / lag, 0.0), data.size(), 1 / lag);
  }
  std::vector<double> fading(const gantry::Curve &data, double lag) const {
    std::vector<double> left;
    for (std::size_t t = 0; t < data.size(); ++t) left.push_back(std::exp((data[time][0] - data[time][t]) / lag));
    return left;
  }
  template <class F>
  GANTRY_INLINE F flow_slope(const gantry::Axis<F> &x, std::size_t t) const {
    const F *at = x[time], *q = x[flow];
    const std::size_t last = x.size() - 1;
    if (t == 0) return (q[1] - q[0]) / (at[1] - at[0]);
    if (t == last) return (q[last] - q[last - 1]) / (at[last] - at[last - 1]);
    return F(0.5) * ((q[t] - q[t - 1]) / (at[t] - at[t - 1]) + (q[t + 1] - q[t]) / (at[t + 1] - at[t]));
  }
};

}  // namespace cardiovascular
