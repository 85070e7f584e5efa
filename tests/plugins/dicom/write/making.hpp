// SPDX-License-Identifier: Apache-2.0
// Small volumes, and the header record of a small series that they belong to.
//
//   const Outcome o = write("dicom-segmentation", labels({1, 2, 0, …}), source_of(spec));
//   o.files.at(0).bytes;
#pragma once

#include <tests/plugins/support/plugin_bench.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

extern "C" const gantry_plugin_entry dicom_entry;

namespace gantry::test {

// 7 x 5 x 4 voxels (no multiple of 8 pixels in a slice), tilted, in the frame of reference 1.2.3.
VolumeSpec small_space();
gantry_geometry small_geometry();
inline constexpr std::uint64_t small_pixels = 35, small_slices = 4;

// The series of four images that lies in it: "gantry.header/1" with one UID and one position for each slice.
nlohmann::json small_source();

Outcome write(const std::string &writer, const HeldVolume &volume, const nlohmann::json &source,
              const std::map<std::string, Value> &set = {});

// Zero everywhere else.
HeldVolume small_labels(const std::vector<std::pair<std::uint64_t, std::uint8_t>> &voxels,
                        const std::vector<Segment> &segments);

}  // namespace gantry::test
