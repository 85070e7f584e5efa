// SPDX-License-Identifier: Apache-2.0
// Many independent pieces of work on several threads, with progress and cancelling.
//
//   GANTRY_CHECK(each(samples, threads, host, "bootstrap", [&](std::size_t i) { found[i] = fit_again(i); }));
#pragma once

#include <core/fit/job.hpp>

namespace gantry::core::fit {

// Calls work(0) … work(count - 1), each once, in any order. Errors: Failure::cancelled; what `work` throws is thrown.
Result<void> each(std::size_t count, std::uint32_t threads, const FitHost &host, const std::string &activity,
                  const std::function<void(std::size_t)> &work);

}  // namespace gantry::core::fit
