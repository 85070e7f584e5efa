// SPDX-License-Identifier: Apache-2.0
#include "loops.hpp"

#include <plugins/waveforms/columns.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cardiovascular {
namespace {

using Rows = std::pair<std::size_t, std::size_t>;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Samples part(const Samples &all, const Rows &beat) {
  return {all.begin() + static_cast<std::ptrdiff_t>(beat.first),
          all.begin() + static_cast<std::ptrdiff_t>(beat.second)};
}

// Where the volume is large and the pressure small, each by its range.
std::size_t lower_right(const Samples &v, const Samples &p) {
  const auto [v_low, v_high] = std::minmax_element(v.begin(), v.end());
  const auto [p_low, p_high] = std::minmax_element(p.begin(), p.end());
  std::size_t best = 0;
  double most = -2;
  for (std::size_t i = 0; i < v.size(); ++i) {
    const double far = (v[i] - *v_low) / (*v_high - *v_low) - (p[i] - *p_low) / (*p_high - *p_low);
    if (far > most) {
      most = far;
      best = i;
    }
  }
  return best;
}

// ln P falls in a straight line from the fastest fall of pressure down to that at the end of diastole.
double relaxation_of(const Samples &t, const Samples &p, std::size_t from, double end_diastolic) {
  Samples when, log_pressure;
  for (std::size_t i = from; i < p.size() && p[i] > std::max(end_diastolic, 1.0); ++i) {
    when.push_back(t[i]);
    log_pressure.push_back(std::log(p[i]));
  }
  if (when.size() < 4) return unknown;
  const double slope = gantry::waveforms::line_through(when, log_pressure, 0, when.size()).slope;
  return slope < 0 ? -1 / slope : unknown;
}

// The row with the largest P / (V - v0); end where no volume is above v0.
std::size_t stiffest(const Samples &volume, const Samples &pressure, const Rows &beat, double v0) {
  std::size_t best = beat.second;
  double most = 0;
  for (std::size_t i = beat.first; i < beat.second; ++i) {
    if (!(volume[i] > v0)) continue;
    const double elastance = pressure[i] / (volume[i] - v0);
    if (best != beat.second && elastance <= most) continue;
    most = elastance;
    best = i;
  }
  return best;
}

}  // namespace

Beats beats_by_pressure(const Samples &pressure) {
  const auto [low, high] = std::minmax_element(pressure.begin(), pressure.end());
  const double middle = (*low + *high) / 2, quarter = *low + (*high - *low) / 4;
  std::vector<std::size_t> upstrokes;
  bool been_low = false;
  for (std::size_t i = 0; i < pressure.size(); ++i) {
    if (pressure[i] < quarter) been_low = true;
    if (!been_low || pressure[i] < middle) continue;
    upstrokes.push_back(i);
    been_low = false;
  }
  Beats beats;
  for (std::size_t i = 1; i < upstrokes.size(); ++i) beats.emplace_back(upstrokes[i - 1], upstrokes[i]);
  if (beats.empty()) beats.emplace_back(0, pressure.size());
  return beats;
}

Beats beats_by_number(const Samples &numbers) {
  Beats beats;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i == 0 || numbers[i] != numbers[i - 1]) beats.emplace_back(i, i);
    beats.back().second = i + 1;
  }
  return beats;
}

Loop loop_of(const Samples &time, const Samples &volume, const Samples &pressure, Rows beat) {
  const Samples t = part(time, beat), v = part(volume, beat), p = part(pressure, beat);
  const std::size_t n = t.size();
  const auto [smallest, largest] = std::minmax_element(v.begin(), v.end());
  const Samples rise = gantry::waveforms::slope(t, p);
  const auto [fall_at, rise_at] = std::minmax_element(rise.begin(), rise.end());
  const std::size_t corner = lower_right(v, p);
  double area = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t j = i + 1 == n ? 0 : i + 1;
    area += (p[i] + p[j]) / 2 * (v[j] - v[i]);
  }
  return {(t.back() - t.front()) * static_cast<double>(n) / static_cast<double>(n - 1),
          *largest,
          *smallest,
          p[corner],
          v[corner],
          std::abs(area),
          *rise_at,
          *fall_at,
          relaxation_of(t, p, static_cast<std::size_t>(fall_at - rise.begin()), p[corner])};
}

EndSystole end_systole(const Samples &volume, const Samples &pressure, const Beats &beats, double assumed) {
  constexpr int most_rounds = 100;
  const auto points = [&](double v0) {
    EndSystole line;
    line.v0 = v0;
    for (const Rows &beat : beats) {
      const std::size_t at = stiffest(volume, pressure, beat, v0);
      if (at == beat.second) continue;
      line.volumes.push_back(volume[at]);
      line.pressures.push_back(pressure[at]);
    }
    return line;
  };
  const double smallest = *std::min_element(volume.begin(), volume.end());
  double v0 = std::min(assumed, smallest - 1);
  for (int round = 0; beats.size() >= 3 && round < most_rounds; ++round) {
    EndSystole line = points(v0);
    const auto fit = gantry::waveforms::line_through(line.volumes, line.pressures, 0, line.volumes.size());
    const double next = -fit.at_0 / fit.slope;
    // Beats that don't differ tell no line.
    if (!(fit.slope > 0) || !(next < smallest)) break;
    if (std::abs(next - v0) <= 1e-6 * (1 + std::abs(v0))) {
      line.ees = fit.slope;
      line.v0 = next;
      line.found = true;
      return line;
    }
    v0 = next;
  }
  EndSystole line = points(assumed);
  for (std::size_t i = 0; i < line.volumes.size(); ++i)
    line.ees += line.pressures[i] / (line.volumes[i] - assumed) / static_cast<double>(line.volumes.size());
  return line;
}

}  // namespace cardiovascular
