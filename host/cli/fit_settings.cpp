// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <boost/algorithm/string/join.hpp>
#include <core/data/read_json.hpp>
#include <core/study/toml.hpp>
#include <host/cli/dose_options.hpp>
#include <host/cli/fit_options.hpp>
#include <host/cli/fit_settings.hpp>
#include <set>

namespace gantry::host {
namespace {

using nlohmann::json;

constexpr std::array by_symbol{"start", "bounds", "fix", "dictionary"};

bool has(const core::FitModel &model, const std::string &symbol) {
  // Of one that is made for the fit nobody knows yet.
  const auto &known = model.spec.parameters;
  return (model.spec.made && !model.saved) ||
         std::any_of(known.begin(), known.end(), [&](const auto &p) { return p.symbol == symbol; });
}

std::string symbols_of(const std::vector<core::FitModel> &models) {
  std::set<std::string> symbols;
  for (const auto &model : models)
    for (const auto &p : model.spec.parameters) symbols.insert(p.symbol);
  return boost::join(symbols, ", ");
}

}  // namespace

core::Result<FitSettings> fit_settings(const CommandLine &line) {
  FitSettings settings;
  if (line.has("settings")) {
    GANTRY_TRY(file, core::read_toml(line.text("settings")));
    if (file.contains("set")) settings.choices = file["set"];
    file.erase("set");
    settings.options = file;
  }
  GANTRY_TRY(flags, fit_options(line));
  for (const auto &[key, value] : flags.items()) {
    json &there = settings.options[key];
    if (there.is_object() && value.is_object()) there.update(value);
    else there = value;
  }
  for (const auto &word : line.texts("set")) {
    GANTRY_TRY(split, key_value(word, "--set"));
    settings.choices[split.first] = split.second;
  }
  return settings;
}

json options_for(const core::FitModel &model, json options) {
  for (const char *group : by_symbol) {
    if (!options.contains(group) || !options[group].is_object()) continue;
    json kept = json::object();
    for (const auto &[symbol, value] : options[group].items())
      if (has(model, symbol)) kept[symbol] = value;
    options[group] = kept;
  }
  if (!model.spec.ode) {
    json kept = json::object();
    for (const auto &[key, value] : options.items())
      if (!is_dose_option(key)) kept[key] = value;
    options = std::move(kept);
  }
  return options;
}

core::Result<void> all_known(const std::vector<core::FitModel> &models, const json &options) {
  for (const char *group : by_symbol)
    for (const auto &[symbol, value] : core::member_object(options, group).items()) {
      const auto &wanted = symbol;
      if (std::none_of(models.begin(), models.end(), [&](const auto &m) { return has(m, wanted); }))
        return core::fail("fit.parameter", "there is no parameter \"" + symbol + "\"", symbol,
                          "there are " + symbols_of(models), core::Failure::usage);
    }
  for (const auto &[key, value] : options.items())
    if (is_dose_option(key) && std::none_of(models.begin(), models.end(), [](const auto &m) { return m.spec.ode; }))
      return core::fail("fit.option", "the option \"" + key + "\" is of differential equations", key,
                        "leave it out, or fit a model that has doses or rates", core::Failure::usage);
  return core::done();
}

}  // namespace gantry::host
