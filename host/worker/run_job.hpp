// SPDX-License-Identifier: Apache-2.0
// One job of one plugin, whatever its kind, from its message to its answer.
//
//   core::protocol::Finished finished = run_job(*plugin, link, job, storage_folder);
#pragma once

#include <core/worker/protocol.hpp>
#include <host/worker/link.hpp>
#include <host/worker/plugin.hpp>

namespace gantry::worker {

core::protocol::Finished run_job(const Plugin &plugin, Link &link, core::protocol::Job &job,
                                 const std::string &storage_folder);

}  // namespace gantry::worker
