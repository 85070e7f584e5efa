// SPDX-License-Identifier: Apache-2.0
#include "pulse_waves.hpp"

#include <plugins/waveforms/columns.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cardiovascular {
namespace {

// Rows of the steepest rise of each beat: local maxima of the slope above half of the largest.
std::vector<std::size_t> upstrokes(const Samples &time, const Samples &rise, double apart) {
  const double enough = *std::max_element(rise.begin(), rise.end()) / 2;
  std::vector<std::size_t> rows;
  for (std::size_t i = 1; i + 1 < rise.size(); ++i) {
    if (!(rise[i] > enough) || rise[i] < rise[i - 1] || rise[i] < rise[i + 1]) continue;
    if (!rows.empty() && time[i] - time[rows.back()] < apart) {
      if (rise[i] > rise[rows.back()]) rows.back() = i;
      continue;
    }
    rows.push_back(i);
  }
  return rows;
}

// Pearson's, of near[i] and far[i + lag] where both are.
double correlation(const Samples &near, const Samples &far, std::ptrdiff_t lag) {
  const auto n = static_cast<std::ptrdiff_t>(near.size());
  const std::ptrdiff_t first = std::max<std::ptrdiff_t>(0, -lag), last = std::min(n, n - lag);
  double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
  for (auto i = first; i < last; ++i) {
    mx += near[static_cast<std::size_t>(i)] / static_cast<double>(last - first);
    my += far[static_cast<std::size_t>(i + lag)] / static_cast<double>(last - first);
  }
  for (auto i = first; i < last; ++i) {
    const double x = near[static_cast<std::size_t>(i)] - mx, y = far[static_cast<std::size_t>(i + lag)] - my;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

// A pause on the way up: the slope falls and rises again before the peak. Else one on the way down, while systole lasts: at
// most twice the way to the peak, or half of the beat.
void find_shoulder(WaveBeat &beat, const Samples &rise, std::size_t steepest, std::size_t last) {
  const auto found = [&](std::size_t row, bool before_peak) {
    beat.shoulder = row;
    beat.has_shoulder = true;
    beat.before_peak = before_peak;
  };
  double pause = rise[steepest] / 2;
  for (std::size_t i = steepest + 1; i + 1 < beat.peak; ++i) {
    if (rise[i] >= rise[i - 1] || rise[i] > rise[i + 1] || rise[i] >= pause) continue;
    pause = rise[i];
    found(i, true);
  }
  if (beat.has_shoulder) return;
  const std::size_t length = last - beat.first, end = beat.first + std::max(2 * (beat.peak - beat.first), length / 2);
  double slowest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = beat.peak + 2; i + 1 < std::min(end, last); ++i) {
    if (rise[i] <= rise[i - 1] || rise[i] < rise[i + 1] || rise[i] <= slowest) continue;
    slowest = rise[i];
    found(i, false);
  }
}

}  // namespace

std::vector<Foot> feet_of(const Samples &time, const Samples &wave, double apart) {
  const Samples rise = gantry::waveforms::slope(time, wave);
  std::vector<Foot> feet;
  std::size_t from = 0;
  for (const std::size_t steepest : upstrokes(time, rise, apart)) {
    const auto begin = wave.begin() + static_cast<std::ptrdiff_t>(from),
               end = wave.begin() + static_cast<std::ptrdiff_t>(steepest);
    const auto lowest = static_cast<std::size_t>(std::min_element(begin, end) - wave.begin());
    from = steepest;
    if (lowest == 0 && rise[0] > rise[steepest] / 10) continue;
    const double level = wave[lowest], slope = rise[steepest];
    feet.push_back({time[steepest] - (wave[steepest] - level) / slope, level, lowest, steepest, slope});
  }
  return feet;
}

Delay delay_of(const Samples &near, const Samples &far, double step, double most) {
  const auto reach = std::min(static_cast<std::ptrdiff_t>(most / step), static_cast<std::ptrdiff_t>(near.size()) / 2);
  std::ptrdiff_t best = 0;
  double largest = -2;
  for (std::ptrdiff_t lag = -reach; lag <= reach; ++lag) {
    const double r = correlation(near, far, lag);
    if (r <= largest) continue;
    largest = r;
    best = lag;
  }
  const double before = correlation(near, far, best - 1), behind = correlation(near, far, best + 1);
  const double bend = before - 2 * largest + behind;
  const double between = bend < 0 ? (before - behind) / (2 * bend) : 0;
  return {step * (static_cast<double>(best) + between), largest};
}

Samples smoothed(const Samples &values, std::size_t wide) {
  const auto half = static_cast<std::ptrdiff_t>(wide / 2), n = static_cast<std::ptrdiff_t>(values.size());
  Samples smooth;
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    // As many on both sides: fewer near the ends.
    const auto m = static_cast<double>(std::min({half, i, n - 1 - i}));
    const double norm = (2 * m - 1) * (2 * m + 1) * (2 * m + 3) / 3;
    double sum = 0;
    for (auto k = -static_cast<std::ptrdiff_t>(m); k <= static_cast<std::ptrdiff_t>(m); ++k) {
      const double at = static_cast<double>(k), weight = m < 1 ? 1 : (3 * m * m + 3 * m - 1 - 5 * at * at) / norm;
      sum += weight * values[static_cast<std::size_t>(i + k)];
    }
    smooth.push_back(sum);
  }
  return smooth;
}

std::vector<WaveBeat> wave_beats(const Samples &time, const Samples &pressure, double apart) {
  const auto feet = feet_of(time, pressure, apart);
  const Samples rise = gantry::waveforms::slope(time, pressure);
  const auto at = [&](std::size_t row) { return pressure.begin() + static_cast<std::ptrdiff_t>(row); };
  std::vector<WaveBeat> beats;
  for (std::size_t i = 0; i < feet.size(); ++i) {
    const std::size_t first = feet[i].lowest, last = i + 1 < feet.size() ? feet[i + 1].lowest : time.size();
    WaveBeat beat{first, static_cast<std::size_t>(std::max_element(at(feet[i].steepest), at(last)) - at(0)),
                  gantry::waveforms::mean({at(first), at(last)}), feet[i].slope};
    find_shoulder(beat, rise, feet[i].steepest, last);
    beats.push_back(beat);
  }
  return beats;
}

}  // namespace cardiovascular
