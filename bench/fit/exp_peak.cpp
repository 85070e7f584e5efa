// SPDX-License-Identifier: Apache-2.0
#include <bench/fit/exp_peak.hpp>

#include <gantry/base.h>
#include <gantry/cpp/math.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace bench {
namespace {

constexpr std::size_t count = 1024;

template <int Bytes>
GANTRY_INLINE void exps(const float *x, float *y) {
  using L = gantry::Lanes<float, Bytes>;
  for (std::size_t i = 0; i < count; i += static_cast<std::size_t>(L::size)) exp(L::load(x + i)).store(y + i);
}

__attribute__((noinline, flatten)) void exps_baseline(const float *x, float *y) { exps<16>(x, y); }
#if defined(__x86_64__)
__attribute__((noinline, flatten, target("arch=x86-64-v3"))) void exps_v3(const float *x, float *y) { exps<32>(x, y); }
__attribute__((noinline, flatten, target("arch=x86-64-v4"))) void exps_v4(const float *x, float *y) { exps<64>(x, y); }
#endif

}  // namespace

double exp_peak(std::uint32_t level) {
  auto *call = exps_baseline;
#if defined(__x86_64__)
  if (level >= GANTRY_LEVEL_V3) call = exps_v3;
  if (level >= GANTRY_LEVEL_V4) call = exps_v4;
#else
  static_cast<void>(level);
#endif
  std::vector<float> x(count), y(count);
  for (std::size_t i = 0; i < count; ++i) x[i] = -5 * static_cast<float>(i) / static_cast<float>(count);
  constexpr int rounds = 20000;
  double best = 0;
  for (int again = 0; again < 5; ++again) {
    const auto begin = std::chrono::steady_clock::now();
    for (int round = 0; round < rounds; ++round) call(x.data(), y.data());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    best = std::max(best, static_cast<double>(count) * rounds / seconds);
  }
  return best;
}

}  // namespace bench
