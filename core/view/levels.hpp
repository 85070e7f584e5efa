// SPDX-License-Identifier: Apache-2.0
// One source of a loop, compiled for each instruction-set level of the processor; which one runs is said by the caller.
//
//   struct Double { static GANTRY_INLINE void run(float *x, int n) { for (int i = 0; i < n; ++i) x[i] *= 2; } };
//   at_level<Double>(platform::best_level(), x, n);
//
// Plain loops over small arrays: the compiler vectorises them within the function that carries the level, into which
// `flatten` draws all that they call. Sources that use it are compiled with -O3 (CMakeLists.txt).
#pragma once

#include <core/platform/cpu.hpp>
#include <cstdint>
#include <gantry/cpp/lanes_machine.hpp>

namespace gantry::core::view {

template <class Kernel, class... A>
__attribute__((noinline, flatten)) void run_baseline(A... arguments) {
  Kernel::run(arguments...);
}

// With -march=native or the like the compiler may use more than a level allows in all of them: then there is but one.
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__AVX__) && !defined(__SANITIZE_ADDRESS__)
template <class Kernel, class... A>
__attribute__((noinline, flatten, target("arch=x86-64-v3"))) void run_v3(A... arguments) {
  Kernel::run(arguments...);
}
template <class Kernel, class... A>
__attribute__((noinline, flatten, target("arch=x86-64-v4"))) void run_v4(A... arguments) {
  Kernel::run(arguments...);
}
template <class Kernel, class... A>
void at_level(std::uint32_t level, A... arguments) {
  if (level >= 4) return run_v4<Kernel, A...>(arguments...);
  if (level >= 3) return run_v3<Kernel, A...>(arguments...);
  run_baseline<Kernel, A...>(arguments...);
}
#else
template <class Kernel, class... A>
void at_level(std::uint32_t /*level*/, A... arguments) {
  run_baseline<Kernel, A...>(arguments...);
}
#endif

}  // namespace gantry::core::view
