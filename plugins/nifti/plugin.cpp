// SPDX-License-Identifier: Apache-2.0
#include "reader.hpp"
#include "writer.hpp"

#include <gantry/cpp/plugin.hpp>

namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.nifti", *name = "NIfTI", *version = "0.1.0", *vendor = "Gantry",
                              *licence = "Apache-2.0",
                              *description = "Reads and writes NIfTI-1 and NIfTI-2 volumes with their companions.";
};

}  // namespace

GANTRY_PLUGIN(About, gantry::nifti::NiftiReader, gantry::nifti::NiftiWriter)
