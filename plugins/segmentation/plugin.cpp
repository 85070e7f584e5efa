// SPDX-License-Identifier: Apache-2.0
#include "tools.hpp"

#include <gantry/cpp/plugin.hpp>

namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.segmentation", *name = "Segmentation", *version = "0.1.0",
                              *vendor = "Gantry", *licence = "Apache-2.0",
                              *description = "Separates an image by its intensities, measures and compares label maps.";
};

}  // namespace

namespace s = gantry::segmentation;
GANTRY_PLUGIN(About, s::Threshold, s::Otsu, s::Kmeans, s::Volumes, s::Dice, s::Mask)
