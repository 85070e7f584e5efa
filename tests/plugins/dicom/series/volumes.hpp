// SPDX-License-Identifier: Apache-2.0
// Folders of real files, sorted; their voxels; NIfTI volumes to compare with.
//
//   Loaded l = load_folder(*root / "dicom_to_nifti/siemens_epi_ap/dicom");
//   compare(l, l.sorted.volumes[0], *root / "…/EPI.nii.gz");
#pragma once

#include "making.hpp"

#include <tests/plugins/support/plugin_bench.hpp>

#include <filesystem>

namespace gantry::test {

struct Loaded {
  std::vector<NamedBytes> files;
  std::vector<Dataset> datasets;
  std::vector<FrameHeader> frames;
  Sorted sorted;
};

Loaded load_folder(const std::filesystem::path &folder);
Loaded load_files(const std::vector<std::filesystem::path> &files);

// Values (slope and intercept applied), x fastest.
std::vector<double> values_of(const Loaded &loaded, const SeriesVolume &volume);

// Checks shape, affine (within 1e-4 mm after LPS to RAS and matching of the axes' directions) and all values: exactly,
// or within 1e-5 of the full range where the NIfTI scales them, since dcm2niix does so in single precision.
void compare(const Loaded &loaded, const SeriesVolume &volume, const std::filesystem::path &nifti);

}  // namespace gantry::test
