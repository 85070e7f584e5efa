// SPDX-License-Identifier: Apache-2.0
// What became of one voxel or one curve: names for programs, words for people, colours for the status map.
//
//   volume.segments = status_segments();
//   words(Status::at_bound)   // "converged, with a parameter at its bound: widen it (bounds), or take the value as given"
#pragma once

#include <core/data/volume.hpp>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gantry::core::fit {

// The values of the status map.
enum class Status : std::uint8_t {
  outside_mask = 0,
  converged = 1,
  at_bound = 2,          // converged, on the edge of what is allowed
  max_iterations = 3,    // values are given, but may not be the best
  not_finite_input = 4,  // NaN or infinite among the data or constants
  no_signal = 5,         // all data are 0
  saturated = 6,         // a value is the largest (or of signed integers the smallest) that the data type holds
  singular = 7,          // the data don't determine the parameters
  not_finite_model = 8,  // the formula gives no number at the starting values
  not_magnitude = 9,     // Rician noise, and a value is below 0
  no_sigma = 10,         // Rician noise, and sigma is not above 0 here
};
inline constexpr std::size_t status_count = 11;

std::string_view name(Status status);
std::string_view words(Status status);
bool has_values(Status status);  // otherwise the maps hold NaN
std::vector<Segment> status_segments();

}  // namespace gantry::core::fit
