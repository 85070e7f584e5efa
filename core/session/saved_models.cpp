// SPDX-License-Identifier: Apache-2.0
#include <core/session/saved_models.hpp>
#include <core/session/usage.hpp>

#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <core/data/read_json.hpp>
#include <core/session/saved_model_json.hpp>
#include <core/session/session.hpp>
#include <map>
#include <set>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr std::size_t most_of_a_name = 64;
constexpr std::string_view of_project = "project.";

bool contains(const std::vector<std::string> &all, const std::string &one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_name(const std::string &name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && name.size() <= most_of_a_name && std::all_of(name.begin(), name.end(), fits);
}

Result<void> check_name(const std::string &name) {
  if (is_name(name)) return done();
  return usage("model.name", "\"" + name + "\" can't be a model's name", name,
               "give letters a to z, digits and _, at most 64");
}

// Every version of every saved model, oldest first.
struct Version {
  SavedModel model;
  std::string parent;
  bool removed = false;
};

Result<std::vector<Version>> versions_in(const Project &project) {
  GANTRY_TRY(records, project.records());
  std::vector<Version> versions;
  for (const auto &entry : records) {
    if (entry.schema != saved_model_schema) continue;
    GANTRY_TRY(object, project.object(entry.hash));
    GANTRY_TRY(content, record_of(*object));
    // A plugin may append records of any schema: what is no model of ours must not spoil the list.
    auto model = saved_model_of(content);
    if (!model || !is_name(model.value().name)) continue;
    Version version{std::move(model).value(), entry.parent, content.value("removed", json()) == json(true)};
    version.model.record = entry.hash;
    version.model.saved = entry.added;
    versions.push_back(std::move(version));
  }
  return versions;
}

// What was said last of this name, be it that it is gone: the parent of what is said next.
std::string last_word(const std::vector<Version> &versions, const std::string &name) {
  std::string last;
  for (const auto &version : versions)
    if (version.model.name == name) last = version.model.record;
  return last;
}

std::vector<SavedModel> alive(const std::vector<Version> &versions) {
  std::set<std::string> replaced;
  for (const auto &version : versions) replaced.insert(version.parent);
  std::map<std::string, SavedModel> models;
  for (const auto &version : versions)
    if (!version.removed && replaced.count(version.model.record) == 0) models[version.model.name] = version.model;
  std::vector<SavedModel> result;
  for (auto &[name, model] : models) result.push_back(std::move(model));
  return result;
}

Result<SavedModel> find(const std::vector<SavedModel> &models, const std::string &word) {
  const std::string name = word.starts_with(of_project) ? word.substr(of_project.size()) : word;
  std::vector<std::string> names;
  for (const auto &model : models) {
    if (model.name == name) return model;
    names.push_back(model.name);
  }
  return usage("model.unknown", "the project keeps no model \"" + name + "\"", name,
               names.empty() ? "save one: gantry models add NAME --formula F" : "it keeps " + boost::join(names, ", "));
}

// "t=time,b" → (t, "t=time"), (b, "b").
std::vector<std::pair<std::string, std::string>> pairs_in(const std::string &x) {
  std::vector<std::string> words;
  boost::split(words, x, boost::is_any_of(","));
  std::vector<std::pair<std::string, std::string>> pairs;
  for (auto &word : words) {
    boost::trim(word);
    if (!word.empty()) pairs.emplace_back(boost::trim_copy(word.substr(0, word.find('='))), word);
  }
  return pairs;
}

// Which of the formula's names are columns: those that the draft says, or those of x, or what books call x.
Result<void> settle_axis(SavedModel &draft, const FormulaParts &parts) {
  std::string columns;
  for (const auto &[name, word] : pairs_in(draft.x)) {
    if (!contains(draft.axis, name)) draft.axis.push_back(name);
    if (word.find('=') != std::string::npos) columns += (columns.empty() ? "" : ",") + word;
  }
  draft.x = columns;
  if (draft.axis.empty() && contains(parts.names, "x")) draft.axis.emplace_back("x");
  const std::string names = boost::join(parts.names, ", ");
  for (const auto &name : draft.axis)
    if (!contains(parts.names, name))
      return usage("model.axis", "the formula does not use \"" + name + "\"", name, "its names are " + names);
  if (!draft.axis.empty()) return done();
  return usage("model.axis", "nobody says which name of the formula is a column of the data", "x",
               "name it: --x t; its names are " + names);
}

// Every name that is no column, in the formula's order, with what the draft knows of it.
Result<void> settle_parameters(SavedModel &draft, const FormulaParts &parts) {
  std::vector<ModelParameterSpec> all;
  for (const auto &name : parts.names) {
    if (contains(draft.axis, name)) continue;
    const auto known =
        std::find_if(draft.parameters.begin(), draft.parameters.end(), [&](const auto &p) { return p.symbol == name; });
    all.push_back(known != draft.parameters.end() ? *known : unknown_parameter(name));
  }
  std::vector<std::string> symbols;
  for (const auto &p : all) symbols.push_back(p.symbol);
  for (const auto &p : draft.parameters) {
    if (!contains(symbols, p.symbol))
      return usage("model.parameter", "the formula has no parameter \"" + p.symbol + "\"", p.symbol,
                   "its parameters are " + boost::join(symbols, ", "));
    if (!(p.minimum < p.maximum) || !std::isfinite(p.start) || p.start < p.minimum || p.start > p.maximum)
      return usage("model.parameter", "the start of " + p.symbol + " does not lie between its bounds", p.symbol,
                   "give a start inside, or other bounds");
  }
  if (all.empty())
    return usage("model.parameter", "nothing is left to be sought: every name of the formula is a column", "x",
                 "name fewer columns");
  draft.parameters = std::move(all);
  return done();
}

}  // namespace

Result<std::vector<SavedModel>> saved_models(const Project &project) {
  GANTRY_TRY(versions, versions_in(project));
  return alive(versions);
}

Result<SavedModel> saved_model(const Project &project, const std::string &name) {
  GANTRY_TRY(models, saved_models(project));
  return find(models, name);
}

Result<SavedModel> save_model(Session &session, SavedModel draft, const JobWatcher &watcher) {
  if (session.project() == nullptr)
    return usage("model.project", "a model is saved with a project, and none is open", "--project",
                 "give --project FOLDER");
  GANTRY_CHECK(check_name(draft.name));
  if (session.bench().registry().model(draft.name))
    return usage("model.name", "a plugin has a model \"" + draft.name + "\" already", draft.name, "give another name");
  GANTRY_TRY(parts, formula_parts(session, draft.formula, watcher));
  draft.output = parts.output;
  GANTRY_CHECK(settle_axis(draft, parts));
  GANTRY_CHECK(settle_parameters(draft, parts));
  GANTRY_TRY(versions, versions_in(*session.project()));
  const json content = to_json(draft);
  if (const auto same = find(alive(versions), draft.name); same && to_json(same.value()) == content) return same;
  GANTRY_CHECK(session.project()->append_record(saved_model_schema, content, last_word(versions, draft.name)));
  return saved_model(*session.project(), draft.name);
}

Result<SavedModel> rename_model(Project &project, const std::string &name, const std::string &to) {
  GANTRY_CHECK(check_name(to));
  GANTRY_TRY(models, saved_models(project));
  GANTRY_TRY(model, find(models, name));
  if (find(models, to))
    return usage("model.name", "the project keeps another model \"" + to + "\"", to, "give another name");
  model.name = to;
  GANTRY_CHECK(project.append_record(saved_model_schema, to_json(model), model.record));
  return saved_model(project, to);
}

Result<void> remove_model(Project &project, const std::string &name) {
  GANTRY_TRY(model, saved_model(project, name));
  GANTRY_CHECK(project.append_record(saved_model_schema, {{"name", model.name}, {"removed", true}}, model.record));
  return done();
}

}  // namespace gantry::core
