// SPDX-License-Identifier: Apache-2.0
// Panels that draw as much as they may (core/ui/frame_load.hpp): what the window then pays in each of its frames.
//
//   GANTRY_TRY(panels, panels_at_their_limits());
//   for (Scenario &panel : panels) scenarios.push_back(std::move(panel));
#pragma once

#include <bench/window/frames.hpp>

namespace gantry::bench {

core::Result<std::vector<Scenario>> panels_at_their_limits();

}  // namespace gantry::bench
