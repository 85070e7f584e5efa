// SPDX-License-Identifier: Apache-2.0
#include <core/fit/rice_point.hpp>

#include <core/fit/rice.hpp>

#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

using Number = Lanes<double, 16>;

double ratio(double z) { return bessel_ratio(Number(z)).ratio[0]; }

// The root beside 0 of m I1(m n) / I0(m n) = n; m^2 > 2.
double likeliest_signal(double m) {
  const auto above = [m](double n) { return m * ratio(m * n) / n - 1; };
  const double low = 1e-6;
  if (!(above(low) > 0)) return 0;
  std::uintmax_t steps = 100;
  const boost::math::tools::eps_tolerance<double> close(50);
  const auto [a, b] = boost::math::tools::toms748_solve(above, low, m, close, steps);
  return (a + b) / 2;
}

}  // namespace

RicePoint::RicePoint(double magnitude, double sigma) : sigma_(sigma), m_(magnitude / sigma) {
  const double square = m_ * m_;
  if (square > 2) likeliest_ = likeliest_signal(m_);
  least_ = part(likeliest_);
  // Far out the difference of the squares is 1, and lost in rounding.
  if (likeliest_ > 0) bend_ = m_ > 1e3 ? 1 : std::max(0.0, 2 - square + likeliest_ * likeliest_);
  else bend_ = std::max(0.0, 1 - square / 2);
}

// Twice the negative logarithm of the density, less what the magnitude alone says.
double RicePoint::part(double n) const { return (m_ - n) * (m_ - n) - 2 * bessel_ratio(Number(m_ * n)).log_scaled[0]; }

double RicePoint::deviance(double value) const { return std::max(0.0, part(std::abs(value) / sigma_) - least_); }

double RicePoint::log_density(double value) const { return std::log(m_ / sigma_) - part(std::abs(value) / sigma_) / 2; }

RicePoint::Term RicePoint::root(double value) const {
  const double n = std::abs(value) / sigma_, sign = std::copysign(1.0, value);
  const double off = n - likeliest_, root = std::sqrt(bend_);
  Term term{root * off, root};
  if (const double squared = part(n) - least_; std::abs(off) > 1e-5 && squared > 0) {
    term.residual = std::copysign(std::sqrt(squared), off);
    term.slope = (n - m_ * ratio(m_ * n)) / term.residual;
  }
  // Where the likeliest signal is 0 the root goes straight through it; elsewhere both signs are as likely.
  if (likeliest_ > 0) term.slope *= sign;
  else term.residual *= sign;
  term.slope /= sigma_;
  return term;
}

RicePoint::Term RicePoint::scoring(double value) const {
  const double n = std::abs(value) / sigma_;
  const double root = std::sqrt(std::max(rice_information(Number(n * n))[0], 1e-8));
  return {std::copysign(1.0, value) * (n - m_ * ratio(m_ * n)) / root, root / sigma_};
}

std::pair<double, double> rice_ends(double value, double sigma, double confidence) {
  const double n = std::abs(value) / sigma;
  if (n > 20) {
    const auto [mean, variance] = rice_moments(std::abs(value), sigma);
    const double half = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2) * std::sqrt(variance);
    return {mean - half, mean + half};
  }
  const boost::math::non_central_chi_squared squares(2, n * n);
  const auto end = [&](double part) { return sigma * std::sqrt(boost::math::quantile(squares, part)); };
  return {end(0.5 - confidence / 2), end(0.5 + confidence / 2)};
}

}  // namespace gantry::core::fit
