// SPDX-License-Identifier: Apache-2.0
#include <core/platform/cpu.hpp>

#include <algorithm>
#include <sched.h>
#include <thread>

namespace gantry::core::platform {

std::uint32_t best_level() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
                  __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl");
  return v4 ? 4 : v3 ? 3 : 1;
#else
  return 1;
#endif
}

std::uint32_t core_count() {
  cpu_set_t mine;
  CPU_ZERO(&mine);
  if (::sched_getaffinity(0, sizeof mine, &mine) == 0) return static_cast<std::uint32_t>(std::max(1, CPU_COUNT(&mine)));
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace gantry::core::platform
