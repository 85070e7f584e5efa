// SPDX-License-Identifier: Apache-2.0
// The optimiser's step, and the weighing of Rician noise, as compiled for each instruction-set level: one source each
// (step.hpp, rician.hpp), three files; and what the widest level has of its own.
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

template <class F>
Fill<F> fill_v4();  // for less, the language's own way is as fast

template <class F>
Weigh<F> rician_baseline();
template <class F>
Weigh<F> rician_v3();
template <class F>
Weigh<F> rician_v4();

}  // namespace gantry::core::fit
