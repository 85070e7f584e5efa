// SPDX-License-Identifier: Apache-2.0
// From the start of the program to its first frame, with plugins installed.
//
//   GANTRY_TRY(start, measure_start(place->home(), place->tree_plugins(), Files::warm));
//   start.first_frame.median
//   if (is_start(count, arguments)) return start_and_tell(count, arguments);   // the program that is started
#pragma once

#include <bench/window/frames.hpp>
#include <bench/window/place.hpp>

namespace gantry::bench {

enum class Files { warm, cold };  // cold: those of the plugins are read from the disk

struct Start {
  Times first_frame, all_plugins;  // something is seen; the tools of every plugin are listed
  Memory memory;                   // then
};

// Of eleven starts.
core::Result<Start> measure_start(const std::filesystem::path &home, const Folders &plugins, Files files);

bool is_start(int count, char **arguments);
int start_and_tell(int count, char **arguments);

}  // namespace gantry::bench
