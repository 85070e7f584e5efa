// SPDX-License-Identifier: Apache-2.0
#include "population.hpp"

#include <cmath>

namespace perfusion {
namespace {

double gaussian(double t, double area, double at, double width) {
  constexpr double root_two_pi = 2.5066282746310005024;
  const double z = (t - at) / width;
  return area / (width * root_two_pi) * std::exp(-z * z / 2);
}

// t^a exp(-t / beta) / (beta^(a + 1) Gamma(a + 1))
double gamma_variate(double t, double a, double beta) {
  return t > 0 ? std::exp(a * std::log(t) - t / beta - (a + 1) * std::log(beta) - std::lgamma(a + 1)) : 0;
}

}  // namespace

double parker(double seconds) {
  const double t = seconds / 60;
  if (t < 0) return 0;
  return gaussian(t, 0.809, 0.17046, 0.0563) + gaussian(t, 0.330, 0.365, 0.132) +
         1.050 * std::exp(-0.1685 * t) / (1 + std::exp(-38.078 * (t - 0.483)));
}

double georgiou(double seconds) {
  constexpr double alpha = 5.26, beta = 0.032, tau = 0.129;  // beta, tau: min
  constexpr int passes = 60;                                 // later ones add less than the last digit
  const double t = seconds / 60;
  if (t < 0) return 0;
  double sum = 0;
  for (int j = 0; j < passes && j * tau <= t; ++j) sum += gamma_variate(t - j * tau, (j + 1) * alpha + j, beta);
  return sum * (0.37 * std::exp(-0.11 * t) + 0.33 * std::exp(-1.17 * t) + 10.06 * std::exp(-16.02 * t));
}

double weinmann(double seconds, double dose) {
  const double t = seconds / 60;
  return t < 0 ? 0 : dose * (3.99 * std::exp(-0.144 * t) + 4.78 * std::exp(-0.0111 * t));
}

double mcgrath(double seconds) {
  constexpr double rise = 7, fast = 3.4, slow = 1.81;
  if (seconds < 0) return 0;
  if (seconds < rise) return (fast + slow) * seconds / rise;
  return fast * std::exp(-0.045 * (seconds - rise)) + slow * std::exp(-0.0015 * (seconds - rise));
}

}  // namespace perfusion
