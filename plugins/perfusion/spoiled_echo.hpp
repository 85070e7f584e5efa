// SPDX-License-Identifier: Apache-2.0
// The concentration of a contrast agent from the signal of spoiled gradient echoes, whose T1 before is known.
//
//   const SpoiledEcho echo{0.002, 13 * degree, 1.4, 4.5};      // TR in s, flip angle in radians, T10 in s, r1 in L/mmol/s
//   echo.concentration(70, 8.5)                                // mmol/L, for a signal of 70 with 8.5 before the injection
#pragma once

#include <cmath>
#include <limits>

namespace perfusion {

// S = M0 sin(a) (1 - E) / (1 - E cos(a)), E = exp(-TR / T1), 1 / T1 = 1 / T10 + r1 C; T2* and water exchange are left out
// (Tofts 1997, J Magn Reson Imaging 7:91; Schabel and Parker 2008, Phys Med Biol 53:2345).
struct SpoiledEcho {
  double repetition, angle, t10, relaxivity;

  // NaN where no T1 gives such a signal.
  double concentration(double signal, double baseline) const {
    const double cosine = std::cos(angle), before = std::exp(-repetition / t10);
    // S / (M0 sin a) by the baseline's.
    const double part = signal / baseline * (1 - before) / (1 - before * cosine);
    const double e = (1 - part) / (1 - part * cosine);
    if (!(e > 0 && e < 1) || !(baseline > 0)) return std::numeric_limits<double>::quiet_NaN();
    return (-std::log(e) / repetition - 1 / t10) / relaxivity;
  }
};

}  // namespace perfusion
