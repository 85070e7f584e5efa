// SPDX-License-Identifier: Apache-2.0
// The optimiser's step as compiled for each instruction-set level: one source (step.hpp), three files.
//
//   Step<float> step = step_v4<float>(3);   // three free parameters
#pragma once

#include <core/fit/bundle.hpp>

namespace gantry::core::fit {

template <class F>
Step<F> step_baseline(std::size_t free_count);
template <class F>
Step<F> step_v3(std::size_t free_count);
template <class F>
Step<F> step_v4(std::size_t free_count);

}  // namespace gantry::core::fit
