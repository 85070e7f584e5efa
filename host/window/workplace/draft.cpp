// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/draft.hpp>

#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <cmath>
#include <core/data/read_json.hpp>
#include <core/plugins/parameters.hpp>

namespace gantry::host::window {
namespace {

using core::Error;
using core::Failure;
using nlohmann::json;

Error wrong(std::string where, std::string message, std::string hint) {
  return {"form.value", std::move(message), std::move(where), std::move(hint), Failure::usage};
}

bool gives(const Draft &draft, const std::string &port) {
  const auto given = draft.inputs.find(port);
  return given != draft.inputs.end() && !given->second.empty();
}

// "T1=60, T2=60"; with nothing typed the fit chooses.
json dictionary_of(const std::string &sizes, std::vector<Error> &errors) {
  json counts = json::object();
  std::vector<std::string> parts;
  boost::split(parts, sizes, boost::is_any_of(", ;"), boost::token_compress_on);
  for (const std::string &part : parts) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    const auto count = equals == std::string::npos ? std::nullopt : core::parse_number(part.substr(equals + 1));
    if (!count || !(*count >= 2) || *count != std::floor(*count) || *count > 1e6)
      errors.push_back(wrong("sizes", "\"" + part + "\" does not say how many values", "write it like T1=60, T2=60"));
    else counts[part.substr(0, equals)] = static_cast<std::int64_t>(*count);
  }
  return counts.empty() ? json(true) : counts;
}

std::string sizes_of(const json &dictionary) {
  std::string text;
  if (!dictionary.is_object()) return text;
  for (const auto &[symbol, count] : dictionary.items())
    text += (text.empty() ? "" : ", ") + symbol + "=" + core::canonical(count);
  return text;
}

void add_map_options(const Draft &draft, json &options, std::vector<Error> &errors) {
  const MapDraft &maps = draft.maps;
  const bool as_map = gives(draft, "sigma");  // stronger than a number that was typed before
  const auto sigma = as_map ? std::nullopt : typed_number("sigma", maps.sigma, errors);
  if (sigma && !(*sigma > 0)) errors.push_back(wrong("sigma", "sigma is not above 0", "give the size of the noise"));
  else if (sigma) options["sigma"] = *sigma;
  if (maps.rician && !as_map && maps.sigma.empty())
    errors.push_back(wrong("sigma", "Rician noise needs its standard deviation, sigma",
                           "give a number, or an image of it under Data"));
  if (maps.rician) options["noise"] = "rician";
  if (maps.errors) options["errors"] = true;
  if (maps.method != MapMethod::search) options["dictionary"] = dictionary_of(maps.sizes, errors);
  if (maps.method == MapMethod::both) options["refine"] = true;
  if (maps.method == MapMethod::dictionary && maps.rician)
    errors.push_back(wrong("sizes", "a dictionary alone takes the noise floor of magnitudes for signal",
                           "search on from it, or take Gaussian noise"));
  if (const auto from = typed_number("saturation", maps.saturation, errors)) options["saturation"] = *from;
}

json options_or(const Task &task, const Draft &draft, std::vector<Error> &errors) {
  json options = json::object();
  std::vector<CellRange> ranges;
  for (const auto &p : task.model->parameters) ranges.push_back({p.symbol, p.minimum, p.maximum});
  add_cells(ranges, draft.cells, options, errors);
  for (const auto &[column, range] : draft.where) {
    const auto from = typed_number(column + "/from", range.first, errors);
    const auto to = typed_number(column + "/to", range.second, errors);
    const auto end = [](const std::optional<double> &given) { return given ? json(*given) : json(); };
    if (from || to) options["where"][column] = {end(from), end(to)};  // null: no end
  }
  add_constants(*task.model, draft.constants, options, errors);
  if (draft.map) add_map_options(draft, options, errors);
  return options;
}

}  // namespace

json initial_value(const core::ParameterSpec &p) {
  switch (p.type) {
    case core::ParameterType::f64:
    case core::ParameterType::i64: return p.default_number;
    case core::ParameterType::flag: return p.default_number != 0;
    default: return p.default_text;
  }
}

std::optional<double> typed_number(const std::string &where, const std::string &text, std::vector<Error> &errors) {
  if (text.empty()) return {};
  const auto value = core::parse_number(text);
  if (!value) errors.push_back(wrong(where, "\"" + text + "\" is not a number", "give a number, or leave it empty"));
  return value;
}

void add_cells(const std::vector<CellRange> &parameters, const std::map<std::string, FitCell> &cells, json &options,
               std::vector<Error> &errors) {
  for (const CellRange &p : parameters) {
    const auto found = cells.find(p.symbol);
    if (found == cells.end()) continue;
    const FitCell &c = found->second;
    if (const auto fixed = typed_number(p.symbol + "/fixed", c.fixed, errors)) {
      options["fix"][p.symbol] = *fixed;
      continue;
    }
    if (const auto start = typed_number(p.symbol + "/start", c.start, errors)) options["start"][p.symbol] = *start;
    const auto low = typed_number(p.symbol + "/low", c.low, errors);
    const auto high = typed_number(p.symbol + "/high", c.high, errors);
    if (!low && !high) continue;
    const double from = low.value_or(p.minimum), to = high.value_or(p.maximum);
    if (from >= to) {
      errors.push_back(wrong(p.symbol + "/low", "the lower bound of " + p.symbol + " is not below its upper one",
                             "give a lower one below the upper one"));
    } else {
      const auto end = [](double value) { return std::isfinite(value) ? json(value) : json(nullptr); };
      options["bounds"][p.symbol] = {end(from), end(to)};
    }
  }
}

void add_constants(const core::ModelSpec &model, const std::map<std::string, std::string> &constants, json &options,
                   std::vector<Error> &errors) {
  for (const auto &[name, text] : constants) {
    const auto column =
        std::find_if(model.axis.begin(), model.axis.end(), [&, name = name](const auto &q) { return q.name == name; });
    const bool word = column != model.axis.end() &&
                      std::find(column->words.begin(), column->words.end(), text) != column->words.end();
    if (word) options["constants"][name] = text;
    else if (const auto value = typed_number(name, text, errors)) options["constants"][name] = *value;
  }
}

Draft Draft::first(const Task &task) {
  Draft draft;
  for (const auto &p : task.parameters()) draft.values[p.key] = initial_value(p);
  return draft;
}

Draft Draft::from(const json &given) {
  Draft draft;
  if (!given.is_object()) return draft;
  for (const auto &[port, items] : core::member_object(given, "inputs").items())
    if (items.is_array())
      for (const json &item : items)
        if (item.is_string()) draft.inputs[port].push_back(item.get<std::string>());
  draft.values = core::member_object(given, "values");
  if (const auto map = given.find("map"); map != given.end() && map->is_boolean()) draft.map = map->get<bool>();
  for (const auto &[symbol, c] : core::member_object(given, "cells").items())
    if (c.is_object())
      draft.cells[symbol] = {core::member_text(c, "start"), core::member_text(c, "low"), core::member_text(c, "high"),
                             core::member_text(c, "fixed")};
  for (const auto &[column, range] : core::member_object(given, "where").items())
    if (range.is_object()) draft.where[column] = {core::member_text(range, "from"), core::member_text(range, "to")};
  for (const auto &[name, text] : core::member_object(given, "constants").items())
    if (text.is_string()) draft.constants[name] = text.get<std::string>();
  const json &maps = core::member_object(given, "maps");
  const auto flag = [&](const char *member) { return maps.contains(member) && maps[member] == true; };
  const std::string method = core::member_text(maps, "method");
  draft.maps = {flag("rician"),
                flag("errors"),
                core::member_text(maps, "sigma"),
                core::member_text(maps, "saturation"),
                method == "dictionary" ? MapMethod::dictionary
                : method == "both"     ? MapMethod::both
                                       : MapMethod::search,
                core::member_text(maps, "sizes")};
  draft.label = core::member_text(given, "label");
  return draft;
}

json to_json(const Draft &draft) {
  json cells = json::object(), where = json::object();
  for (const auto &[symbol, c] : draft.cells)
    cells[symbol] = {{"start", c.start}, {"low", c.low}, {"high", c.high}, {"fixed", c.fixed}};
  for (const auto &[column, range] : draft.where) where[column] = {{"from", range.first}, {"to", range.second}};
  const json maps{{"rician", draft.maps.rician},
                  {"errors", draft.maps.errors},
                  {"sigma", draft.maps.sigma},
                  {"saturation", draft.maps.saturation},
                  {"method", draft.maps.method == MapMethod::search       ? "search"
                             : draft.maps.method == MapMethod::dictionary ? "dictionary"
                                                                          : "both"},
                  {"sizes", draft.maps.sizes}};
  return {{"inputs", draft.inputs}, {"values", draft.values},       {"map", draft.map}, {"cells", cells},
          {"where", where},         {"constants", draft.constants}, {"maps", maps},     {"label", draft.label}};
}

Draft draft_of(const Task &task, const core::RunRecord &run, const Snapshot &project) {
  Draft draft = Draft::first(task);
  draft.map = run.kind != core::JobKind::fit_curve;
  for (const auto &input : run.inputs)
    if (const ShownItem *item = project.item_of_object(input.object)) draft.inputs[input.port].push_back(item->id);
  for (const auto &[key, value] : run.parameters.items()) draft.values[key] = value;
  const auto text = [](const json &value) {
    return value.is_number() ? core::canonical(value) : value.is_string() ? value.get<std::string>() : std::string{};
  };
  for (const auto &[symbol, value] : core::member_object(run.options, "fix").items())
    draft.cells[symbol].fixed = text(value);
  for (const auto &[symbol, value] : core::member_object(run.options, "start").items())
    draft.cells[symbol].start = text(value);
  for (const auto &[symbol, pair] : core::member_object(run.options, "bounds").items())
    if (pair.is_array() && pair.size() == 2) {
      draft.cells[symbol].low = text(pair[0]);
      draft.cells[symbol].high = text(pair[1]);
    }
  for (const auto &[column, pair] : core::member_object(run.options, "where").items())
    if (pair.is_array() && pair.size() == 2) draft.where[column] = {text(pair[0]), text(pair[1])};
  for (const auto &[name, value] : core::member_object(run.options, "constants").items())
    draft.constants[name] = text(value);
  const auto option = [&](const char *key) { return run.options.contains(key) ? run.options[key] : json(); };
  const json dictionary = option("dictionary");
  const bool looked_up = dictionary.is_object() || dictionary == true;
  draft.maps = {option("noise") == "rician",
                option("errors") == true,
                text(option("sigma")),
                text(option("saturation")),
                !looked_up                 ? MapMethod::search
                : option("refine") == true ? MapMethod::both
                                           : MapMethod::dictionary,
                sizes_of(dictionary)};
  return draft;
}

std::vector<const ShownItem *> candidates(const Snapshot &project, const core::PortSpec &port, bool series) {
  std::vector<const ShownItem *> likely, possible;
  for (auto item = project.items.rbegin(); item != project.items.rend(); ++item) {
    if (item->kind != port.kind || (port.labels && !item->labels())) continue;
    if (series && item->frames() < 2) continue;
    (port.mask == item->labels() ? likely : possible).push_back(&*item);
  }
  likely.insert(likely.end(), possible.begin(), possible.end());
  return likely;
}

void offer(Draft &draft, const Task &task, const Snapshot &project, const std::string &id) {
  for (const core::PortSpec &port : task.inputs(draft.map)) {
    if (port.optional || !draft.inputs[port.key].empty()) continue;
    for (const ShownItem *item : candidates(project, port, task.fit() && port.key == "image")) {
      if (item->id != id) continue;
      draft.inputs[port.key] = {id};
      return;
    }
  }
}

// As gantry/parameter.h has it: "method=manual"; a flag is 1 or 0.
bool visible(const core::ParameterSpec &p, const std::vector<core::ParameterSpec> &all, const Draft &draft) {
  const std::size_t equals = p.visible_if.find('=');
  if (equals == std::string::npos) return true;
  const std::string key = p.visible_if.substr(0, equals), wanted = p.visible_if.substr(equals + 1);
  for (const auto &other : all) {
    if (other.key != key) continue;
    const auto found = draft.values.find(key);
    const json value = found == draft.values.end() ? initial_value(other) : *found;
    if (value.is_string()) return value.get<std::string>() == wanted;
    if (value.is_boolean()) return value.get<bool>() == (wanted == "1" || wanted == "true");
    return core::canonical(value) == wanted;
  }
  return true;
}

std::vector<Error> troubles(const Task &task, const Draft &draft, const Snapshot &project) {
  std::vector<Error> errors;
  for (const core::PortSpec &port : task.inputs(draft.map)) {
    const bool empty = !gives(draft, port.key);
    const bool typed = draft.constants.count(port.key) > 0 && !draft.constants.at(port.key).empty();
    if (empty && !port.optional && !typed)
      errors.push_back({"input.missing", "Choose an input.", port.key, "", Failure::usage});
    if (empty) continue;
    for (const std::string &id : draft.inputs.at(port.key))
      if (project.item(id) == nullptr)
        errors.push_back({"input.unknown", "This item is not in the project.", port.key, "", Failure::usage});
  }
  for (const core::ParameterSpec &p : task.parameters()) {
    const auto found = draft.values.find(p.key);
    json given = json::object();
    if (found != draft.values.end()) given[p.key] = *found;
    const auto checked = core::check_parameters({p}, given);
    if (!checked && visible(p, task.parameters(), draft)) errors.push_back(checked.error());
  }
  if (task.fit()) options_or(task, draft, errors);
  return errors;
}

core::Result<json> fit_options(const Task &task, const Draft &draft) {
  std::vector<Error> errors;
  json options = options_or(task, draft, errors);
  if (!errors.empty()) return core::fail(std::move(errors.front()));
  return options;
}

}  // namespace gantry::host::window
