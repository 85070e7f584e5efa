// SPDX-License-Identifier: Apache-2.0
// The shared libraries that this process has loaded: what a result may depend on.
//
//   for (const auto &[path, build_id] : loaded_libraries()) …
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gantry::core::platform {

struct LoadedLibrary {
  std::string path;
  std::string
      build_id;  // hex: what the linker made of the file's content (the ELF note NT_GNU_BUILD_ID); "" where it has none
};

std::vector<LoadedLibrary> loaded_libraries();  // the program first
std::uint64_t library_loads();                  // how often a library was loaded so far; equal: nothing has changed

}  // namespace gantry::core::platform
