// SPDX-License-Identifier: Apache-2.0
#include "meta_writer.hpp"
#include "nrrd_writer.hpp"
#include "picture_reader.hpp"
#include "png_writer.hpp"
#include "tiff_writer.hpp"
#include "volume_reader.hpp"

#include <gantry/cpp/plugin.hpp>

namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.pictures", *name = "Pictures", *version = "0.1.0", *vendor = "Gantry",
                              *licence = "Apache-2.0",
                              *description =
                                  "Reads and writes pictures and stacks of them (PNG, JPEG, TIFF), NRRD and MetaImage.";
};

}  // namespace

GANTRY_PLUGIN(About, gantry::pictures::PictureReader, gantry::pictures::VolumeReader, gantry::pictures::PngWriter,
              gantry::pictures::TiffWriter, gantry::pictures::NrrdWriter, gantry::pictures::MetaWriter)
