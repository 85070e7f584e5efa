// SPDX-License-Identifier: Apache-2.0
// What a file or folder holds, without a project.
//
//   GANTRY_TRY(outcome, each_item(opened, "series/", {}, watcher, [&](core::ReadItem &&item) { …; return core::done(); }));
#pragma once

#include <core/import/read.hpp>
#include <host/cli/opened.hpp>
#include <string>

namespace gantry::host {

// One item after another, to `take`, within the limits of the command line. "file.refused" with the first reason when there is none.
core::Result<core::ReadOutcome> each_item(Opened &opened, const std::string &path, core::ReadCall call,
                                          const core::JobWatcher &watcher, const core::ItemSink &take);

}  // namespace gantry::host
