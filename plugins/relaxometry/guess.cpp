// SPDX-License-Identifier: Apache-2.0
#include "guess.hpp"

#include <gantry/cpp/guess.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace relaxometry {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::vector<Sample> samples_of(const gantry::Curve &c, const gantry::AxisColumn &x) {
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < c.size(); ++i) samples.push_back({c[x][i], c.y(i)});
  std::sort(samples.begin(), samples.end(), [](const Sample &a, const Sample &b) { return a.x < b.x; });
  return samples;
}

Exponential best_exponential(const std::vector<Sample> &samples, double shortest, double longest) {
  constexpr int times = 48;
  Exponential best{0, 0, shortest, nothing};
  for (int i = 0; i < times; ++i) {
    const double time = shortest * std::pow(longest / shortest, static_cast<double>(i) / (times - 1));
    double n = 0, e = 0, y = 0, ee = 0, ey = 0, yy = 0;
    for (const Sample &s : samples) {
      const double decay = std::exp(-s.x / time);
      n += 1;
      e += decay;
      y += s.y;
      ee += decay * decay;
      ey += decay * s.y;
      yy += s.y * s.y;
    }
    const double determinant = n * ee - e * e;
    if (!(determinant > 1e-9 * n * ee)) continue;
    const double amount = (n * ey - e * y) / determinant, level = (y - amount * e) / n;
    const double misfit = yy - level * y - amount * ey;
    if (!(misfit >= best.misfit)) best = {level, amount, time, misfit};
  }
  return best;
}

Exponential best_of_magnitude(std::vector<Sample> samples, double shortest, double longest) {
  Exponential best = best_exponential(samples, shortest, longest);
  for (Sample &s : samples) {
    s.y = -s.y;
    const Exponential turned = best_exponential(samples, shortest, longest);
    if (!(turned.misfit >= best.misfit)) best = turned;
  }
  return best;
}

Exponential log_linear(const gantry::Curve &c, const gantry::AxisColumn &along, double shortest, double longest) {
  const gantry::LogLine line = gantry::log_line(c, c[along]);
  if (!line.found) return {0, 0, 0, nothing};
  const double time = line.slope < 0 ? std::clamp(-1 / line.slope, shortest, longest) : longest;
  return {0, line.level(-1 / time), time, 0};
}

}  // namespace relaxometry
