// SPDX-License-Identifier: Apache-2.0
// What a person asked for and can't have.
#pragma once

#include <core/result.hpp>
#include <string>

namespace gantry::core {

inline auto usage(std::string code, std::string message, std::string parameter, std::string hint) {
  return fail(std::move(code), std::move(message), std::move(parameter), std::move(hint), Failure::usage);
}

}  // namespace gantry::core
