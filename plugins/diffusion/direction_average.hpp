// SPDX-License-Identifier: Apache-2.0
// The powder average: one image for each b-value, the mean over the directions measured at it.
//
//   shells_of({0, 995, 1005, 2000}, 3000, 50)   // → {0}, {1, 2}, {3}
#pragma once

#include <gantry/cpp/tool.hpp>

#include <cstddef>
#include <vector>

namespace diffusion {

struct Shell {
  double b = 0;                     // s/mm2, the mean of its members
  std::vector<std::size_t> frames;  // in ascending order
};

// Frames with b <= b_max, grouped: sorted by b, a step of more than `tolerance` begins the next shell. Ascending in b.
std::vector<Shell> shells_of(const std::vector<double> &b, double b_max, double tolerance);

struct DirectionAverage : gantry::Tool {
  static constexpr const char
      *id = "direction_average",
      *label = "Direction average", *category = "diffusion",
      *source = "Jensen, Helpern, Ramani, Lu and Kaczynski 2005, Magn Reson Med 53:1432",
      *help =
          "Averages a diffusion series over its directions, b-value by b-value. What remains depends "
          "on b alone, as mono-exponential and kurtosis fits want it. Directions are taken to be spread evenly.";
  gantry::VolumeInput series{"series", "Diffusion series", "a volume whose fourth axis has a column b"};
  gantry::Number b_max{"b_max", "Largest b", "images with a larger b are left out", "s/mm2", 3000, {0, 100000}};
  gantry::Number tolerance{"tolerance", "Shell width", "b-values closer than this count as one", "s/mm2",
                           20,          {0, 1000}};
  gantry::VolumeOutput average{"average", "Direction average", "one image for each b-value", "", {0, 1e-6, 0}};

  void run(gantry::Job &job);
};

}  // namespace diffusion
