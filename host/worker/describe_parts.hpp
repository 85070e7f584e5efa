// SPDX-License-Identifier: Apache-2.0
// Each thing that a plugin declares, as JSON for its manifest. Infinities are null.
//
//   nlohmann::json tool = described(*plugin.tools()[0]);
#pragma once

#include <gantry/gantry.h>
#include <nlohmann/json.hpp>

namespace gantry::worker {

nlohmann::json described(const gantry_tool &tool);
nlohmann::json described(const gantry_model &model);
nlohmann::json described(const gantry_ode &ode);  // among the models
nlohmann::json described(const gantry_reader &reader);
nlohmann::json described(const gantry_writer &writer);
nlohmann::json described(const gantry_command &command);
nlohmann::json described(const gantry_panel &panel);

}  // namespace gantry::worker
