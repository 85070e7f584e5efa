// SPDX-License-Identifier: Apache-2.0
// How much memory a process has to itself. Shared blocks (volumes) don't count: they belong to the data, not to the process.
//
//   if (private_bytes(child.id()) > limit) child.kill();
#pragma once

#include <cstdint>

namespace gantry::core::platform {

// Resident memory of the process and all its descendants that no other process shares; 0 when it is gone.
std::uint64_t private_bytes(int process_id);
std::uint64_t private_bytes_of_this_process();

// Private writable memory that this process has asked for, touched or not (what RLIMIT_DATA counts).
// Safe in a signal handler.
std::uint64_t requested_bytes_of_this_process() noexcept;

}  // namespace gantry::core::platform
