// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/stepper.hpp>

#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/dense_output_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::core::fit {

double OdeStepper::first_step(const OdeVector &z, const OdeVector &rates, double t, double end) const {
  double size = 0, speed = 0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double tolerated = system_.tolerated(i, z.data());
    size = std::max(size, std::abs(z[i]) / tolerated);
    speed = std::max(speed, std::abs(rates[i]) / tolerated);
  }
  const double step = speed == 0 ? end - t : size < 1e-5 || speed < 1e-5 ? 1e-6 * (end - t) : 0.01 * size / speed;
  return std::min(step, end - t);
}

void OdeStepper::check_step(double t, double step, const OdeVector &z) const {
  constexpr double rounding = std::numeric_limits<double>::epsilon();
  if (std::abs(step) > 16 * rounding * std::abs(t) && std::abs(step) > 1e-250) return;
  throw OdeTrouble{OdeTrouble::runs_away, t, system_.fastest(z, t)};
}

namespace {

namespace odeint = boost::numeric::odeint;

// odeint asks it about every step that it tries. By its own rule a step without number would be a good one.
struct Checker {
  OdeSystem *system = nullptr;

  template <class Algebra, class Rate>
  double error(Algebra &, const OdeVector &z, const Rate &, const OdeVector &error, double) const {
    const double size = system->error(z, error);
    return std::isfinite(size) ? size : 1e30;
  }
};

using Dopri5 = odeint::runge_kutta_dopri5<OdeVector>;
using Controlled = odeint::controlled_runge_kutta<Dopri5, Checker>;

class ExplicitStepper final : public OdeStepper {
 public:
  explicit ExplicitStepper(OdeSystem &system) : OdeStepper(system), controlled_(Checker{&system}) {}

  void begin(const OdeVector &z, double t, double end, bool anew) override {
    from_ = to_ = t;
    end_ = end;
    z_ = z;
    system_.rates(z_, rate_, t);
    system_.check(rate_, t);
    if (anew) step_ = first_step(z_, rate_, t, end);
  }

  void step() override {
    const auto equations = [this](const OdeVector &z, OdeVector &dz, double time) { system_.rates(z, dz, time); };
    const double t = to_;
    double wanted = step_;
    while (true) {
      system_.tried(t, z_);
      const bool last = t + 1.01 * wanted >= end_;
      double step = last ? end_ - t : wanted;
      check_step(t, step, z_);
      double after = t;
      if (controlled_.try_step(equations, z_, rate_, after, next_, next_rate_, step) == odeint::success) {
        from_ = t;
        to_ = last ? end_ : after;
        step_ = last ? std::max(step, wanted) : step;
        break;
      }
      wanted = step;
    }
    std::swap(z_, next_);
    std::swap(rate_, next_rate_);
  }

  const OdeVector &now() const override { return z_; }
  void at(double t, OdeVector &z) override {
    z.resize(z_.size());
    controlled_.stepper().calc_state(t, z, next_, next_rate_, from_, z_, rate_, to_);
  }

 private:
  double step_ = 0;
  Controlled controlled_;
  OdeVector z_, rate_ = OdeVector(system_.size()), next_ = rate_,
                next_rate_ = rate_;  // after a step `next` is before it
};

}  // namespace

std::unique_ptr<OdeStepper> explicit_stepper(OdeSystem &system) { return std::make_unique<ExplicitStepper>(system); }

}  // namespace gantry::core::fit
