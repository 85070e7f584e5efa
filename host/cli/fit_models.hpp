// SPDX-License-Identifier: Apache-2.0
// What a fit is of: plugins' models, models that the project keeps, and a formula as it is typed.
//
//   const FitModels wanted = FitModels::of(line);
//   GANTRY_TRY(models, wanted.found(session));   // with --compare, several
#pragma once

#include <core/session/session.hpp>
#include <host/cli/command.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gantry::host {

struct FitModels {
  Words words;                                        // each once, the typed formula first
  nlohmann::json typed = nlohmann::json::object();    // formula, x, y
  nlohmann::json choices = nlohmann::json::object();  // of plugins' models
  std::string save;                                   // the name to keep the formula by

  // What one of them is called in a comparison.
  std::string name(std::size_t model) const { return words[model] == core::formula_model ? "formula" : words[model]; }

  static void add_flags(CommandLine &line);
  // MODEL, --formula and --compare. "usage".
  static core::Result<FitModels> of(const CommandLine &line, nlohmann::json choices);

  core::Result<std::vector<core::FitModel>> found(const core::Session &session) const;
  // What this one of them is asked for: a formula the typed words, a saved one x and y, any other its choices.
  nlohmann::json choices_for(std::size_t model, const core::FitModel &found) const;
  // Keeps the typed formula with the project, as what a fit with these options made of it.
  core::Result<core::SavedModel> keep(core::Session &session, const nlohmann::json &options, const Words &sought,
                                      const core::JobWatcher &watcher) const;
};

}  // namespace gantry::host
