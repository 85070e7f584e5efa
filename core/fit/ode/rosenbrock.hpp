// SPDX-License-Identifier: Apache-2.0
// One step of Boost.odeint's Rosenbrock method of order 4(3) (Hairer and Wanner, Solving Ordinary Differential Equations
// II, 2nd ed., IV.7, RODAS), for stiff equations. Apart, and in C++17: the uBLAS of Boost 1.74 is no C++20.
//
//   Rosenbrock method(2);
//   method.step(rates, slopes, y, t, h);    // method.after(), method.error()
//   method.prepare();                       // then method.at(t + h / 3, t, t + h, middle)
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>

namespace gantry::core::fit {

class Rosenbrock {
 public:
  // Where it looks, as parts of the step.
  static constexpr std::array<double, 5> stages{0.0, 0.386, 0.21, 0.63, 1.0};

  using Rates = std::function<void(const double *y, double t, double *rates)>;
  // df/dy [i * n + j] and df/dt.
  using Slopes = std::function<void(const double *y, double t, double *by_state, double *by_time)>;

  explicit Rosenbrock(std::size_t n);
  Rosenbrock(Rosenbrock &&) noexcept;
  ~Rosenbrock();

  void step(const Rates &rates, const Slopes &slopes, const double *y, double t, double step);
  const double *before() const;
  const double *after() const;
  const double *error() const;
  // For at(), between the ends of the last step.
  void prepare();
  void at(double t, double from, double to, double *values);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gantry::core::fit
