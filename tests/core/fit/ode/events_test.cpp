// SPDX-License-Identifier: Apache-2.0
// Events: found in time, and crossed with the slopes that a threshold which moves gives.
#include "fixtures.hpp"

#include <cmath>

using namespace ode_test;

namespace {

// y falls by a until it is at `low`, then rises by b: the state `mode` is switched by the event.
struct Valve : gantry::Ode {
  static constexpr const char *id = "valve", *label = "valve", *equation = "y' = -a, then b";
  gantry::AxisColumn time{"t", "time", "s"};
  gantry::Param a{"a", "a", "1/s", 0, 10, 2}, b{"b", "b", "1/s", 0, 10, 3}, low{"low", "low", "1", -10, 10, 1};
  gantry::State y{"y", "y", "1"}, mode{"mode", "mode", "1"};
  gantry::Event opens{"opens", "valve opens", GANTRY_EVENT_FALLING};
  gantry::Output out{"y", "y", "1"};
  template <class T>
  void initial(const gantry::Moment<T> &, gantry::States<T> start) const {
    start[y] = T(5.0);
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    dy[y] = -at[a] * (1.0 - at[mode]) + at[b] * at[mode];
  }
  template <class T>
  void events(const gantry::Moment<T> &at, gantry::Events<T> g) const {
    g[opens] = at[y] - at[low];
  }
  template <class T>
  void happen(const gantry::Event &, const gantry::Moment<T> &, gantry::States<T> after) const {
    after[mode] = T(1.0);
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> o) const {
    o[out] = at[y];
  }
};

}  // namespace

TEST_CASE("integrate and fire spikes when its closed form says, with the closed form's slopes") {
  const Vector p{10, 20, 15, 2}, times{3, 12.8, 12.9, 20, 31, 47, 90};
  for (const char *method : {"explicit", "stiff"}) {
    const Solved s = solved<Fire>({times}, {{"ode_method", method}});
    const auto values = s.values(p), slopes = s.jacobian(p);
    const double period = p[0] * std::log((p[1] - p[3]) / (p[1] - p[2]));
    for (std::size_t t = 0; t < times.size(); ++t) {
      const double spikes = std::floor(times[t] / period);
      const auto exact = exact_slopes<4>(p, [&](const auto &q) {
        const auto since = times[t] - spikes * q[0] * log((q[1] - q[3]) / (q[1] - q[2]));
        return q[1] - (q[1] - q[3]) * exp(-since / q[0]);
      });
      CAPTURE(method, times[t], spikes);
      CHECK(values[2 * t + 1] == spikes);
      CHECK(values[2 * t] == Approx(exact[0]).epsilon(1e-7));
      for (std::size_t j = 0; j < 4; ++j)
        CHECK(slopes[4 * (2 * t) + j] == Approx(exact[j + 1]).epsilon(1e-6).margin(1e-7));
    }
  }
}

TEST_CASE("a valve switches the rate, and the slopes know that its time moves") {
  const Vector p{2, 3, 1}, times{1, 1.9, 2, 2.1, 4};
  const Solved s = solved<Valve>({times});
  const auto values = s.values(p), slopes = s.jacobian(p);
  for (std::size_t t = 0; t < times.size(); ++t) {
    const bool open = times[t] > 2;  // (5 - low) / a
    const auto exact = exact_slopes<3>(p, [&](const auto &q) {
      const auto opened = (5 - q[2]) / q[0];
      return open ? q[2] + q[1] * (times[t] - opened) : 5 - q[0] * times[t];
    });
    CAPTURE(times[t]);
    CHECK(values[t] == Approx(exact[0]).epsilon(1e-9));
    if (times[t] == 2) continue;  // there it has two slopes
    for (std::size_t j = 0; j < 3; ++j) CHECK(slopes[3 * t + j] == Approx(exact[j + 1]).epsilon(1e-8).margin(1e-9));
  }
}

TEST_CASE("a bouncing ball comes down at its closed form's times, bounce after bounce") {
  const Vector p{9.81, 0.8, 1}, times{0.3, 0.5, 1, 1.5, 2, 2.5, 3};
  const Solved s = solved<Ball>({times});
  const auto values = s.values(p), slopes = s.jacobian(p), near = s.differences(p, 1e-5);
  const double fall = std::sqrt(2 * p[2] / p[0]);
  for (std::size_t t = 0; t < times.size(); ++t) {
    double begin = fall, part = p[1];
    while (times[t] > begin + 2 * fall * part) {
      begin += 2 * fall * part;
      part *= p[1];
    }
    const double since = times[t] - begin, speed = part * p[0] * fall;
    const double exact =
        times[t] < fall ? p[2] - p[0] * times[t] * times[t] / 2 : speed * since - p[0] * since * since / 2;
    CAPTURE(times[t]);
    CHECK(values[t] == Approx(exact).epsilon(1e-7).margin(1e-8));
    for (std::size_t j = 0; j < 3; ++j) CHECK(slopes[3 * t + j] == Approx(near[3 * t + j]).epsilon(1e-4).margin(1e-5));
  }
}
