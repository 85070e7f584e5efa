// SPDX-License-Identifier: Apache-2.0
// Texts that a plugin gives, which may be NULL.
#pragma once

#include <string>

namespace gantry::worker {

inline std::string text(const char *words) { return words == nullptr ? std::string{} : std::string(words); }

}  // namespace gantry::worker
