// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/fit_draft.hpp>

#include <algorithm>
#include <core/data/read_json.hpp>

namespace gantry::host::window {
namespace {

using nlohmann::json;

constexpr std::uint32_t most_starts = 500;
constexpr const char *huber = "huber:1.345", *cauchy = "cauchy:2.385";  // 95 % efficient where the noise is normal

bool flag_in(const json &object, const char *member) {
  const auto found = object.find(member);
  return found != object.end() && *found == true;
}

std::map<std::string, std::string> texts_in(const json &object, const char *member) {
  std::map<std::string, std::string> texts;
  for (const auto &[key, text] : core::member_object(object, member).items())
    if (text.is_string()) texts[key] = text.get<std::string>();
  return texts;
}

template <class Enum>
Enum choice_in(const json &object, const char *member, Enum last) {
  const auto found = object.find(member);
  const bool known = found != object.end() && found->is_number_unsigned() &&
                     found->get<std::uint64_t>() <= static_cast<std::uint64_t>(last);
  return known ? static_cast<Enum>(found->get<int>()) : Enum{};
}

std::vector<std::string> list_in(const json &object, const char *member) {
  std::vector<std::string> list;
  if (const auto found = object.find(member); found != object.end() && found->is_array())
    for (const json &text : *found)
      if (text.is_string()) list.push_back(text.get<std::string>());
  return list;
}

FitModelDraft model_of(const json &given) {
  FitModelDraft model;
  for (const auto &[symbol, c] : core::member_object(given, "cells").items())
    if (c.is_object())
      model.cells[symbol] = {core::member_text(c, "start"), core::member_text(c, "low"), core::member_text(c, "high"),
                             core::member_text(c, "fixed")};
  model.constants = texts_in(given, "constants");
  model.values = core::member_object(given, "values");
  model.shared = list_in(given, "shared");
  return model;
}

json json_of(const FitModelDraft &model) {
  json cells = json::object();
  for (const auto &[symbol, c] : model.cells)
    cells[symbol] = {{"start", c.start}, {"low", c.low}, {"high", c.high}, {"fixed", c.fixed}};
  return {{"cells", cells}, {"constants", model.constants}, {"values", model.values}, {"shared", model.shared}};
}

}  // namespace

FitDraft FitDraft::from(const json &given) {
  FitDraft draft;
  if (!given.is_object()) return draft;
  draft.table = core::member_text(given, "table");
  draft.doses = core::member_text(given, "doses");
  draft.model = core::member_text(given, "model");
  draft.compared = list_in(given, "compared");
  draft.formula = core::member_text(given, "formula");
  draft.known = core::member_text(given, "known");
  draft.columns = texts_in(given, "columns");
  for (const auto &[id, model] : core::member_object(given, "models").items())
    if (model.is_object()) draft.models[id] = model_of(model);
  draft.sigma = choice_in(given, "sigma", SigmaIs::number);
  draft.sigma_column = core::member_text(given, "sigma_column");
  draft.sigma_number = core::member_text(given, "sigma_number");
  draft.sigma_relative = flag_in(given, "sigma_relative");
  draft.rician = flag_in(given, "rician");
  draft.group = core::member_text(given, "group");
  draft.loss = choice_in(given, "loss", LossIs::cauchy);
  draft.interval = choice_in(given, "interval", IntervalIs::bootstrap);
  if (const auto found = given.find("confidence"); found != given.end() && found->is_number())
    draft.confidence = std::clamp(found->get<double>(), 0.5, 0.999);
  if (const auto found = given.find("multistart"); found != given.end() && found->is_number_unsigned())
    draft.multistart =
        static_cast<std::uint32_t>(std::clamp<std::uint64_t>(found->get<std::uint64_t>(), 1, most_starts));
  draft.nested = flag_in(given, "nested");
  return draft;
}

FitDraft tidied(FitDraft draft) {
  for (auto &[id, model] : draft.models) {
    std::erase_if(model.cells, [](const auto &cell) { return cell.second == FitCell{}; });
    std::erase_if(model.constants, [](const auto &constant) { return constant.second.empty(); });
  }
  std::erase_if(draft.models, [](const auto &model) { return model.second == FitModelDraft{}; });
  return draft;
}

json to_json(const FitDraft &given) {
  const FitDraft draft = tidied(given);
  json models = json::object();
  for (const auto &[id, model] : draft.models) models[id] = json_of(model);
  return {{"table", draft.table},
          {"doses", draft.doses},
          {"model", draft.model},
          {"compared", draft.compared},
          {"formula", draft.formula},
          {"known", draft.known},
          {"columns", draft.columns},
          {"models", models},
          {"sigma", static_cast<unsigned>(draft.sigma)},
          {"sigma_column", draft.sigma_column},
          {"sigma_number", draft.sigma_number},
          {"sigma_relative", draft.sigma_relative},
          {"rician", draft.rician},
          {"group", draft.group},
          {"loss", static_cast<unsigned>(draft.loss)},
          {"interval", static_cast<unsigned>(draft.interval)},
          {"confidence", draft.confidence},
          {"multistart", draft.multistart},
          {"nested", draft.nested}};
}

const FitModelDraft &FitDraft::of(const std::string &id) const {
  static const FitModelDraft nothing;
  const auto found = models.find(id);
  return found == models.end() ? nothing : found->second;
}

std::vector<std::string> FitDraft::chosen() const {
  std::vector<std::string> all;
  if (!model.empty()) all.push_back(model);
  for (const std::string &id : compared)
    if (id != model) all.push_back(id);
  return all;
}

json FitDraft::values(const core::ModelSpec &spec, const std::string &id, const core::Table &table) const {
  json values = json::object();
  if (id == typed_model) {
    values["formula"] = formula;
    if (!known.empty()) values["x"] = known;
    if (const auto y = columns.find("y"); y != columns.end() && table.column(y->second) != nullptr)
      values["y"] = y->second;
    return values;
  }
  for (const auto &choice : spec.choices)
    if (const auto &given = of(id).values; given.contains(choice.key)) values[choice.key] = given[choice.key];
  return values;
}

// Several curves, and what they have in common of what is sought.
void FitDraft::add_group(const std::string &id, const core::Table &table, const std::vector<CellRange> &parameters,
                         json &options) const {
  if (group.empty() || table.column(group) == nullptr) return;
  options["global"] = true;
  options["group"] = group;
  for (const std::string &symbol : of(id).shared)
    if (std::any_of(parameters.begin(), parameters.end(), [&](const CellRange &p) { return p.symbol == symbol; }))
      options["share"].push_back(symbol);
}

json FitDraft::options(const core::ModelSpec &spec, const std::string &id, const core::Table &table,
                       const std::vector<CellRange> &parameters, std::vector<core::Error> &errors) const {
  json options = json::object();
  add_cells(parameters, of(id).cells, options, errors);
  add_constants(spec, of(id).constants, options, errors);
  const auto names = [&](const std::vector<core::QuantitySpec> &all, const std::string &name) {
    return std::any_of(all.begin(), all.end(), [&](const auto &q) { return q.name == name; });
  };
  for (const auto &[name, column] : columns)
    if ((names(spec.axis, name) || names(spec.outputs, name)) && table.column(column) != nullptr)
      options["columns"][name] = column;
  if (sigma == SigmaIs::column && table.column(sigma_column) != nullptr) options["sigma"] = sigma_column;
  if (sigma == SigmaIs::number)
    if (const auto value = typed_number("sigma", sigma_number, errors)) options["sigma"] = *value;
  if (options.contains("sigma") && sigma_relative && !rician) options["sigma_kind"] = "relative";
  if (rician) options["noise"] = "rician";
  if (rician && !options.contains("sigma") && sigma != SigmaIs::number)
    errors.push_back({"form.value", "Rician noise needs its standard deviation, sigma", "noise",
                      "choose a column for it, or one number", core::Failure::usage});
  add_group(id, table, parameters, options);
  if (loss != LossIs::squares && !rician) options["loss"] = loss == LossIs::huber ? huber : cauchy;
  if (interval == IntervalIs::profile) options["interval"] = "profile";
  if (interval == IntervalIs::bootstrap) options["interval"] = "bootstrap";
  if (confidence != 0.95) options["confidence"] = confidence;
  if (multistart > 1) options["multistart"] = multistart;
  return options;
}

}  // namespace gantry::host::window
