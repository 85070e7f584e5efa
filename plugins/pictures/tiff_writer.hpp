// SPDX-License-Identifier: Apache-2.0
// Writes a volume as one TIFF of many pages, with its scale as ImageJ has it; BigTIFF beyond 4 GB.
#pragma once

#include <gantry/cpp/ports.hpp>
#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::pictures {

struct TiffWriter : Writer {
  static constexpr const char
      *id = "tiff",
      *label = "TIFF",
      *help =
          "One volume as a stack of pages, values as they are. Voxel sizes, frames and channels "
          "are written as ImageJ reads them; TIFF has no place for where it was in the patient.",
      *extensions = ".tif .tiff";

  VolumeInput volume{"volume", "Volume", "what is written"};
  Flag compressed{"compressed", "Compressed", "packed by deflate, without loss", true};

  void write(Job &job, const std::string &name);
};

}  // namespace gantry::pictures
