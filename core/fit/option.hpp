// SPDX-License-Identifier: Apache-2.0
// What is wrong with an option of a fit, and the numbers that stand for none.
//
//   if (!value.is_boolean()) return wrong_option(key, "must be true or false");
#pragma once

#include <core/result.hpp>
#include <limits>
#include <string>

namespace gantry::core::fit {

inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();
inline constexpr double infinity = std::numeric_limits<double>::infinity();

// "fit.option", a usage error.
inline auto wrong_option(const std::string &option, const std::string &why,
                         const std::string &hint = "docs/fitting.md shows every option") {
  return fail("fit.option", "the option \"" + option + "\" " + why, option, hint, Failure::usage);
}

}  // namespace gantry::core::fit
