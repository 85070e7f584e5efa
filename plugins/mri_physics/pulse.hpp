// SPDX-License-Identifier: Apache-2.0
// The shape of a radio-frequency pulse over its duration.
//
//   const auto shape = pulse_shape(PulseShape::sinc, 4, 256);   // time-bandwidth product 4; their mean is 1
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace mri_physics {

enum class PulseShape { hard, sinc, gauss };

// "hard", "sinc", "gauss".
std::optional<PulseShape> pulse_shape_named(std::string_view name);

// Field at the middle of each of `steps` equal parts of the duration, in proportion: their mean is 1, so that the angle is the
// same for all shapes. sinc: sin(x)/x under Hamming's window, whose profile at small angles is `time_bandwidth` over the
// duration wide; gauss: a Gaussian whose spectrum is so wide at half height (Bernstein, King and Zhou 2004, Handbook of MRI
// Pulse Sequences, chapter 2). hard: all 1.
std::vector<double> pulse_shape(PulseShape shape, double time_bandwidth, std::size_t steps);

}  // namespace mri_physics
