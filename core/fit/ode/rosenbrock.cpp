// SPDX-License-Identifier: Apache-2.0
// Debug checks of uBLAS stop the program at a matrix that can't be inverted: here that is a step to be shortened.
#define BOOST_UBLAS_NDEBUG 1

#include <core/fit/ode/rosenbrock.hpp>

#include <boost/numeric/odeint/stepper/rosenbrock4.hpp>

#include <algorithm>
#include <utility>

namespace gantry::core::fit {

namespace odeint = boost::numeric::odeint;

// Boost's d4 has the wrong sign (Hairer's RODAS: -0.0362), by which the method falls to order 1 where the equations name
// the time. The members hide those of the base.
struct Coefficients : odeint::default_rosenbrock_coefficients<double> {
  const double d4 = -0.3620000000000023e-01;
};
using Method = odeint::rosenbrock4<double, Coefficients>;
using Vector = Method::state_type;
using Matrix = Method::matrix_type;

struct Rosenbrock::Parts {
  Method method;
  Vector before, after, error, inside;

  explicit Parts(std::size_t n) : before(n), after(n), error(n), inside(n) {}
};

Rosenbrock::Rosenbrock(std::size_t n) : parts_(std::make_unique<Parts>(n)) {}
Rosenbrock::Rosenbrock(Rosenbrock &&) noexcept = default;
Rosenbrock::~Rosenbrock() = default;

void Rosenbrock::step(const Rates &rates, const Slopes &slopes, const double *y, double t, double step) {
  Parts &p = *parts_;
  std::copy_n(y, p.before.size(), p.before.begin());
  const auto rate = [&](const Vector &z, Vector &dz, double time) { rates(&z[0], time, &dz[0]); };
  const auto slope = [&](const Vector &z, Matrix &by_state, double time, Vector &by_time) {
    slopes(&z[0], time, &by_state(0, 0), &by_time[0]);
  };
  p.method.do_step(std::make_pair(rate, slope), p.before, t, p.after, step, p.error);
}

const double *Rosenbrock::before() const { return &parts_->before[0]; }
const double *Rosenbrock::after() const { return &parts_->after[0]; }
const double *Rosenbrock::error() const { return &parts_->error[0]; }

void Rosenbrock::prepare() { parts_->method.prepare_dense_output(); }

void Rosenbrock::at(double t, double from, double to, double *values) {
  Parts &p = *parts_;
  p.method.calc_state(t, p.inside, p.before, from, p.after, to);
  std::copy(p.inside.begin(), p.inside.end(), values);
}

}  // namespace gantry::core::fit
