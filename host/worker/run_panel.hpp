// SPDX-License-Identifier: Apache-2.0
// An open panel, from its opening to its closing: draws whenever the host asks.
//
//   GANTRY_CHECK(run_panel(*panel, link, job, storage_folder));   // returns when the host has closed it
#pragma once

#include <core/worker/protocol.hpp>
#include <gantry/panel.h>
#include <host/worker/link.hpp>
#include <string>

namespace gantry::worker {

// Errors: the plugin's own, where it could not open or draw; those of core::Recorder.
Result<void> run_panel(const gantry_panel &panel, Link &link, core::protocol::Job &job,
                       const std::string &storage_folder);

}  // namespace gantry::worker
