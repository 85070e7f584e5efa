// SPDX-License-Identifier: Apache-2.0
// A form that is being filled in: inputs and settings of a tool, or of a fit, before they are run.
//
//   Draft draft = Draft::first(task);
//   draft.values["level"] = 200;
//   if (troubles(task, draft, project).empty()) …        // the same checks as on the command line
//
// Values are kept as they were typed, so that nothing is lost that is not right yet.
#pragma once

#include <host/window/workplace/catalogue.hpp>
#include <host/window/workplace/snapshot.hpp>
#include <host/window/workplace/undo.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gantry::host::window {

// Of a model's parameter, as typed; "": as the model has it.
struct FitCell {
  std::string start, low, high, fixed;
  bool operator==(const FitCell &) const = default;
};

// How a map's values are found.
enum class MapMethod { search, dictionary, both };

// What the fit of a map alone is told; as typed.
struct MapDraft {
  bool rician = false;            // the image is a magnitude, with little signal
  bool errors = false;            // a map of each parameter's standard error
  std::string sigma, saturation;  // "": a map of sigma is given, or none; saturated is what the data type can't exceed
  MapMethod method = MapMethod::search;
  std::string sizes{};  // of the dictionary: "T1=60, T2=60"; "": as they suit
  bool operator==(const MapDraft &) const = default;
};

struct Draft {
  std::map<std::string, std::vector<std::string>> inputs;            // port → items
  nlohmann::json values = nlohmann::json::object();                  // parameter → number, text, true/false
  bool map = true;                                                   // of a fit: every voxel, not one curve
  std::map<std::string, FitCell> cells;                              // of a fit, by symbol
  std::map<std::string, std::pair<std::string, std::string>> where;  // axis column → from, to
  std::map<std::string, std::string> constants;                      // of a fit, as typed; see add_constants()
  MapDraft maps;                                                     // of a fit of every voxel
  std::string label;                                                 // of what is made

  static Draft first(const Task &task);
  static Draft from(const nlohmann::json &json);  // what is not understood is left out
  bool operator==(const Draft &) const = default;
};

nlohmann::json to_json(const Draft &draft);
// What a recorded run was started with.
Draft draft_of(const Task &task, const core::RunRecord &run, const Snapshot &project);

// Items that may be given to a port, the likeliest first.
std::vector<const ShownItem *> candidates(const Snapshot &project, const core::PortSpec &port, bool series);
// Puts an item into the first empty input that takes it.
void offer(Draft &draft, const Task &task, const Snapshot &project, const std::string &item);

// What a plugin gives a parameter by itself.
nlohmann::json initial_value(const core::ParameterSpec &parameter);
// Whether a parameter is to be seen: its `visible_if` holds.
bool visible(const core::ParameterSpec &parameter, const std::vector<core::ParameterSpec> &all, const Draft &draft);

// Everything that is wrong, each with the port, parameter or "symbol/start" at fault.
std::vector<core::Error> troubles(const Task &task, const Draft &draft, const Snapshot &project);
// The options of the fit (core/fit/job.hpp) that the draft asks for. Errors: Failure::usage, naming the cell.
core::Result<nlohmann::json> fit_options(const Task &task, const Draft &draft);

// A parameter of a model, as far as its cells need it.
struct CellRange {
  std::string symbol;
  double minimum = 0, maximum = 0;  // where nothing is typed
};
// Adds what the cells ask for to a fit's options; what is wrong with them to the errors, at "SYMBOL/start" and the like.
void add_cells(const std::vector<CellRange> &parameters, const std::map<std::string, FitCell> &cells,
               nlohmann::json &options, std::vector<core::Error> &errors);
// Adds the model's constants, and axis columns that are the same at all points: numbers, or words of the column.
void add_constants(const core::ModelSpec &model, const std::map<std::string, std::string> &constants,
                   nlohmann::json &options, std::vector<core::Error> &errors);
// A number that was typed, nothing where nothing was; else nothing and an error at `where`.
std::optional<double> typed_number(const std::string &where, const std::string &text, std::vector<core::Error> &errors);

using Undo = UndoOf<Draft>;  // each form has its own

}  // namespace gantry::host::window
