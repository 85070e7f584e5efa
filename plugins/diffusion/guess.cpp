// SPDX-License-Identifier: Apache-2.0
#include "guess.hpp"

#include <gantry/cpp/guess.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace diffusion {

Bent log_parabola(const gantry::Curve &c, const double *b) {
  double sum[5] = {}, y[3] = {};  // of w x^k and w x^k log S, x in 1000 s/mm2
  for (std::size_t i = 0; i < c.size(); ++i) {
    const double s = c.y(i), x = b[i] / 1000;
    if (!(s > 0)) continue;
    double w = s * s;
    for (int k = 0; k < 5; ++k, w *= x) {
      sum[k] += w;
      if (k < 3) y[k] += w * std::log(s);
    }
  }
  const auto determinant = [](double a, double b1, double c1, double d, double e, double f, double g, double h,
                              double i) { return a * (e * i - f * h) - b1 * (d * i - f * g) + c1 * (d * h - e * g); };
  const double all = determinant(sum[0], sum[1], sum[2], sum[1], sum[2], sum[3], sum[2], sum[3], sum[4]);
  if (!(all > 1e-12 * sum[0] * sum[0] * sum[0])) return {0, 0, 0, false};
  const double level = determinant(y[0], sum[1], sum[2], y[1], sum[2], sum[3], y[2], sum[3], sum[4]) / all;
  const double slope = determinant(sum[0], y[0], sum[2], sum[1], y[1], sum[3], sum[2], y[2], sum[4]) / all;
  const double bend = determinant(sum[0], sum[1], y[0], sum[1], sum[2], y[1], sum[2], sum[3], y[2]) / all;
  return {std::exp(level), slope / 1000, bend / 1e6, true};
}

namespace {

// Amounts of the two exponentials, neither negative, and what they leave.
struct Two {
  double fast = 0, slow = 0, misfit = 0;
};
Two amounts(const gantry::Curve &c, const double *b, double d_fast, double d_slow) {
  double ff = 0, fs = 0, ss = 0, fy = 0, sy = 0, yy = 0;
  for (std::size_t i = 0; i < c.size(); ++i) {
    const double f = std::exp(-b[i] * d_fast), s = std::exp(-b[i] * d_slow), y = c.y(i);
    ff += f * f;
    fs += f * s;
    ss += s * s;
    fy += f * y;
    sy += s * y;
    yy += y * y;
  }
  const double determinant = ff * ss - fs * fs;
  Two two;
  if (determinant > 1e-12 * ff * ss) {
    two.fast = (fy * ss - sy * fs) / determinant;
    two.slow = (sy * ff - fy * fs) / determinant;
  }
  if (!(two.fast > 0) || !(two.slow > 0)) {
    const bool slow_alone = sy * sy * ff >= fy * fy * ss;
    two.fast = slow_alone ? 0 : std::max(fy / ff, 0.0);
    two.slow = slow_alone ? std::max(sy / ss, 0.0) : 0;
  }
  two.misfit = yy - two.fast * fy - two.slow * sy;
  return two;
}

}  // namespace

Perfused segmented(const gantry::Curve &c, const double *b, double known_slow, double known_fast) {
  std::vector<double> slow{known_slow}, fast{known_fast};
  if (!(known_slow > 0)) {
    const gantry::LogLine line = gantry::log_line(c, b, 200);
    const double begin = line.found ? std::clamp(-line.slope, 1e-5, 0.0049) : 0.001;
    slow = {begin};
    for (const double part : {0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.1, 1.3}) slow.push_back(std::min(part * begin, 0.0049));
  }
  if (!(known_fast > 0)) {
    fast.clear();
    for (int i = 0; i < 28; ++i) fast.push_back(0.0035 * std::pow(0.45 / 0.0035, i / 27.0));
  }
  Perfused best{0, 0.1, fast.front(), slow.front()};
  double least = gantry::infinity;
  for (const double d : slow)
    for (const double rate : fast) {
      const Two two = amounts(c, b, rate, d);
      const double sum = two.fast + two.slow;
      if (!(two.misfit < least) || !(sum > 0)) continue;
      least = two.misfit;
      best = {sum, two.fast / sum, rate, d};
    }
  best.f = std::clamp(best.f, 0.005, 0.995);
  return best;
}

}  // namespace diffusion
