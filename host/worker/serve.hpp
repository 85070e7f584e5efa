// SPDX-License-Identifier: Apache-2.0
// A worker's life: greet, load the plugin, run jobs until the host hangs up.
//
//   return serve(FileDescriptor{3}, true);   // gantry-worker serve
#pragma once

#include <core/platform/file_descriptor.hpp>

namespace gantry::worker {

// own_process: sets limits, notes crashes, ends the process with the connection. Returns the exit code.
int serve(core::platform::FileDescriptor socket, bool own_process);
// For WorkerPool::Options::serve_in_process.
void serve_in_process(core::platform::FileDescriptor socket);

}  // namespace gantry::worker
