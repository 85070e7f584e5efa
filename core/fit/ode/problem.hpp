// SPDX-License-Identifier: Apache-2.0
// What one curve's equations are solved for: the samples, the inputs, the doses, and how.
//
//   OdeProblem problem{ode, state, choices, …};
//   problem.settle();   // problem.order, problem.start
#pragma once

#include <core/fit/ode/choices.hpp>
#include <core/fit/ode/doses.hpp>

#include <functional>
#include <vector>

namespace gantry::core::fit {

// A dose, its amount known, or the constant that it is.
struct PlannedDose {
  std::size_t place = 0;
  double time = 0, amount = 0, duration = 0;
  std::optional<std::size_t> constant;
};

struct OdeProblem {
  const gantry_ode &ode;
  const void *state;  // of the plugin
  const OdeChoices &choices;
  const std::function<bool()> &stopped;     // asked every now and then
  const std::vector<std::size_t> &sought;   // parameters that need derivatives
  std::vector<double> times;                // of the samples, as they come
  std::vector<std::vector<double>> inputs;  // of each input column, beside `times`; then these increase
  std::vector<PlannedDose> doses;

  // Filled by settle().
  std::vector<std::size_t> order;  // samples by time
  double start = 0;

  void settle();
};

// The same time, but for rounding.
bool same_time(double a, double b);

}  // namespace gantry::core::fit
