// SPDX-License-Identifier: Apache-2.0
// Writes NIfTI-1, and NIfTI-2 where a dimension is above 32767; equal volumes give equal bytes.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::nifti {

struct NiftiWriter : Writer {
  static constexpr const char *id = "nifti", *label = "NIfTI",
                              *help =
                                  "One volume as .nii or .nii.gz. A diffusion axis goes to NAME.bval and NAME.bvec "
                                  "(FSL's convention); what NIfTI has no place for (other axes, unit, quantity, "
                                  "segments) to NAME.json.",
                              *extensions = ".nii .nii.gz";

  VolumeInput volume{"volume", "Volume", "what is written"};
  Integer compression{"compression", "Compression", "gzip's level: 1 is fastest, 9 smallest", "1", 4, {1, 9}};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::nifti
