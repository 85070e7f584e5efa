// SPDX-License-Identifier: Apache-2.0
// The flags of a fit as the options of core/fit/job.hpp.
//
//   GANTRY_TRY(options, fit_options(line));   // {"start":{"T2star":30},"bounds":{"T2star":[0,700]}}
#pragma once

#include <host/cli/command.hpp>
#include <nlohmann/json.hpp>

namespace gantry::host {

void add_fit_flags(CommandLine &line);
core::Result<nlohmann::json> fit_options(const CommandLine &line);

}  // namespace gantry::host
