// SPDX-License-Identifier: Apache-2.0
// What a volume is called before people and in lists. Holds no patient data: no descriptions, which people type.
//
//   title_of(frame) == "MR series 801, phase";   summary_of(volume, "times") == "64x64x32, 4x4x4 mm, 2 times"
#pragma once

#include "grouping.hpp"

namespace gantry::dicom {

std::string title_of(const FrameHeader &frame);
std::string summary_of(const SeriesVolume &volume, const std::string &noun);

// Why the volumes of one series are apart: in what their first frames differ, in words.
std::string differences(const std::vector<const FrameHeader *> &first_frames);

// 16 hexadecimal digits of FNV-1a over the frames' own UIDs: the same whatever the order or number of files.
std::string key_of(const std::vector<FrameHeader> &frames, const Members &members);

}  // namespace gantry::dicom
