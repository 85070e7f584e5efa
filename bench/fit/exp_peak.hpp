// SPDX-License-Identifier: Apache-2.0
// How many exponentials of single precision this processor makes in a second and thread, one after another out of its
// nearest memory: the most that any fit could.
//
//   const double peak = exp_peak(GANTRY_LEVEL_V4);   // exps per second
#pragma once

#include <cstdint>

namespace bench {

double exp_peak(std::uint32_t level);

}  // namespace bench
