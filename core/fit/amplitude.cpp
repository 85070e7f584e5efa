// SPDX-License-Identifier: Apache-2.0
#include <core/fit/amplitude.hpp>

#include <core/fit/check_model.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

constexpr std::size_t places_tried = 16;

// The values of the sets with the parameter at `x`.
std::vector<Evaluated<double>> values_with(const Probe &probe, std::vector<std::vector<double>> sets, std::size_t j,
                                           double x) {
  for (auto &set : sets) set[j] = x;
  return probe.block<double>(sets, places_tried);
}

// Whether `b` is `factor` times `a` in all sets that give numbers; they must not all be 0.
bool proportional(const std::vector<Evaluated<double>> &a, const std::vector<Evaluated<double>> &b, double factor) {
  bool something = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    double most = 0, off = 0;
    for (std::size_t row = 0; row < a[i].values.size(); ++row) {
      most = std::max(most, std::abs(factor * a[i].values[row]));
      off += std::abs(b[i].values[row] - factor * a[i].values[row]);
    }
    if (!std::isfinite(off)) continue;
    if (off > 1e-9 * most) return false;
    something = something || most > 0;
  }
  return something;
}

}  // namespace

Result<std::optional<std::size_t>> amplitude_of(const gantry_model &model, const Place &place, const Settings &settings,
                                                const gantry_values *values, std::uint32_t level) {
  GANTRY_TRY(probe, Probe::of(model, place, values, level));
  std::uint64_t seed = 1;
  std::vector<std::vector<double>> sets;
  for (std::size_t i = 0; i < places_tried; ++i) {
    sets.push_back(drawn_parameters(model, seed));
    for (std::size_t j = 0; j < settings.fixed.size(); ++j)
      if (settings.fixed[j]) sets.back()[j] = settings.start[j];
  }
  std::optional<std::size_t> found;
  for (const int free : settings.free()) {
    const auto j = static_cast<std::size_t>(free);
    const double start = model.parameters[j]->start, x = start != 0 && std::isfinite(start) ? std::abs(start) : 1;
    const auto once = values_with(probe, sets, j, x);
    if (!proportional(once, values_with(probe, sets, j, 3 * x), 3)) continue;
    if (settings.lower[j] < 0 && !proportional(once, values_with(probe, sets, j, -x), -1)) continue;
    const bool open = std::isinf(settings.upper[j]) || std::isinf(settings.lower[j]);
    if (open) return std::optional(j);
    if (!found) found = j;
  }
  return found;
}

}  // namespace gantry::core::fit
