// SPDX-License-Identifier: Apache-2.0
// What came out of a job, shown: tables and records as they are, volumes by their facts.
//
//   show_outputs(console, outcome.outputs);
#pragma once

#include <core/session/session.hpp>
#include <host/cli/console.hpp>

namespace gantry::host {

nlohmann::json outputs_json(const core::CallOutcome &outcome);
void show_outputs(const Console &console, const core::CallOutcome &outcome);
// Writes outputs of a call to files: pairs of port and path, linked to what they were made from.
core::Result<core::Written> write_outputs(core::Session &session, const core::Call &call,
                                          const core::CallOutcome &outcome,
                                          const std::vector<std::pair<std::string, std::string>> &files,
                                          const core::JobWatcher &watcher);
void show_written(const Console &console, const core::Written &written);

}  // namespace gantry::host
