// SPDX-License-Identifier: Apache-2.0
// NIfTI files made by hand, field by field: the second method against which the plugin is tested.
//
//   Made made; made.h1.datatype = NIFTI_TYPE_INT16; NamedBytes file{"a.nii", made.nii(voxels)};
#pragma once

#include <tests/plugins/support/plugin_bench.hpp>

#include <nifti/nifti2_io.h>

#include <cstring>
#include <string>
#include <vector>

extern "C" const gantry_plugin_entry nifti_entry;

namespace gantry::test {

// A NIfTI-1 header of 4x3x2 uint8 voxels of 1 mm, without placement.
nifti_1_header small_header();
nifti_2_header small_header2();

template <class T>
std::string bytes_of(const std::vector<T> &values) {
  std::string out(values.size() * sizeof(T), '\0');
  std::memcpy(out.data(), values.data(), out.size());
  return out;
}
// 0, 1, 2 … of the 24 voxels.
std::string counting_bytes(std::size_t count = 24);

std::string nii(const nifti_1_header &header, const std::string &voxels);
std::string nii(const nifti_2_header &header, const std::string &voxels);
std::string gzipped(const std::string &bytes);  // by zlib, one member
NamedBytes small_file(const std::string &name = "a.nii");

Outcome read_first(const std::vector<NamedBytes> &files, const std::string &key = "0");

}  // namespace gantry::test
