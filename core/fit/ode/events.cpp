// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/events.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <array>
#include <cmath>

namespace gantry::core::fit {
namespace {

int side_of(double value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

bool counts(const gantry_ode_event &event, int before, int after) {
  if (before == 0 || after == 0 || before == after) return false;
  return (event.flags & (after > 0 ? GANTRY_EVENT_RISING : GANTRY_EVENT_FALLING)) != 0;
}

}  // namespace

OdeEvents::OdeEvents(OdeSystem &system) : system_(system), count_(system.problem().ode.event_count), sides_(count_) {}

void OdeEvents::look(const OdeVector &z, double t) {
  if (count_ == 0) return;
  system_.watch(z, t, values_);
  for (std::size_t e = 0; e < count_; ++e) sides_[e] = side_of(values_[e]);
}

double OdeEvents::value(std::size_t event, const OdeVector &z, double t) {
  system_.watch(z, t, values_);
  return values_[event];
}

double OdeEvents::root(OdeStepper &stepper, std::size_t event, double from, double to) {
  const auto g = [&](double t) {
    stepper.at(t, z_);
    return value(event, z_, t);
  };
  const double low = g(from), high = g(to);
  if (low == 0 || side_of(low) == side_of(high)) return low == 0 ? from : to;
  if (high == 0) return to;
  std::uintmax_t tries = 100;
  const auto ends =
      boost::math::tools::toms748_solve(g, from, to, low, high, boost::math::tools::eps_tolerance<double>(52), tries);
  return std::abs(g(ends.first)) < std::abs(g(ends.second)) ? ends.first : ends.second;
}

std::optional<OdeEvents::Found> OdeEvents::within(OdeStepper &stepper) {
  if (count_ == 0) return std::nullopt;
  const double from = stepper.from(), step = stepper.to() - from;
  double before = from;
  for (const double part : {0.25, 0.5, 0.75, 1.0}) {
    const double t = part == 1.0 ? stepper.to() : from + part * step;
    stepper.at(t, z_);
    std::vector<double> values;
    system_.watch(z_, t, values);
    std::optional<Found> first;
    for (std::size_t e = 0; e < count_; ++e) {
      const int side = side_of(values[e]);
      if (counts(*system_.problem().ode.events[e], sides_[e], side)) {
        const double time = root(stepper, e, before, t);
        if (!first || time < first->time) first = Found{e, time, {}};
      }
    }
    if (first) {
      stepper.at(first->time, first->z);
      return first;
    }
    for (std::size_t e = 0; e < count_; ++e)
      if (const int side = side_of(values[e]); side != 0) sides_[e] = side;
    before = t;
  }
  return std::nullopt;
}

void OdeEvents::happen(const Found &found, OdeVector &z) {
  const int side = -sides_[found.event];
  double by_time = 0;
  std::vector<double> moves;
  system_.watch(z, found.time, found.event, by_time, moves);
  if (by_time == 0) throw OdeTrouble{OdeTrouble::grazing, found.time, found.event};
  for (double &by : moves) by = -by / by_time;
  const double there = std::abs(value(found.event, z, found.time));
  system_.happen(found.event, z, found.time, moves);
  // Where the event leaves its own function at 0, the solution goes on beyond it; else on the side that it was put.
  const double now = value(found.event, z, found.time);
  look(z, found.time);
  if (std::abs(now) <= 8 * there) sides_[found.event] = side;
}

}  // namespace gantry::core::fit
