// SPDX-License-Identifier: Apache-2.0
// The flags of a fit of differential equations as the options of core/fit/ode: doses, and how they are solved.
//
//   add_dose_flags(line);
//   GANTRY_CHECK(take_dose_options(line, options));   // {"doses":[{"time":0,"amount":"100 mg","into":"gut"}]}
#pragma once

#include <host/cli/command.hpp>
#include <nlohmann/json.hpp>

namespace gantry::host {

void add_dose_flags(CommandLine &line);
core::Result<void> take_dose_options(const CommandLine &line, nlohmann::json &options);
// Those options: for the other models of a comparison they mean nothing.
bool is_dose_option(const std::string &key);

}  // namespace gantry::host
