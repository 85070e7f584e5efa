// SPDX-License-Identifier: Apache-2.0
// What this processor can do.
//
//   const std::uint32_t level = best_level();   // 1 (SSE2), 3 (AVX2, FMA) or 4 (AVX-512): GANTRY_LEVEL_* of the SDK
#pragma once

#include <cstdint>

namespace gantry::core::platform {

std::uint32_t best_level();
std::uint32_t core_count();  // that this process may run on; at least 1

}  // namespace gantry::core::platform
