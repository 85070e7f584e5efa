// SPDX-License-Identifier: Apache-2.0
// The files beside a header that hold its voxels.
//
//   numbered_files("slice%03d.raw", "1", "62", "1");      // slice001.raw … slice062.raw
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gantry::pictures {

// A C format of one whole number, first, last and step, as NRRD and MetaImage headers give them. Throws Error
// "header.files" where it makes no sense or means more than a hundred thousand files.
std::vector<std::string> numbered_files(std::string_view format, std::string_view first, std::string_view last,
                                        std::string_view step);

}  // namespace gantry::pictures
