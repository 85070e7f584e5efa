// SPDX-License-Identifier: Apache-2.0
// Saved models where fits are made: as a model's description, as what a fit is asked for, and out of a fit.
#include <core/session/saved_models.hpp>
#include <core/session/usage.hpp>

#include <algorithm>
#include <core/data/read_json.hpp>
#include <core/session/saved_model_json.hpp>
#include <core/session/session.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

}  // namespace

Result<SavedModel> draft_of_fit(Session &session, const json &choices, const json &options,
                                const std::vector<std::string> &sought, const JobWatcher &watcher) {
  const auto text = [&](const char *key) { return choices.contains(key) ? choices[key].get<std::string>() : ""; };
  SavedModel draft{.formula = text("formula"), .x = text("x"), .y = text("y")};
  GANTRY_TRY(parts, formula_parts(session, draft.formula, watcher));
  for (const auto &name : parts.names) {
    if (std::ranges::find(sought, name) == sought.end()) {
      draft.axis.push_back(name);
      continue;
    }
    ModelParameterSpec p = unknown_parameter(name);
    const json &starts = member_object(options, "start"), &fixed = member_object(options, "fix"),
               &bounds = member_object(options, "bounds");
    if (starts.contains(name)) p.start = starts[name].get<double>();
    if (fixed.contains(name)) p.start = fixed[name].get<double>();
    if (bounds.contains(name)) {
      const json &ends = bounds[name];
      if (ends[0].is_number()) p.minimum = ends[0].get<double>();
      if (ends[1].is_number()) p.maximum = ends[1].get<double>();
      p.start = std::clamp(p.start, p.minimum, p.maximum);
    }
    draft.parameters.push_back(std::move(p));
  }
  return draft;
}

ModelSpec spec_of(const SavedModel &model, const ModelSpec &formula) {
  ModelSpec spec = formula;
  spec.id = model.id();
  spec.label = model.label.empty() ? model.name : model.label;
  spec.help = model.help;
  spec.category = "project";
  spec.equation = model.formula;
  spec.source = "";
  spec.parameters = model.parameters;
  for (auto &p : spec.parameters)
    if (p.label.empty()) p.label = p.symbol;
  for (const auto &name : model.axis) spec.axis.push_back({name, name, "", 0, true});
  return spec;
}

Result<json> choices_of(const SavedModel &model, const json &choices, json &options) {
  std::string x, y = model.y;
  for (const auto &[key, value] : choices.items()) {
    if (key != "x" && key != "y")
      return usage("model.choice", model.id() + " has no choice \"" + key + "\"", key, "its choices are x and y");
    if (!value.is_string()) return usage("model.choice", "\"" + key + "\" must be text", key, "write it like t=time");
    (key == "x" ? x : y) = value.get<std::string>();
  }
  // The first of a name counts: the user's columns, his x, and then what is saved.
  std::string columns;
  const auto there = options.find("columns");
  if (there != options.end() && there->is_object()) {
    json others = json::object();
    for (const auto &[name, column] : there->items()) {
      if (column.is_string() && std::ranges::find(model.axis, name) != model.axis.end())
        columns += name + "=" + column.get<std::string>() + ",";
      else if (column.is_string() && name == model.output) y = column.get<std::string>();
      else others[name] = column;
    }
    if (others.empty()) options.erase(there);
    else *there = others;
  }
  json all{{"formula", model.formula}, {"y", y}, {"name", model.name}};
  all["x"] = columns + x + (x.empty() ? "" : ",") + model.x;
  all["parameters"] = to_json(model)["parameters"].dump();
  return all;
}

Result<FormulaParts> formula_parts(Session &session, const std::string &formula, const JobWatcher &watcher) {
  GANTRY_TRY(found, session.bench().registry().model(formula_model));
  JobRequest request;
  request.kind = JobKind::command;
  request.target = "formula check";
  request.parameters = {{"formula", formula}};
  request.limits = session.settings().limits;
  auto ran = session.bench().run(*found.plugin, request, watcher);
  if (!ran) {
    Error error = std::move(ran).error();
    if (error.code == "formula.parse") error.failure = Failure::usage;
    return fail(std::move(error));
  }
  for (const auto &output : ran.value().outputs) {
    if (output.port != "parts") continue;
    GANTRY_TRY(content, record_of(*output.object));
    const JsonReader in{content, "parts"};
    FormulaParts parts;
    GANTRY_TRY(names, in.texts("names"));
    GANTRY_TRY(left, in.text("output"));
    parts.names = std::move(names);
    parts.output = std::move(left);
    return parts;
  }
  return fail("formula.check", "the plugin of typed formulas said nothing of this one", "formula",
              "install the plugin again");
}

}  // namespace gantry::core
