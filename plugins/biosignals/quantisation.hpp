// SPDX-License-Identifier: Apache-2.0
// Samples as whole numbers of 16 or 24 bits between limits that EDF can write.
//
//   const Quantisation q = quantisation_of(signal, channel, 16);   // throws Error "edf.range", "edf.missing"
//   q.stored(0.125);
#pragma once

#include <gantry/signal.h>

#include <cmath>
#include <cstdint>

namespace gantry::biosignals {

struct Quantisation {
  double physical_minimum = 0, physical_maximum = 1;  // eight characters hold them
  std::int32_t digital_minimum = 0, digital_maximum = 1;
  double origin = 0, step = 1;  // stored = digital_minimum + (value - origin) / step
  double largest_error = 0;     // of any sample, in the channel's unit, when read back
  double relative_error = 0;    // the same as part of the range of the samples

  std::int32_t stored(double value) const {
    return digital_minimum + static_cast<std::int32_t>(std::lround((value - origin) / step));
  }
  double physical(std::int32_t stored) const {
    return static_cast<double>(stored - digital_minimum) * (physical_maximum - physical_minimum) /
               static_cast<double>(digital_maximum - digital_minimum) +
           physical_minimum;
  }
};

Quantisation quantisation_of(const gantry_signal &signal, std::size_t channel, unsigned bits);

}  // namespace gantry::biosignals
