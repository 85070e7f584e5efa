// SPDX-License-Identifier: Apache-2.0
#include <host/cli/each_item.hpp>

namespace gantry::host {

core::Result<core::ReadOutcome> each_item(Opened &opened, const std::string &path, core::ReadCall call,
                                          const core::JobWatcher &watcher, const core::ItemSink &take) {
  GANTRY_TRY(files, core::gather_files({path}));
  call.limits = opened.session().settings().limits;
  GANTRY_TRY(outcome, core::read_files(opened.bench(), files, call, watcher, take));
  if (outcome.items == 0) {
    return core::fail("file.refused", path + ": " + outcome.refused.front().reason, path,
                      "`gantry plugins list` shows what is read");
  }
  return outcome;
}

}  // namespace gantry::host
