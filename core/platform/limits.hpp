// SPDX-License-Identifier: Apache-2.0
// What a process may use at most, set by itself before it runs foreign code. Can't be raised again.
//
//   limit_this_process({.private_bytes = 4ull << 30});
#pragma once

#include <core/result.hpp>
#include <cstdint>

namespace gantry::core::platform {

struct ProcessLimits {
  std::uint64_t private_bytes = 0;    // heap, stacks and private writable mappings; 0: none
  std::uint64_t file_bytes = 0;       // of any one file that it writes; 0: none
  std::uint64_t open_files = 16'384;  // a series may have thousands
};

// No core files either. Error "process.limits".
// A build with AddressSanitizer leaves private_bytes alone: its shadow memory would pass any limit.
Result<void> limit_this_process(const ProcessLimits &limits);

// As many open files as this user may have: every object in memory is one. Many shells give 1024 at first.
void raise_open_files();

}  // namespace gantry::core::platform
