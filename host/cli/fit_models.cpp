// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <host/cli/fit_models.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

auto usage(const std::string &message, const std::string &flag, const std::string &hint) {
  return core::fail("usage", message, flag, hint, core::Failure::usage);
}

}  // namespace

void FitModels::add_flags(CommandLine &line) {
  const auto text = [] { return po::value<std::string>(); };
  line.flags().add_options()("formula", text(),
                             "a formula instead of a model: 'S0 * exp(-TE / T2)'; what is no column is sought")(
      "x", text(), "the formula's names of columns, where they differ: t=time,b")(
      "y", text(), "the column that the formula is to meet")(
      "save-model", text(), "keep the formula with the project, by this name: then `gantry fit NAME` fits it");
}

core::Result<FitModels> FitModels::of(const CommandLine &line, json choices) {
  FitModels wanted;
  wanted.choices = std::move(choices);
  wanted.save = line.text("save-model");
  if (line.has("formula")) wanted.words.emplace_back(core::formula_model);
  Words words{line.text("model")};
  for (const auto &word : line.texts("compare")) words.push_back(word);
  for (const auto &word : words) {
    Words parts;
    boost::split(parts, word, boost::is_any_of(","));
    for (const auto &part : parts)
      if (!part.empty() && std::find(wanted.words.begin(), wanted.words.end(), part) == wanted.words.end())
        wanted.words.push_back(part);
  }
  if (wanted.words.empty())
    return usage("say which model", "", "`gantry models` lists them; --formula 'a * exp(-b * x)' types one");
  for (const char *key : {"formula", "x", "y"})
    if (line.has(key)) wanted.typed[key] = line.text(key);
  if (!wanted.save.empty() && !line.has("formula"))
    return usage("--save-model keeps a --formula", "--save-model",
                 "say which, or `gantry models add NAME --formula F`");
  if (!wanted.save.empty() && line.common().project.empty())
    return usage("--save-model needs a project to keep it", "--save-model", "give --project FOLDER");
  return wanted;
}

core::Result<std::vector<core::FitModel>> FitModels::found(const core::Session &session) const {
  std::vector<core::FitModel> models;
  for (const auto &word : words) {
    GANTRY_TRY(model, session.fit_model(word));
    models.push_back(std::move(model));
  }
  const bool formula = typed.contains("formula") ||
                       std::any_of(models.begin(), models.end(), [](const auto &m) { return m.saved.has_value(); });
  if (!formula && !typed.empty())
    return usage("--x and --y belong to a formula", typed.contains("x") ? "--x" : "--y",
                 "name a model's columns with --column NAME=COLUMN");
  return models;
}

json FitModels::choices_for(std::size_t model, const core::FitModel &found) const {
  json own = choices;
  if (words[model] == core::formula_model) own.update(typed);
  if (!found.saved) return own;
  own = typed;
  own.erase("formula");
  return own;
}

core::Result<core::SavedModel> FitModels::keep(core::Session &session, const json &options, const Words &sought,
                                               const core::JobWatcher &watcher) const {
  GANTRY_TRY(draft, core::draft_of_fit(session, typed, options, sought, watcher));
  draft.name = save;
  return core::save_model(session, draft, watcher);
}

}  // namespace gantry::host
