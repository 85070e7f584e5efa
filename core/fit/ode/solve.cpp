// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/solve.hpp>

#include <core/fit/ode/events.hpp>
#include <core/fit/ode/stepper.hpp>
#include <core/fit/ode/stops.hpp>

#include <cmath>

namespace gantry::core::fit {
namespace {

class Course {
 public:
  Course(const OdeProblem &problem, const double *params, const double *constants, OdeSolution &solution)
      : problem_(problem),
        system_(problem, params, constants),
        stepper_(problem.choices.stiff ? stiff_stepper(system_) : explicit_stepper(system_)),
        events_(system_),
        solution_(solution),
        z_(system_.initial()),
        t_(problem.start) {
    const std::size_t rows = problem.times.size() * problem.ode.output_count;
    solution.values.resize(rows);
    solution.slopes.resize(rows * problem.ode.parameter_count);
  }

  void run() {
    const double last = problem_.times[problem_.order.back()];
    events_.look(z_, t_);
    for (const Stop &stop : stops_of(system_)) {
      if (stop.time > last && !same_time(stop.time, last)) break;
      if (!same_time(stop.time, t_) && stop.time > t_) follow(stop.time);
      const bool meets = stop.kind == Stop::bolus && next_ < problem_.order.size() && same_time(sample(), t_);
      const auto before = meets ? outputs() : std::vector<double>();
      if (problem_.choices.before_dose) take_here();
      apply(stop, system_, z_);
      if (meets && outputs() != before) solution_.meets_dose = true;
      if (stop.kind != Stop::knot) anew_ = true;
      events_.look(z_, t_);
    }
    if (last > t_ && !same_time(last, t_)) follow(last);
    take_here();
  }

 private:
  double sample() const { return problem_.times[problem_.order[next_]]; }

  std::vector<double> outputs() {
    std::vector<double> values(problem_.ode.output_count), slopes(values.size() * problem_.ode.parameter_count);
    system_.observe(z_, t_, values.data(), slopes.data());
    return values;
  }

  void take(double t, const OdeVector &z) {
    const std::size_t row = problem_.order[next_++] * problem_.ode.output_count;
    system_.observe(z, t, solution_.values.data() + row, solution_.slopes.data() + row * problem_.ode.parameter_count);
  }

  // Samples at this very time, and any that lie before the beginning.
  void take_here() {
    while (next_ < problem_.order.size() && (sample() <= t_ || same_time(sample(), t_))) take(t_, z_);
  }

  // Those before `t`, within the last step.
  void take_before(double t) {
    while (next_ < problem_.order.size() && sample() < t && !same_time(sample(), t)) {
      stepper_->at(sample(), inside_);
      take(sample(), inside_);
    }
  }

  // To the end of a stretch without stops; what lies exactly there is taken by whoever knows what happens there.
  void follow(double end) {
    take_here();
    stepper_->begin(z_, t_, end, anew_);
    anew_ = false;
    while (t_ < end) {
      stepper_->step();
      if (const auto event = events_.within(*stepper_)) {
        take_before(event->time);
        z_ = event->z;
        t_ = event->time;
        events_.happen(*event, z_);
        if (t_ >= end || same_time(t_, end)) break;
        take_here();
        stepper_->begin(z_, t_, end, true);
        continue;
      }
      take_before(stepper_->to());
      t_ = stepper_->to();
      z_ = stepper_->now();
    }
    t_ = end;
  }

  const OdeProblem &problem_;
  OdeSystem system_;
  std::unique_ptr<OdeStepper> stepper_;
  OdeEvents events_;
  OdeSolution &solution_;
  OdeVector z_, inside_;
  double t_;
  std::size_t next_ = 0;  // sample, in the order of time
  bool anew_ = true;
};

}  // namespace

OdeSolution solve(const OdeProblem &problem, const double *params, const double *constants) {
  OdeSolution solution;
  try {
    Course(problem, params, constants, solution).run();
  } catch (const OdeTrouble &trouble) {
    solution.trouble = trouble;
  }
  return solution;
}

}  // namespace gantry::core::fit
