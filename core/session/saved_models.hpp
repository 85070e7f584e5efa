// SPDX-License-Identifier: Apache-2.0
// Formulas that a project keeps as models of its own.
//
//   GANTRY_TRY(saved, save_model(session, {.name = "washout", .formula = "A * exp(-k * t)", .axis = {"t"}}, watcher));
//   GANTRY_TRY(call, session.fit_call("project.washout", JobKind::fit_curve, {{"data", "t.csv"}}, {}, {}, watcher));
//   GANTRY_CHECK(remove_model(*session.project(), "washout"));
//
// Each is a record of the project, and each change one more that names the one before as its parent: nothing is lost.
// A fit's run holds the formula itself, so that it doesn't depend on what becomes of the saved model.
#pragma once

#include <core/plugins/schema.hpp>
#include <core/project/project.hpp>
#include <core/worker/job.hpp>
#include <string>
#include <vector>

namespace gantry::core {

class Session;

inline constexpr const char *formula_model = "org.gantry.formula.formula";  // the model that a formula is fitted by
inline constexpr const char *saved_model_schema = "gantry.saved-model/1";

struct SavedModel {
  std::string name{};           // letters, digits and _, at most 64: "washout"; unique within the project
  std::string label{}, help{};  // for people
  std::string formula{};        // as typed
  std::string x{}, y{};         // as the formula model's choices: "t=time", "conc"
  // What is sought, all of it: unit "" where it follows from the data, infinite bounds where there are none, start 1 where
  // none was given. A draft may leave out those of which nothing is known.
  std::vector<ModelParameterSpec> parameters{};
  // The formula's other names, columns of the data. A draft may leave them out: then they are those of x, or "x".
  std::vector<std::string> axis{};
  std::string output{};           // of "S = …"; may be empty
  std::string record{}, saved{};  // its record's hash, and when (UTC); set by the functions below

  std::string id() const { return "project." + name; }
};

// Those that are not removed, by name.
Result<std::vector<SavedModel>> saved_models(const Project &project);
// "washout" or "project.washout". "model.unknown" (usage).
Result<SavedModel> saved_model(const Project &project, const std::string &name);

// A new one, or another version of the one with this name. The formula is read in a worker. Errors (usage): "model.name",
// "model.axis", "model.parameter", "formula.parse" with the place.
Result<SavedModel> save_model(Session &session, SavedModel draft, const JobWatcher &watcher);
// "model.unknown", "model.name".
Result<SavedModel> rename_model(Project &project, const std::string &name, const std::string &to);
// Undone by save_model() with what saved_model() gave before. "model.unknown".
Result<void> remove_model(Project &project, const std::string &name);

// A draft of the formula that a fit was of: `choices` and `options` as they were given, `sought` the symbols that it found.
// What was no parameter is the axis; starts and bounds are those of the options. Errors: those of formula_parts().
Result<SavedModel> draft_of_fit(Session &session, const nlohmann::json &choices, const nlohmann::json &options,
                                const std::vector<std::string> &sought, const JobWatcher &watcher);

// As a plugin's model, for lists and forms: category "project", the choices still those of the formula model.
ModelSpec spec_of(const SavedModel &model, const ModelSpec &formula);

// What a fit of it is asked for: `choices` of the user (x and y alone) and his `options`, whose columns of the model's
// names become x and y. "model.choice" (usage).
Result<nlohmann::json> choices_of(const SavedModel &model, const nlohmann::json &choices, nlohmann::json &options);

struct FormulaParts {
  std::vector<std::string> names;  // in the order in which they stand
  std::string output;              // of "S = …": S
};
// Read in a worker. "formula.parse" (usage) says where it can't be.
Result<FormulaParts> formula_parts(Session &session, const std::string &formula, const JobWatcher &watcher);

}  // namespace gantry::core
