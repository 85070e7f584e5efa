// SPDX-License-Identifier: Apache-2.0
// Reads volumes with text headers: NRRD (.nrrd, .nhdr, .seg.nrrd) and MetaImage (.mha, .mhd), and the files beside them.
#pragma once

#include <gantry/cpp/reader.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::pictures {

// One reader for both, since a .raw file beside a header may belong to either.
struct VolumeReader : Reader {
  static constexpr const char *id = "nrrd-metaimage", *label = "NRRD, MetaImage",
                              *help =
                                  "Volumes of NRRD and MetaImage, packed or not, in one file or beside their header. "
                                  "DWMRI keys become a diffusion axis, Slicer's segments a label map, vector axes "
                                  "channels.",
                              *extensions = ".nrrd .nhdr .mha .mhd .raw .zraw .raw.gz .raw.bz2";

  static std::uint32_t sniff(std::string_view name, std::string_view head, std::uint64_t file_size);
  void list(Job &job, const Files &files, const Items &items);
  void read(Job &job, const Files &files, const std::string &key);  // key: the index of the header's file
};

}  // namespace gantry::pictures
