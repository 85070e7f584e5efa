// SPDX-License-Identifier: Apache-2.0
// Numbers and lists in sentences.
//
//   "a gap of " + number(7.2) + " mm after " + number(-12.0)      // "a gap of 7.2 mm after -12"
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gantry::dicom {

// At most three decimals, none that are 0.
std::string number(double value);
std::string joined(const std::vector<std::string> &parts, const char *separator = ", ");
// "1 slice", "2 slices"
std::string counted(std::uint64_t count, const char *one, const char *many);
// The first `limit` of them, then "and 12 more".
std::string listed(const std::vector<double> &values, std::size_t limit = 6);

}  // namespace gantry::dicom
