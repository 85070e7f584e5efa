// SPDX-License-Identifier: Apache-2.0
// From what a person typed to the values of a job: types, units, ranges and choices are checked here, once.
//
//   GANTRY_TRY(values, check_parameters(tool.parameters, {{"level", "200"}}));   // → {"level":200,"side":"above"}
#pragma once

#include <core/plugins/schema.hpp>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace gantry::core {

// A number as people type it: decimal point or comma, exponent, no thousands separators; nothing behind it.
std::optional<double> parse_number(std::string_view text);

// `given` maps keys to texts ("200", "0.2 s" where the unit converts, "1;2,5" or "1,2.5" for lists), numbers, flags or lists.
// The result holds every parameter, defaults filled in. Errors "parameter.…" (Failure::usage) name key, range and unit.
Result<nlohmann::json> check_parameters(const std::vector<ParameterSpec> &specs, const nlohmann::json &given);

}  // namespace gantry::core
