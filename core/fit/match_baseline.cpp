// SPDX-License-Identifier: Apache-2.0
#include <core/fit/match.hpp>

#include <gantry/base.h>

namespace gantry::core::fit {
namespace {

template <class F>
__attribute__((noinline, flatten)) void matched_baseline(const Entries<F> &entries, const F *const *curves,
                                                         std::size_t count, Best<F> *best) {
  match_entries<Lanes<F, 16>>(entries, curves, count, best);
}

}  // namespace

template <class F>
Match<F> match_for([[maybe_unused]] std::uint32_t level) {
#if defined(__x86_64__)
  if (level >= GANTRY_LEVEL_V4) return match_v4<F>();
  if (level >= GANTRY_LEVEL_V3) return match_v3<F>();
#endif
  return matched_baseline<F>;
}
template Match<float> match_for<float>(std::uint32_t);
template Match<double> match_for<double>(std::uint32_t);

}  // namespace gantry::core::fit
