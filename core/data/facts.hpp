// SPDX-License-Identifier: Apache-2.0
// What data is, in half a line, from its header alone. It holds no patient data.
//
//   facts(object.header);   // "MR, 64×64×35, 3.44 × 3.44 × 3.6 mm, 2 × time"
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace gantry::core {

// Volumes: modality, quantity, unit, shape, spacing (mm), the fourth axis, channels or segments. Signals: channels,
// samples, rate (Hz) and duration (s). Tables: rows and columns. "" for what says nothing of the kind.
std::string facts(const nlohmann::json &header);

}  // namespace gantry::core
