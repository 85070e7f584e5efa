// SPDX-License-Identifier: Apache-2.0
// Pressure-volume loops of a ventricle, one, or some at different filling: what each beat says, and what they say together.
//
//   const auto beats = beats_of(pressure, by_column);         // where each begins and ends
//   const Loop loop = loop_of(time, volume, pressure, beats[0]);
//   const EndSystole line = end_systole(volume, pressure, beats, 0);   // Ees and V0
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace cardiovascular {

using Beats = std::vector<std::pair<std::size_t, std::size_t>>;  // first row, and the one behind the last
using Samples = std::vector<double>;

// From upstroke to upstroke, where the pressure goes up through the middle of its range after it has been below a quarter.
// All rows where there are not two.
Beats beats_by_pressure(const Samples &pressure);
// Runs of rows with the same number.
Beats beats_by_number(const Samples &numbers);

struct Loop {
  double period;                                     // s
  double end_diastolic_volume, end_systolic_volume;  // the largest and the smallest, mL
  double end_diastolic_pressure;                     // at the loop's lower right corner, mmHg
  double end_diastolic_corner;                       // its volume, mL
  double stroke_work;                                // the loop's area, mmHg mL
  double fastest_rise, fastest_fall;                 // dP/dt, mmHg/s
  double
      relaxation;  // time constant of the isovolumic fall of pressure, to 0 mmHg, s (Weiss et al. 1976); NaN: not found
  double stroke_volume() const { return end_diastolic_volume - end_systolic_volume; }
};
Loop loop_of(const Samples &time, const Samples &volume, const Samples &pressure,
             std::pair<std::size_t, std::size_t> beat);

// The line P = Ees (V - V0) through the points of largest P / (V - V0), one of each beat: with the V0 that the line itself
// gives, found by repeating (Kono, Maughan, Sunagawa, Hamilton, Sagawa and Weisfeldt 1984, Circulation 70:1057). With fewer
// than three beats, or where they don't differ in volume, V0 is `assumed` and Ees the mean of the beats'.
struct EndSystole {
  double ees = 0, v0 = 0;  // mmHg/mL, mL
  bool found = false;      // V0, rather than assumed
  Samples volumes, pressures;
};
EndSystole end_systole(const Samples &volume, const Samples &pressure, const Beats &beats, double assumed);

}  // namespace cardiovascular
