// SPDX-License-Identifier: Apache-2.0
// Samples of a signal of any type as double.
//
//   const double v = sample_of(signal, channel, i);
#pragma once

#include <gantry/signal.h>

#include <cstdint>

namespace gantry::biosignals {

inline double sample_of(const gantry_signal &s, std::size_t channel, std::uint64_t i) {
  const std::uint64_t at = channel * s.samples + i;
  switch (s.dtype) {
    case GANTRY_I16: return static_cast<const std::int16_t *>(s.data)[at];
    case GANTRY_I32: return static_cast<const std::int32_t *>(s.data)[at];
    case GANTRY_F32: return static_cast<double>(static_cast<const float *>(s.data)[at]);
    default: return static_cast<const double *>(s.data)[at];
  }
}

inline double time_of(const gantry_signal &s, std::uint64_t i) {
  return s.times != nullptr ? s.times[i] : static_cast<double>(i) / s.rate;
}

}  // namespace gantry::biosignals
