// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/report/text.hpp>
#include <core/report/ticks.hpp>

namespace gantry::core::report {
namespace {

// Texts with the decimals that the step needs; a common power of ten for very small and very great values.
void write_texts(Ticks &ticks, double step) {
  double greatest = 0;
  for (const double value : ticks.at) greatest = std::max(greatest, std::abs(value));
  int exponent = 0;
  if (greatest > 0 && (greatest < 1e-2 || greatest >= 1e5))
    exponent = static_cast<int>(std::floor(std::log10(greatest) / 3)) * 3;
  const double scale = std::pow(10.0, exponent);
  const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step / scale) + 1e-9)));
  for (const double value : ticks.at) ticks.text.push_back(fixed_text(value / scale, decimals));
  if (exponent != 0) ticks.factor = "×10" + superscript(exponent);
}

}  // namespace

double nice_below(double limit) {
  const double power = std::pow(10.0, std::floor(std::log10(limit) + 1e-12));
  for (const double factor : {5.0, 2.0}) {
    if (factor * power <= limit * (1 + 1e-12)) return factor * power;
  }
  return power;
}

Ticks nice_ticks(double lower, double upper, int count) {
  Ticks ticks;
  // Too narrow for its magnitude, and steps would be lost in rounding.
  const double least = 1e-12 * std::max(std::abs(lower), std::abs(upper));
  if (!(upper - lower > least) || !std::isfinite(upper - lower)) {
    ticks.at = {lower};
    ticks.text = {number_text(lower, 4)};
    return ticks;
  }
  // The step of 1, 2, 5 whose number of ticks is nearest to what was asked for.
  const double ideal = (upper - lower) / std::max(1, count);
  const double power = std::pow(10.0, std::floor(std::log10(ideal)));
  double step = power;
  for (const double factor : {2.0, 5.0, 10.0}) {
    if (std::abs(std::log(factor * power / ideal)) < std::abs(std::log(step / ideal))) step = factor * power;
  }
  const double slack = 1e-9 * (upper - lower);
  for (double n = std::ceil((lower - slack) / step); n * step <= upper + slack; ++n)
    ticks.at.push_back(n == 0 ? 0 : n * step);
  write_texts(ticks, step);
  return ticks;
}

Ticks log_ticks(double lower, double upper) {
  Ticks ticks;
  const int first = static_cast<int>(std::floor(std::log10(lower)));
  const int last = static_cast<int>(std::ceil(std::log10(upper)));
  const int every = std::max(1, (last - first) / 7);
  const auto add = [&](double value) {
    if (value >= lower * (1 - 1e-9) && value <= upper * (1 + 1e-9)) ticks.at.push_back(value);
  };
  for (int e = first; e <= last; e += every) add(std::pow(10.0, e));
  if (ticks.at.size() < 3) {
    ticks.at.clear();
    for (int e = first; e <= last; ++e) {
      for (const double factor : {1.0, 2.0, 5.0}) add(factor * std::pow(10.0, e));
    }
  }
  for (const double value : ticks.at) ticks.text.push_back(number_text(value, 1));
  return ticks;
}

}  // namespace gantry::core::report
