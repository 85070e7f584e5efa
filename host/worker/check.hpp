// SPDX-License-Identifier: Apache-2.0
// What a plugin must declare before it is given a manifest.
//
//   GANTRY_CHECK(check_plugin(*plugin));   // "manifest.…", naming the tool and the parameter at fault
#pragma once

#include <host/worker/plugin.hpp>

namespace gantry::worker {

Result<void> check_plugin(const Plugin &plugin);

}  // namespace gantry::worker
