// SPDX-License-Identifier: Apache-2.0
#include <core/fit/match.hpp>

#if defined(__x86_64__)
namespace gantry::core::fit {
namespace {

template <class F>
__attribute__((noinline, flatten, target("arch=x86-64-v4"))) void matched_v4(const Entries<F> &entries,
                                                                             const F *const *curves, std::size_t count,
                                                                             Best<F> *best) {
  match_entries<Lanes<F, 64>>(entries, curves, count, best);
}

}  // namespace

template <class F>
Match<F> match_v4() {
  return matched_v4<F>;
}
template Match<float> match_v4<float>();
template Match<double> match_v4<double>();

}  // namespace gantry::core::fit
#endif
