// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/stops.hpp>

#include <algorithm>
#include <string_view>

namespace gantry::core::fit {
namespace {

// A parameter that a dose knows by its symbol: its value, and which column seeks it.
struct Known {
  double value;
  std::size_t column;  // beyond the last: none
};

Known look_up(const OdeSystem &system, const char *symbol, double otherwise) {
  const gantry_ode &ode = system.problem().ode;
  const auto &sought = system.problem().sought;
  for (std::size_t j = 0; symbol != nullptr && j < ode.parameter_count; ++j)
    if (std::string_view(ode.parameters[j]->symbol) == symbol)
      return {system.param(j), static_cast<std::size_t>(std::find(sought.begin(), sought.end(), j) - sought.begin())};
  return {otherwise, sought.size()};
}

std::size_t state_of(const gantry_ode &ode, const gantry_ode_dose &dose) {
  std::size_t s = 0;
  while (std::string_view(ode.states[s]->name) != dose.state) ++s;
  return s;
}

void add(const OdeSystem &system, const PlannedDose &dose, std::vector<Stop> &stops) {
  const gantry_ode &ode = system.problem().ode;
  const gantry_ode_dose &place = *ode.doses[dose.place];
  const Known part = look_up(system, place.fraction, 1), lag = look_up(system, place.lag, 0),
              lasts = look_up(system, place.duration, dose.duration);
  const double given = dose.constant ? system.constant(*dose.constant) : dose.amount;
  const auto column = [&](const Known &known, double slope, std::vector<double> &by) {
    by.resize(system.columns());
    if (known.column < by.size()) by[known.column] += slope * system.size_of(known.column);
  };
  Stop stop;
  stop.index = state_of(ode, place);
  stop.time = dose.time + lag.value;
  if (stop.time < system.problem().start) throw OdeTrouble{OdeTrouble::before, stop.time, 0};
  column(lag, 1, stop.moves);
  const bool at_once = !(lasts.value > 0);
  const double share = at_once ? 1 : 1 / lasts.value;
  stop.kind = at_once ? Stop::bolus : Stop::begin;
  stop.amount = part.value * given * share;
  column(part, given * share, stop.grows);
  if (!at_once) column(lasts, -stop.amount * share, stop.grows);
  stops.push_back(stop);
  if (at_once) return;
  stop.kind = Stop::end;
  stop.time += lasts.value;
  column(lasts, 1, stop.moves);
  stops.push_back(std::move(stop));
}

int rank(Stop::Kind kind) {
  switch (kind) {
    case Stop::end: return 0;
    case Stop::knot: return 1;
    case Stop::begin: return 2;
    default: return 3;
  }
}

}  // namespace

std::vector<Stop> stops_of(const OdeSystem &system) {
  const OdeProblem &problem = system.problem();
  std::vector<Stop> stops;
  for (const auto &dose : problem.doses) add(system, dose, stops);
  if (!problem.inputs.empty())
    for (std::size_t i = 1; i < problem.times.size(); ++i) {
      stops.emplace_back();
      stops.back().time = problem.times[i];
      stops.back().index = i;
    }
  std::stable_sort(stops.begin(), stops.end(), [](const Stop &a, const Stop &b) {
    return same_time(a.time, b.time) ? rank(a.kind) < rank(b.kind) : a.time < b.time;
  });
  return stops;
}

void apply(const Stop &stop, OdeSystem &system, OdeVector &z) {
  if (stop.kind == Stop::knot) return system.enter(stop.index);
  const std::size_t n = system.states();
  const bool moving = std::any_of(stop.moves.begin(), stop.moves.end(), [](double m) { return m != 0; });
  std::vector<double> before(n), after(n);
  if (moving) system.state_rates(z.data(), stop.time, before.data());
  const double sign = stop.kind == Stop::end ? -1 : 1;
  if (stop.kind == Stop::bolus) z[stop.index] += stop.amount;
  else system.influx[stop.index] += sign * stop.amount;
  for (std::size_t k = 0; k < system.columns(); ++k) {
    double &by = stop.kind == Stop::bolus ? z[n * (1 + k) + stop.index] : system.influx_slopes[k * n + stop.index];
    by += sign * stop.grows[k];
  }
  if (!moving) return;
  system.state_rates(z.data(), stop.time, after.data());
  for (std::size_t k = 0; k < system.columns(); ++k)
    for (std::size_t i = 0; i < n; ++i) z[n * (1 + k) + i] += (before[i] - after[i]) * stop.moves[k];
}

}  // namespace gantry::core::fit
