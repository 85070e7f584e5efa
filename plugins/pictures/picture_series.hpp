// SPDX-License-Identifier: Apache-2.0
// Which pictures of a folder are the slices of one stack: names that differ in their last number alone, and numbers that
// follow each other.
//
//   for (const auto &run : numbered_runs({"a10.png", "a9.png", "b.png"})) …     // {1, 0}, {2}
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gantry::pictures {

// Every name's index once; each run in the order of its numbers, which are evenly spaced. Names that occur several times
// (of several folders) make a run each. Empty names are left out.
std::vector<std::vector<std::size_t>> numbered_runs(const std::vector<std::string> &names);

}  // namespace gantry::pictures
