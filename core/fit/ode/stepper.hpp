// SPDX-License-Identifier: Apache-2.0
// Steps of Boost.odeint along the equations and their sensitivities, one accepted step at a time.
//
//   auto stepper = explicit_stepper(system);
//   stepper->begin(z, t, end, true);
//   while (stepper->to() < end) stepper->step();      // never beyond `end`
//   stepper->at(0.5 * (stepper->from() + stepper->to()), middle);
#pragma once

#include <core/fit/ode/system.hpp>

#include <memory>

namespace gantry::core::fit {

class OdeStepper {
 public:
  virtual ~OdeStepper() = default;

  // A stretch without jumps, up to `end`. `anew`: how long the last steps were says nothing.
  virtual void begin(const OdeVector &z, double t, double end, bool anew) = 0;
  // Throws OdeTrouble.
  virtual void step() = 0;
  virtual const OdeVector &now() const = 0;     // at to()
  virtual void at(double t, OdeVector &z) = 0;  // within the last step
  double from() const { return from_; }
  double to() const { return to_; }

 protected:
  explicit OdeStepper(OdeSystem &system) : system_(system) {}
  // Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, 2nd ed., II.4, without its second evaluation.
  double first_step(const OdeVector &z, const OdeVector &rates, double t, double end) const;
  // Throws runs_away where a step is as short as rounding.
  void check_step(double t, double step, const OdeVector &z) const;

  OdeSystem &system_;
  double from_ = 0, to_ = 0, end_ = 0;
};

// Dormand and Prince 1980, 5(4), dense output of order 4: not stiff.
std::unique_ptr<OdeStepper> explicit_stepper(OdeSystem &system);
// Rosenbrock 4(3), L-stable, with dense output: stiff. The states' step comes first; then the sensitivities, which are a
// linear system along it, take the same step by the same method (staggered). Their error is watched like the states'.
std::unique_ptr<OdeStepper> stiff_stepper(OdeSystem &system);

}  // namespace gantry::core::fit
