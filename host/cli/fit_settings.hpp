// SPDX-License-Identifier: Apache-2.0
// A fit's settings out of a file, and out of flags, which are stronger.
//
//   GANTRY_TRY(settings, fit_settings(line));
//   settings.options; settings.choices
#pragma once

#include <core/session/session.hpp>
#include <host/cli/command.hpp>
#include <nlohmann/json.hpp>

namespace gantry::host {

struct FitSettings {
  nlohmann::json options = nlohmann::json::object();  // of core/fit/job.hpp
  nlohmann::json choices = nlohmann::json::object();  // of the model
};

// --settings FILE.toml: the options by their names, and the model's choices in the table `set` (docs/fitting.md).
core::Result<FitSettings> fit_settings(const CommandLine &line);

// Of several models that are compared: what speaks of parameters that this one has not is left out.
nlohmann::json options_for(const core::FitModel &model, nlohmann::json options);
// Error "fit.parameter" where a parameter is of none of them.
core::Result<void> all_known(const std::vector<core::FitModel> &models, const nlohmann::json &options);

}  // namespace gantry::host
