// SPDX-License-Identifier: Apache-2.0
// gantry tools, gantry models: from manifests alone.
#include <cmath>
#include <host/cli/commands.hpp>
#include <host/cli/describe.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;

std::string range(double low, double high) {
  if (std::isinf(low) && std::isinf(high)) return "";
  return (std::isinf(low) ? "…" : number(low)) + " to " + (std::isinf(high) ? "…" : number(high));
}

std::string first_sentence(const std::string &text) {
  const auto end = text.find(". ");
  return end == std::string::npos ? text : text.substr(0, end + 1);
}

void print_parameters(const Console &console, const std::vector<core::ParameterSpec> &parameters) {
  std::vector<Words> rows;
  for (const auto &p : parameters) {
    std::string value = p.default_text;
    if (p.type <= core::ParameterType::flag) value = number(p.default_number, 10);
    std::string allowed = p.type == core::ParameterType::flag ? "0 or 1" : range(p.minimum, p.maximum);
    for (const auto &c : p.choices) allowed += (allowed.empty() ? "" : ", ") + c.key;
    rows.push_back({"--set " + p.key, p.required ? "(required)" : value, p.unit == "1" ? "" : p.unit, allowed, p.help});
  }
  if (!rows.empty()) console.table({"parameter", "default", "unit", "range", "what it is"}, rows);
}

void print_ports(const Console &console, const core::ToolSpec &tool) {
  std::vector<Words> rows;
  const auto add = [&](const char *flag, const core::PortSpec &p) {
    const std::string kind(core::name(p.kind));
    rows.push_back({flag + p.key,
                    kind +
                        (p.mask     ? " (mask)"
                         : p.labels ? " (labels)"
                                    : "") +
                        (p.optional ? ", optional" : "") + (p.many ? ", one or more" : ""),
                    p.unit, p.help});
  };
  for (const auto &p : tool.inputs) add("--input ", p);
  for (const auto &p : tool.outputs) add("--output ", p);
  console.table({"input or output", "kind", "unit", "what it is"}, rows);
}

void print_tool(const Console &console, const core::Plugin &plugin, const core::ToolSpec &tool) {
  console.say(tool.label + "   " + plugin.manifest.id + "." + tool.id + " " + plugin.manifest.version);
  console.say(tool.help);
  if (!tool.source.empty()) console.say("Source: " + tool.source);
  console.say("");
  print_ports(console, tool);
  console.say("");
  print_parameters(console, tool.parameters);
}

void print_model(const Console &console, const core::Plugin &plugin, const core::ModelSpec &model) {
  console.say(model.label + "   " + plugin.manifest.id + "." + model.id + " " + plugin.manifest.version);
  console.say("  " + model.equation);
  console.say(model.help);
  if (!model.source.empty()) console.say("Source: " + model.source);
  console.say("");
  std::vector<Words> rows;
  for (const auto &p : model.parameters) {
    rows.push_back({p.symbol, p.label, p.unit, number(p.start), range(p.minimum, p.maximum), p.help});
  }
  console.table({"parameter", "written", "unit", "start", "bounds", "what it is"}, rows);
  rows.clear();
  const auto add = [&](const char *role, const std::vector<core::QuantitySpec> &quantities) {
    for (const auto &q : quantities) rows.push_back({q.name, role, q.unit, q.label});
  };
  add("axis", model.axis);
  add("constant", model.constants);
  add("measured", model.outputs);
  add("derived", model.derived);
  console.say("");
  console.table({"quantity", "role", "unit", "what it is"}, rows);
  console.say("");
  print_parameters(console, model.choices);
}

// One thing by its id, or all of them in a table.
template <class Spec, class Find, class Print, class Describe>
int list(CommandLine &line, const Words &words, std::vector<Spec> core::Manifest::*specs, const char *what, Find find,
         Print print, Describe describe) {
  line.positional("id");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const auto registry = core::Registry::scan(core::plugin_folders(line.common().plugin_folders));
  if (!line.text("id").empty()) {
    auto found = find(registry, line.text("id"));
    if (!found) return console.failed(found.error());
    if (console.json()) console.document(describe(*found.value().plugin, *found.value().spec));
    else print(console, *found.value().plugin, *found.value().spec);
    return exit_done;
  }
  json document = json::array();
  std::vector<Words> rows;
  for (const auto &plugin : registry.plugins()) {
    for (const Spec &spec : plugin.manifest.*specs) {
      document.push_back(describe(plugin, spec));
      rows.push_back({spec.id, spec.category, spec.label, first_sentence(spec.help), plugin.manifest.id});
    }
  }
  console.document(document);
  if (rows.empty())
    console.say(std::string("No plugin brings any ") + what +
                "s; `gantry plugins list` shows where plugins are looked for.");
  else console.table({what, "field", "name", "what it does", "plugin"}, rows);
  return exit_done;
}

}  // namespace

int run_tools(const Words &words) {
  CommandLine line("gantry tools [ID]", "Lists the tools that installed plugins bring, or says everything about one.");
  return list(
      line, words, &core::Manifest::tools, "tool",
      [](const core::Registry &r, const std::string &id) { return r.tool(id); }, print_tool, describe_tool);
}

int run_models(const Words &words) {
  CommandLine line("gantry models [ID]", "Lists the models that can be fitted, or says everything about one.");
  return list(
      line, words, &core::Manifest::models, "model",
      [](const core::Registry &r, const std::string &id) { return r.model(id); }, print_model, describe_model);
}

}  // namespace gantry::host
