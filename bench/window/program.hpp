// SPDX-License-Identifier: Apache-2.0
// A program that is run to its end, and what it printed.
//
//   GANTRY_TRY(printed, output_of({.program = "/usr/bin/gantry", .arguments = {"--version"}}));
#pragma once

#include <core/platform/process.hpp>
#include <string>

namespace gantry::bench {

// The last 16 KiB of it. Error "bench.program" where the program does not end well.
core::Result<std::string> output_of(const core::platform::Process::Command &command);

}  // namespace gantry::bench
