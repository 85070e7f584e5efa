// SPDX-License-Identifier: Apache-2.0
// gantry tools: from manifests alone.
#include <host/cli/commands.hpp>
#include <host/cli/describe.hpp>
#include <host/cli/print_spec.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;

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

}  // namespace

int run_tools(const Words &words) {
  CommandLine line("gantry tools [ID]", "Lists the tools that installed plugins bring, or says everything about one.");
  line.positional("id");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const auto registry = core::Registry::scan(core::plugin_folders(line.common().plugin_folders));
  if (!line.text("id").empty()) {
    auto found = registry.tool(line.text("id"));
    if (!found) return console.failed(found.error());
    if (console.json()) console.document(describe_tool(*found.value().plugin, *found.value().spec));
    else print_tool(console, *found.value().plugin, *found.value().spec);
    return exit_done;
  }
  json document = json::array();
  std::vector<Words> rows;
  for (const auto &plugin : registry.plugins()) {
    for (const auto &tool : plugin.manifest.tools) {
      document.push_back(describe_tool(plugin, tool));
      rows.push_back({tool.id, tool.category, tool.label, first_sentence(tool.help), plugin.manifest.id});
    }
  }
  console.document(document);
  if (rows.empty())
    console.say("No plugin brings any tools; `gantry plugins list` shows where plugins are looked for.");
  else console.table({"tool", "field", "name", "what it does", "plugin"}, rows);
  return exit_done;
}

}  // namespace gantry::host
