// SPDX-License-Identifier: Apache-2.0
// The equations of one solution with their derivatives by the sought parameters, as the steppers take them.
//
//   OdeSystem system(problem, params, constants);
//   OdeVector z = system.initial();    // the states, then for each sought parameter the states' derivatives by it
//   system.rates(z, dz, t);
//
// Derivatives are by the parameter as a part of its own size, so that they are as large as the states, and one tolerance
// serves both: with S = dy/dp · |p|,   S' = (df/dy) S + (df/dp) |p|   (the forward sensitivity equations).
#pragma once

#include <core/fit/ode/problem.hpp>
#include <core/fit/ode/trouble.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace gantry::core::fit {

using OdeVector = std::vector<double>;

class OdeSystem {
 public:
  OdeSystem(const OdeProblem &problem, const double *params, const double *constants);

  std::size_t states() const { return states_; }
  std::size_t columns() const { return columns_; }  // sought parameters
  std::size_t size() const { return states_ * (1 + columns_); }
  double param(std::size_t parameter) const { return params_[parameter]; }
  double constant(std::size_t c) const { return constants_[c]; }
  double size_of(std::size_t column) const { return sizes_[column]; }  // |p|
  const OdeProblem &problem() const { return problem_; }

  OdeVector initial();
  void rates(const OdeVector &z, OdeVector &dz, double t);
  // df/dy [i * states + j], df/dp · |p| [i * columns + k], df/dt [i] at these states; any may be NULL.
  void derivatives(const double *y, double t, double *by_state, double *by_param, double *by_time);
  // The states' rates alone.
  void state_rates(const double *y, double t, double *rates);
  // Outputs, and their derivatives by each parameter of the model [o * parameters + j]; 0 by those not sought.
  void observe(const OdeVector &z, double t, double *values, double *slopes);
  // The functions of the events, and, unless NULL, how they change by the time along the solution and by each column.
  void watch(const OdeVector &z, double t, std::vector<double> &values);
  void watch(const OdeVector &z, double t, std::size_t event, double &by_time, std::vector<double> &by_column);
  // What that event makes of z, derivatives included: `moves` is how its time depends on the columns.
  void happen(std::size_t event, OdeVector &z, double t, const std::vector<double> &moves);

  // Between which points the inputs run from now on.
  void enter(std::size_t interval);
  // What comes in evenly from now on: by state, and its derivatives [column * states + i].
  std::vector<double> influx, influx_slopes;

  // How large an error of z is against what is tolerated: at most 1 is good. Infinite where it is no number.
  double error(const OdeVector &z, const OdeVector &error) const;
  // What is tolerated of component i. A sensitivity need not be finer than the state that it is of: where it goes through
  // 0, or has only just left it, the state does not.
  double tolerated(std::size_t i, const double *z) const {
    return absolute_[i] + problem_.choices.relative * std::max(std::abs(z[i]), std::abs(z[i % states_]));
  }
  // Called for every step that is tried: throws too_long and cancelled.
  void tried(double t, const OdeVector &z);
  // Throws rate where one of these rates is no number.
  void check(const OdeVector &rates, double t) const;
  // The state that changes fastest against its size.
  std::size_t fastest(const OdeVector &z, double t);

 private:
  gantry_ode_point point(const double *y, double t);
  double slope(std::size_t i, std::size_t j) const { return slope_[i * width_ + j]; }

  const OdeProblem &problem_;
  const gantry_ode &ode_;
  std::size_t states_, columns_, width_;
  const double *params_, *constants_;
  std::vector<double> sizes_, absolute_, input_, input_slope_, input_base_;
  double input_from_ = 0;
  std::vector<double> value_, slope_;
  std::uint64_t steps_ = 0;
};

}  // namespace gantry::core::fit
