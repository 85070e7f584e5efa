// SPDX-License-Identifier: Apache-2.0
// The shared libraries that this process has loaded: what a result may depend on.
//
//   for (const std::string &path : loaded_libraries()) …
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gantry::core::platform {

std::vector<std::string> loaded_libraries();  // paths, the program first
std::uint64_t library_loads();                // how often a library was loaded so far; equal: nothing has changed

}  // namespace gantry::core::platform
