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
// Writes outputs to files: pairs of port and path. Says what was written.
core::Result<void> write_outputs(core::Session &session, const core::CallOutcome &outcome,
                                 const std::vector<std::pair<std::string, std::string>> &files,
                                 const core::JobWatcher &watcher, std::vector<std::string> &written);

}  // namespace gantry::host
