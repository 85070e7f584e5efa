// SPDX-License-Identifier: Apache-2.0
#include <core/fit/rician.hpp>
#include <core/fit/step.hpp>
#include <core/fit/step_levels.hpp>

#include <array>

namespace gantry::core::fit {
namespace {

template <class F, int N>
__attribute__((noinline, flatten)) void step(Bundle<F> &b, const Rules &rules) {
  step_bundle<Lanes<F, 16>, N>(b, rules);
}

template <class F>
__attribute__((noinline, flatten)) void rician(Bundle<F> &b) {
  rician_bundle<Lanes<F, 16>>(b);
}

}  // namespace

template <class F>
Step<F> step_baseline(std::size_t free_count) {
  constexpr std::array<Step<F>, 7> steps{step<F, 0>, step<F, 1>, step<F, 2>, step<F, 3>,
                                         step<F, 4>, step<F, 5>, step<F, 6>};
  return free_count < steps.size() ? steps[free_count] : steps[0];
}
template Step<float> step_baseline<float>(std::size_t);
template Step<double> step_baseline<double>(std::size_t);

template <class F>
Weigh<F> rician_baseline() {
  return rician<F>;
}
template Weigh<float> rician_baseline<float>();
template Weigh<double> rician_baseline<double>();

}  // namespace gantry::core::fit
