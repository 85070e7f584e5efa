// SPDX-License-Identifier: Apache-2.0
// TOML as JSON: tables become objects, and dates are refused, since nothing here takes one.
//
//   GANTRY_TRY(settings, read_toml("fit.toml"));   // {"start":{"T2star":30},"loss":"huber:1.5"}
#pragma once

#include <core/result.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <toml++/toml.h>

namespace gantry::core {

// Errors: "toml.wrong" (Failure::usage), with the place in the text.
Result<toml::table> parse_toml(const std::string &text, const std::string &what);
// At most 1 MiB.
Result<std::string> toml_text(const std::filesystem::path &file);
// `where`: what an error names.
Result<nlohmann::json> to_json(const toml::node &node, const std::string &where);

Result<nlohmann::json> read_toml(const std::filesystem::path &file);

}  // namespace gantry::core
