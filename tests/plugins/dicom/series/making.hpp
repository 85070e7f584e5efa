// SPDX-License-Identifier: Apache-2.0
// Made frames, and made files of a few elements.
//
//   std::vector<FrameHeader> frames = stack(20);           // axial, 1 mm pixels, 3 mm apart, instance numbers from 1
//   Dataset d = Dataset::open(file({text(DCM_Modality, "MR")}));
#pragma once

#include <dataset.hpp>
#include <series/series.hpp>

#include <string>
#include <vector>

namespace gantry::test {

using namespace gantry::dicom;

// One axial MR slice of 4 x 3 pixels, 1 mm, at z mm.
FrameHeader slice_at(double z, long instance);
std::vector<FrameHeader> stack(int slices, double first_z = 0, double step = 3);

// The one volume that they make, none refused.
SeriesVolume only(const std::vector<FrameHeader> &frames, const SamePixels &same = {});

// The order of what a sort() makes, in words that do not depend on the order in which frames were given.
std::string described(const Sorted &sorted, const std::vector<FrameHeader> &frames);
// Whether some warning of the volume holds the words.
bool says(const SeriesVolume &volume, const std::string &words);

// Elements of explicit VR little endian, and a file of them without preamble (ascending order is kept).
std::string element(const DcmTagKey &tag, const char *vr, const std::string &value);
std::string numbers(const DcmTagKey &tag, const char *vr, const std::vector<double> &values);  // FD, FL, US, SS, DS, IS
std::string sequence(const DcmTagKey &tag, const std::vector<std::string> &items);
std::string file(std::vector<std::string> elements);

}  // namespace gantry::test
