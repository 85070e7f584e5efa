// SPDX-License-Identifier: Apache-2.0
#include <core/data/read_json.hpp>
#include <core/session/saved_model_json.hpp>
#include <limits>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr double infinity = std::numeric_limits<double>::infinity();

json end_of(double bound) { return std::isfinite(bound) ? json(bound) : json(); }

json parameter(const ModelParameterSpec &p) {
  json entry{{"symbol", p.symbol}, {"start", p.start}};
  if (!p.label.empty()) entry["label"] = p.label;
  if (!p.help.empty()) entry["help"] = p.help;
  if (!p.unit.empty()) entry["unit"] = p.unit;
  if (std::isfinite(p.minimum) || std::isfinite(p.maximum))
    entry["bounds"] = json::array({end_of(p.minimum), end_of(p.maximum)});
  return entry;
}

Result<ModelParameterSpec> parameter_of(const json &entry) {
  const JsonReader in{entry, "saved model.parameters"};
  GANTRY_TRY(symbol, in.text("symbol"));
  ModelParameterSpec p = unknown_parameter(symbol);
  GANTRY_TRY(label, in.text("label", ""));
  GANTRY_TRY(help, in.text("help", ""));
  GANTRY_TRY(unit, in.text("unit", ""));
  GANTRY_TRY(start, in.number("start"));
  p.label = label;
  p.help = help;
  p.unit = unit;
  p.start = start;
  if (!in.has("bounds")) return p;
  GANTRY_TRY(bounds, in.array("bounds"));
  if (bounds->size() != 2) return in.wrong("bounds", "must be two ends");
  double *const ends[] = {&p.minimum, &p.maximum};
  for (std::size_t i = 0; i < 2; ++i) {
    const json &end = bounds->at(i);
    if (end.is_null()) continue;
    if (!end.is_number() || !std::isfinite(end.get<double>()))
      return in.wrong("bounds", "must be finite numbers or null");
    *ends[i] = end.get<double>();
  }
  return p;
}

}  // namespace

ModelParameterSpec unknown_parameter(const std::string &symbol) { return {symbol, "", "", "", -infinity, infinity, 1}; }

json to_json(const SavedModel &m) {
  json parameters = json::array();
  for (const auto &p : m.parameters) parameters.push_back(parameter(p));
  return {{"name", m.name}, {"label", m.label}, {"help", m.help},     {"formula", m.formula},    {"x", m.x},
          {"y", m.y},       {"axis", m.axis},   {"output", m.output}, {"parameters", parameters}};
}

Result<SavedModel> saved_model_of(const json &content) {
  const JsonReader in{content, "saved model"};
  SavedModel m;
  const std::pair<const char *, std::string *> texts[] = {
      {"label", &m.label}, {"help", &m.help}, {"formula", &m.formula}, {"x", &m.x}, {"y", &m.y}, {"output", &m.output}};
  GANTRY_TRY(name, in.text("name"));
  m.name = name;
  for (const auto &[member, text] : texts) {
    GANTRY_TRY(value, in.text(member, ""));
    *text = value;
  }
  if (in.has("axis")) {
    GANTRY_TRY(axis, in.texts("axis"));
    m.axis = axis;
  }
  if (!in.has("parameters")) return m;
  GANTRY_TRY(list, in.array("parameters"));
  for (const auto &entry : *list) {
    GANTRY_TRY(p, parameter_of(entry));
    m.parameters.push_back(p);
  }
  return m;
}

}  // namespace gantry::core
