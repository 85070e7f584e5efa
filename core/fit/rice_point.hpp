// SPDX-License-Identifier: Apache-2.0
// One magnitude with Rician noise, as the fit of a curve meets it: what it costs that the signal be of some size.
//
//   const RicePoint point(14.2, 5);   // measured, and sigma
//   point.deviance(12)                // twice the logarithm of how much likelier the likeliest signal is than 12
//   point.root(12)                    // its signed root: least squares of these is the largest likelihood
//
// The density is that of rice.hpp. The likeliest signal n of one magnitude m, both over sigma, is 0 for m^2 <= 2 and else
// where n = m I1(m n) / I0(m n). A model may give negative values (inversion recovery): their size is what was measured.
#pragma once

#include <utility>

namespace gantry::core::fit {

class RicePoint {
 public:
  // magnitude >= 0, sigma > 0.
  RicePoint(double magnitude, double sigma);

  // A residual and its slope by the value.
  struct Term {
    double residual, slope;
  };

  double deviance(double value) const;     // 0 or more
  double log_density(double value) const;  // -infinity at a magnitude of 0
  // The root of the deviance. The product of the two is half the deviance's slope, exactly.
  Term root(double value) const;
  // The score over the root of its variance, and that root: Fisher's scoring step is least squares of these.
  Term scoring(double value) const;

 private:
  double part(double n) const;

  double sigma_, m_;
  double likeliest_ = 0, least_ = 0;  // n, and part() there
  double bend_ = 0;                   // deviance = bend (n - likeliest)^2 next to it
};

// Where the central `confidence` of all magnitudes lies: the ends. Those of a noncentral chi-squared with two degrees; of
// a signal beyond 20 sigma, of the normal distribution.
std::pair<double, double> rice_ends(double value, double sigma, double confidence);

}  // namespace gantry::core::fit
