// SPDX-License-Identifier: Apache-2.0
// Events of a solution: found in each step by the change of sign of their functions, located to rounding, carried out.
//
//   OdeEvents events(system);
//   events.look(z, t);                                    // where a stretch begins
//   if (auto event = events.within(*stepper)) events.happen(*event, z = event->z);
#pragma once

#include <core/fit/ode/stepper.hpp>

#include <optional>
#include <vector>

namespace gantry::core::fit {

class OdeEvents {
 public:
  struct Found {
    std::size_t event;
    double time;
    OdeVector z;  // before it
  };

  explicit OdeEvents(OdeSystem &system);
  // On which side of 0 the functions are now.
  void look(const OdeVector &z, double t);
  // The first event of the last step, which is searched at its quarters: two crossings in between go unseen.
  std::optional<Found> within(OdeStepper &stepper);
  // Carries z across it. Its time moves by -(g_y S + g_p) / (g_y f + g_t).
  void happen(const Found &found, OdeVector &z);

 private:
  double value(std::size_t event, const OdeVector &z, double t);
  double root(OdeStepper &stepper, std::size_t event, double from, double to);

  OdeSystem &system_;
  std::size_t count_;
  std::vector<int> sides_;  // -1, 1; 0 where the function is exactly 0: the next side counts as no crossing
  std::vector<double> values_;
  OdeVector z_;
};

}  // namespace gantry::core::fit
