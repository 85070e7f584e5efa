// SPDX-License-Identifier: Apache-2.0
#include <core/fit/status.hpp>

#include <array>

namespace gantry::core::fit {
namespace {

struct Description {
  std::string_view name, words;
  std::uint32_t colour;
};

constexpr std::array<Description, status_count> descriptions{{
    {"outside_mask", "outside the mask: not fitted", 0x000000},
    {"converged", "converged", 0x3a923a},
    {"at_bound", "converged, with a parameter at its bound: widen it (bounds), or take the value as given", 0xe1c233},
    {"max_iterations",
     "stopped at the largest number of iterations, so that the values may not be the best: allow more "
     "(max_iterations), or "
     "start nearer (start)",
     0xe1812c},
    {"not_finite_input",
     "not fitted, a value of the data is not a number: leave its point out (where), or the voxel (mask)", 0x9372b2},
    {"no_signal", "not fitted, all data are 0: a mask leaves such voxels out", 0x606060},
    {"saturated",
     "not fitted, a value is at the end of what the data can hold, and the truth may lie beyond: leave its point out "
     "(where)",
     0xffffff},
    {"singular",
     "not fitted, the data do not determine the parameters: fix one of them (fix), or measure where they differ",
     0xc03d3e},
    {"not_finite_model",
     "not fitted, the formula gives no number at the starting values: start elsewhere (start), or narrow the bounds",
     0x845b53},
    {"not_magnitude",
     "not fitted, a value is below 0, which no magnitude is: fit with gaussian noise, or take the magnitude first",
     0x4c72b0},
    {"no_sigma", "not fitted, sigma is not above 0 here: give it, or leave the voxel out (mask)", 0x8c8c8c},
}};

const Description &of(Status status) { return descriptions[static_cast<std::size_t>(status)]; }

}  // namespace

std::string_view name(Status status) { return of(status).name; }
std::string_view words(Status status) { return of(status).words; }

bool has_values(Status status) {
  return status == Status::converged || status == Status::at_bound || status == Status::max_iterations;
}

std::vector<Segment> status_segments() {
  std::vector<Segment> segments;
  for (std::size_t i = 1; i < status_count; ++i)
    segments.push_back({static_cast<std::int64_t>(i), std::string(descriptions[i].name), "", descriptions[i].colour});
  return segments;
}

}  // namespace gantry::core::fit
