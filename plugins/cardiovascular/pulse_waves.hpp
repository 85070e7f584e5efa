// SPDX-License-Identifier: Apache-2.0
// Pulse waves: where each begins, where its shoulder is, and how much later another one comes.
//
//   const auto feet = feet_of(time, pressure, 0.3);        // s
//   const auto beats = wave_beats(time, pressure, 0.3);    // peak and shoulder of each
//   const Delay d = delay_of(time, near, far, 0.3);        // s, by cross-correlation
#pragma once

#include <cstddef>
#include <vector>

namespace cardiovascular {

using Samples = std::vector<double>;

// A wave's foot: where the tangent at its steepest rise meets the level of the lowest point before it (Chiu, Arand,
// Shroff, Feldman and Carroll 1991, Am Heart J 121:1460, intersecting tangents).
struct Foot {
  double time, level;            // of the foot
  std::size_t lowest, steepest;  // rows
  double slope;                  // of the tangent
};
// One for each upstroke, `apart` s at least from one to the next. A wave that is already rising in the first row has none.
std::vector<Foot> feet_of(const Samples &time, const Samples &wave, double apart);

// How much later `far` comes than `near`, s: where their cross-correlation, over the rows that both have, is largest, up to
// `most` s in either direction; between rows by a parabola. Rows are equally spaced by `step`.
struct Delay {
  double seconds, correlation;
};
Delay delay_of(const Samples &near, const Samples &far, double step, double most);

// Values smoothed by parabolas through `wide` rows (Savitzky and Golay 1964, Anal Chem 36:1627); wide is odd, 3 at least.
Samples smoothed(const Samples &values, std::size_t wide);

// One beat of pressure, from its lowest point to the next one's. Its shoulder is where the rise after the foot, or the fall
// after the peak, pauses most: before the peak the slope is smallest there, behind it largest.
struct WaveBeat {
  std::size_t first, peak;  // rows
  double mean, rise;        // of all of it; the steepest
  std::size_t shoulder = 0;
  bool has_shoulder = false, before_peak = false;
};
std::vector<WaveBeat> wave_beats(const Samples &time, const Samples &pressure, double apart);

}  // namespace cardiovascular
