// SPDX-License-Identifier: Apache-2.0
// One job's progress as a stretch of the progress of all.
//
//   bench.run(plugin, request, stretch_of(watcher, 0.3, 0.6, "reading 2 of 3"));   // its half is 0.45 of the whole
#pragma once

#include <core/worker/job.hpp>
#include <string>

namespace gantry::core {

// `whole` must outlive it. `doing` stands in place of the job's own words where it is not empty.
JobWatcher stretch_of(const JobWatcher &whole, double begin, double end, const std::string &doing = {});

}  // namespace gantry::core
