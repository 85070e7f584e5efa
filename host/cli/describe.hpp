// SPDX-License-Identifier: Apache-2.0
// Tools, models and plugins as JSON for programs.
//
//   console.document(describe_tool(plugin, tool));
#pragma once

#include <core/plugins/registry.hpp>
#include <nlohmann/json.hpp>

namespace gantry::host {

nlohmann::json describe_tool(const core::Plugin &plugin, const core::ToolSpec &tool);
// `version`: of the plugin; "" where there is none.
nlohmann::json describe_model(const core::ModelSpec &model, const std::string &full_id, const std::string &version);
nlohmann::json describe_plugin(const core::Plugin &plugin);

}  // namespace gantry::host
