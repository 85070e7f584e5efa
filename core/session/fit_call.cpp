// SPDX-License-Identifier: Apache-2.0
// What a fit is asked for: its model, the model's choices, the data, and what their header says of how they were measured.
#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/split.hpp>
#include <core/data/read_json.hpp>
#include <core/plugins/parameters.hpp>
#include <core/session/acquisition.hpp>
#include <core/session/session.hpp>
#include <core/session/usage.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

// What names a parameter in a fit's options names one that the model has.
Result<void> check_symbols(const ModelSpec &model, const json &options) {
  std::vector<std::string> known;
  for (const auto &p : model.parameters) known.push_back(p.symbol);
  for (const char *group : {"start", "bounds", "fix"})
    for (const auto &[symbol, value] : member_object(options, group).items())
      if (std::find(known.begin(), known.end(), symbol) == known.end())
        return usage("fit.parameter", model.id + " has no parameter \"" + symbol + "\"", symbol,
                     "its parameters are: " + boost::join(known, ", "));
  return done();
}

// Whether a dose of the fit is to be as large as that says: then it is a constant of the equations.
bool names_amount(const json &options, const std::string &port) {
  const auto doses = options.find("doses");
  return doses != options.end() && doses->is_array() &&
         std::any_of(doses->begin(), doses->end(),
                     [&](const json &dose) { return dose.is_object() && dose.value("amount", json()) == port; });
}

}  // namespace

bool FitModel::special_case_of(const FitModel &other) const {
  std::vector<std::string> larger;
  boost::split(larger, spec.special_case_of, boost::is_any_of(" "), boost::token_compress_on);
  return plugin == other.plugin && !saved && !other.saved &&
         std::find(larger.begin(), larger.end(), other.spec.id) != larger.end();
}

Result<FitModel> Session::fit_model(const std::string &word) const {
  auto found = bench_->registry().model(word);
  std::optional<SavedModel> saved;
  if (project_ != nullptr) {
    GANTRY_TRY(models, saved_models(*project_));
    for (auto &model : models)
      if (word == model.name || word == model.id()) saved = std::move(model);
  }
  if (found && saved)
    return usage("model.ambiguous", "a plugin and the project both have a model \"" + word + "\"", word,
                 "give " + saved->id() + ", or " + found.value().plugin->manifest.id + "." + found.value().spec->id);
  if (found) return FitModel{found.value().plugin, *found.value().spec, {}};
  if (!saved && project_ != nullptr && word.starts_with("project.")) return fail(saved_model(*project_, word).error());
  if (!saved) return fail(std::move(found).error());
  GANTRY_TRY(formula, bench_->registry().model(formula_model));
  return FitModel{formula.plugin, spec_of(*saved, *formula.spec), std::move(saved)};
}

Result<Call> Session::fit_call(const std::string &model, JobKind kind, const std::vector<NamedInput> &inputs,
                               const json &choices, json options, const JobWatcher &watcher) {
  GANTRY_TRY(found, fit_model(model));
  const ModelSpec &spec = found.spec;
  Call call;
  call.plugin = found.plugin;
  call.request.kind = kind;
  call.request.target = spec.id;
  json chosen = choices;
  if (found.saved) {
    GANTRY_TRY(saved, choices_of(*found.saved, choices, options));
    chosen = std::move(saved);
    call.name = found.saved->name;
    GANTRY_TRY(formula, bench_->registry().model(formula_model));
    call.request.target = formula.spec->id;
  }
  GANTRY_TRY(parameters, check_parameters(spec.choices, chosen));
  call.request.parameters = parameters;
  // Those of a model that is made for the fit are known once it has been made, and checked there.
  if (!spec.made || found.saved) GANTRY_CHECK(check_symbols(spec, options));
  call.request.options = std::move(options);
  for (const auto &[key, word] : inputs) {
    const auto &port = key;
    const auto &constants = spec.constants;
    const bool constant =
        std::any_of(constants.begin(), constants.end(), [&](const auto &q) { return q.name == port; }) ||
        (spec.ode && names_amount(call.request.options, port));
    const bool doses = port == "doses" && spec.ode && !spec.ode->doses.empty();
    const bool table = port == "data" || port == "axis" || doses;
    if (!table && port != "image" && port != "mask" && port != "sigma" && !constant) {
      return usage("input.port", "a fit of " + spec.id + " has no input \"" + port + "\"", port,
                   "give image, data, mask, sigma, axis, or a constant of the model");
    }
    GANTRY_CHECK(add_input(call, port, word, table ? Kind::table : Kind::volume, watcher));
  }
  GANTRY_CHECK(take_acquisition(call, spec));
  return call;
}

Result<void> Session::take_acquisition(Call &call, const ModelSpec &spec) {
  for (const auto &input : call.request.inputs) {
    if (input.port != "image") continue;
    GANTRY_TRY(header, volume_header(input.object->header));
    GANTRY_TRY(source, source_of(call, *input.object));
    if (source == nullptr) return done();
    GANTRY_TRY(content, record_of(*source));
    // A volume on the constant's own port says it voxel by voxel.
    ModelSpec rest = spec;
    std::erase_if(rest.constants, [&](const QuantitySpec &q) {
      return std::any_of(call.request.inputs.begin(), call.request.inputs.end(),
                         [&](const PortObject &other) { return other.port == q.name; });
    });
    add_acquisition(rest, header.axis, content.value("entries", json::array()), call.request.options);
  }
  return done();
}

}  // namespace gantry::core
