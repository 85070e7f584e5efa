// SPDX-License-Identifier: Apache-2.0
// The time of day, as records keep it.
//
//   run.started = utc_now();   // "2026-11-21T10:31:07Z"
#pragma once

#include <string>

namespace gantry::core::platform {

std::string utc_now();     // ISO 8601, whole seconds
std::string utc_now_ms();  // with milliseconds
std::string user_name();   // of the login; "unknown" when the system can't say

}  // namespace gantry::core::platform
