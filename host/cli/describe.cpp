// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <host/cli/describe.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;

json finite(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

json parameters(const std::vector<core::ParameterSpec> &specs) {
  static constexpr const char *types[] = {"f64", "i64", "flag", "choice", "text", "f64_list"};
  json result = json::array();
  for (const auto &p : specs) {
    json entry{{"key", p.key},
               {"type", types[static_cast<int>(p.type) - 1]},
               {"label", p.label},
               {"help", p.help},
               {"unit", p.unit},
               {"minimum", finite(p.minimum)},
               {"maximum", finite(p.maximum)},
               {"required", p.required},
               {"choices", json::array()}};
    entry["default"] = p.type <= core::ParameterType::flag ? json(p.default_number) : json(p.default_text);
    for (const auto &c : p.choices) entry["choices"].push_back({{"key", c.key}, {"label", c.label}, {"help", c.help}});
    result.push_back(std::move(entry));
  }
  return result;
}

json ports(const std::vector<core::PortSpec> &specs) {
  json result = json::array();
  for (const auto &p : specs) {
    result.push_back({{"key", p.key},
                      {"kind", core::name(p.kind)},
                      {"label", p.label},
                      {"help", p.help},
                      {"unit", p.unit},
                      {"optional", p.optional},
                      {"many", p.many},
                      {"mask", p.mask},
                      {"labels", p.labels}});
  }
  return result;
}

json quantities(const std::vector<core::QuantitySpec> &specs) {
  json result = json::array();
  for (const auto &q : specs) {
    result.push_back({{"name", q.name}, {"label", q.label}, {"unit", q.unit}, {"required", q.required}});
    if (!q.words.empty()) result.back()["words"] = q.words;
  }
  return result;
}

}  // namespace

json describe_tool(const core::Plugin &plugin, const core::ToolSpec &tool) {
  return {{"id", tool.id},
          {"full_id", plugin.manifest.id + "." + tool.id},
          {"version", plugin.manifest.version},
          {"label", tool.label},
          {"help", tool.help},
          {"category", tool.category},
          {"source", tool.source},
          {"inputs", ports(tool.inputs)},
          {"outputs", ports(tool.outputs)},
          {"parameters", parameters(tool.parameters)}};
}

namespace {

json equations(const core::OdeSpec &ode) {
  json doses = json::array(), events = json::array();
  for (const auto &d : ode.doses)
    doses.push_back({{"name", d.name},
                     {"label", d.label},
                     {"help", d.help},
                     {"state", d.state},
                     {"unit", d.unit},
                     {"fraction", d.fraction},
                     {"lag", d.lag},
                     {"duration", d.duration},
                     {"optional", d.optional}});
  for (const auto &e : ode.events)
    events.push_back(
        {{"name", e.name}, {"label", e.label}, {"help", e.help}, {"rising", e.rising}, {"falling", e.falling}});
  return {{"stiff", ode.stiff}, {"states", quantities(ode.states)}, {"doses", doses}, {"events", events}};
}

}  // namespace

json describe_model(const core::ModelSpec &model, const std::string &full_id, const std::string &version) {
  json list = json::array();
  for (const auto &p : model.parameters) {
    list.push_back({{"symbol", p.symbol},
                    {"label", p.label},
                    {"help", p.help},
                    {"unit", p.unit},
                    {"minimum", finite(p.minimum)},
                    {"maximum", finite(p.maximum)},
                    {"start", p.start}});
  }
  return {{"id", model.id},
          {"full_id", full_id},
          {"version", version},
          {"label", model.label},
          {"help", model.help},
          {"category", model.category},
          {"equation", model.equation},
          {"source", model.source},
          {"special_case_of", model.special_case_of},
          {"parameters", list},
          {"axis", quantities(model.axis)},
          {"constants", quantities(model.constants)},
          {"outputs", quantities(model.outputs)},
          {"derived", quantities(model.derived)},
          {"choices", parameters(model.choices)},
          {"ode", model.ode ? equations(*model.ode) : json()}};
}

json describe_plugin(const core::Plugin &plugin) {
  const auto &m = plugin.manifest;
  json result{{"id", m.id},
              {"name", m.name},
              {"version", m.version},
              {"vendor", m.vendor},
              {"licence", m.licence},
              {"description", m.description},
              {"intended_use", m.intended_use},
              {"permissions", m.permissions},
              {"abi_min", m.abi_min},
              {"sha256", m.sha256},
              {"folder", plugin.folder.string()}};
  for (const auto &t : m.tools) result["tools"].push_back(t.id);
  for (const auto &t : m.models) result["models"].push_back(t.id);
  for (const auto &t : m.readers) {
    result["readers"].push_back(t.id);
    if (!t.parameters.empty()) result["reader_parameters"][t.id] = parameters(t.parameters);
  }
  for (const auto &t : m.writers) result["writers"].push_back(t.id);
  for (const auto &t : m.commands) result["commands"].push_back(t.id);
  for (const auto &t : m.panels) result["panels"].push_back(t.id);
  return result;
}

}  // namespace gantry::host
