// SPDX-License-Identifier: Apache-2.0
// Writes NRRD: one file, LPS, in the order of Gantry's axes.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::pictures {

struct NrrdWriter : Writer {
  static constexpr const char
      *id = "nrrd",
      *label = "NRRD",
      *help =
          "One volume as .nrrd. A diffusion axis is written as DWMRI keys, segments as Slicer's; "
          "what NRRD has no field for (other axes, quantity, channel names) stands in the key "
          "org.gantry.volume.",
      *extensions = ".nrrd";

  VolumeInput volume{"volume", "Volume", "what is written"};
  Choice encoding{"encoding", "Encoding", "how voxels are stored", {{"gzip", "gzip"}, {"raw", "raw"}}};
  Integer compression{"compression", "Compression", "gzip's level: 1 is fastest, 9 smallest", "1", 4, {1, 9}};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::pictures
