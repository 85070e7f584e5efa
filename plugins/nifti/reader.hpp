// SPDX-License-Identifier: Apache-2.0
// Reads NIfTI-1 and NIfTI-2: .nii, .nii.gz, pairs of .hdr and .img, in both byte orders; and ANALYZE 7.5.
#pragma once

#include <gantry/cpp/reader.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::nifti {

struct NiftiReader : Reader {
  static constexpr const char *id = "nifti", *label = "NIfTI",
                              *help =
                                  "Volumes of NIfTI-1, NIfTI-2 and ANALYZE 7.5 (whose orientation is assumed). The "
                                  "fourth axis is diffusion where NAME.bval and "
                                  "NAME.bvec are given too (FSL's directions are turned into patient LPS), what "
                                  "NAME.json says, or time where the header has a time step. Scaled integers "
                                  "(scl_slope) are read as float32. A fifth dimension is read as channels.",
                              *extensions = ".nii .nii.gz .hdr .hdr.gz .img .img.gz .bval .bvec .json";

  static std::uint32_t sniff(std::string_view name, std::string_view head, std::uint64_t file_size);
  void list(Job &job, const Files &files, const Items &items);
  void read(Job &job, const Files &files, const std::string &key);  // key: the index of the volume's file
};

}  // namespace gantry::nifti
