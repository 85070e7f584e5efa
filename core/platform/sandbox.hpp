// SPDX-License-Identifier: Apache-2.0
// bubblewrap around a worker: no network, no files but the system's libraries and the plugin's own folder.
//
//   const SandboxState &state = sandbox_state();          // tried once
//   Process::Command c = sandboxed({.program = worker, .arguments = {"serve"}}, {.read_only = {plugin_folder}});
#pragma once

#include <core/platform/process.hpp>
#include <string>
#include <vector>

namespace gantry::core::platform {

struct SandboxState {
  bool works = false;
  std::string note;  // why not, and what to do; empty when it works
};

// Tries bubblewrap once in the life of the process, unless a program has been seen to run in it.
const SandboxState &sandbox_state();
// Whether to start a program in it, and see: false when it is known not to work or not installed. Costs nothing.
bool sandbox_may_work();
void sandbox_has_worked();

struct SandboxPaths {
  std::vector<std::string> read_only = {};  // files and folders, seen at the same path
  std::vector<std::string> writable = {};   // folders
};

Process::Command sandboxed(const Process::Command &command, const SandboxPaths &paths);

}  // namespace gantry::core::platform
