// SPDX-License-Identifier: Apache-2.0
// The manifest of a plugin, made from its binary, so that code is the one source of truth.
//
//   GANTRY_TRY(manifest, describe("/…/strain.so"));   // what gantry_add_plugin() writes to manifest.json
#pragma once

#include <core/result.hpp>
#include <host/worker/plugin.hpp>
#include <nlohmann/json.hpp>
#include <string>

namespace gantry::worker {

inline constexpr int manifest_version = 1;

// Loads the plugin into this process. Errors: those of Plugin::load, "manifest.invalid".
core::Result<nlohmann::json> describe(const std::string &library);
// Of a plugin that is loaded already.
core::Result<nlohmann::json> describe(const Plugin &plugin);

}  // namespace gantry::worker
