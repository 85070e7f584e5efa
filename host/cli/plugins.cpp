// SPDX-License-Identifier: Apache-2.0
// gantry plugins list | info | validate | retry | quarantine
#include <core/platform/clock.hpp>
#include <fstream>
#include <host/cli/commands.hpp>
#include <host/cli/describe.hpp>
#include <host/cli/validate.hpp>
#include <sstream>

namespace gantry::host {
namespace {

using nlohmann::json;

int list_plugins(const CommandLine &line, core::Workbench &bench) {
  json document{{"plugins", json::array()}, {"broken", json::array()}};
  std::vector<Words> rows;
  for (const auto &plugin : bench.registry().plugins()) {
    const auto &m = plugin.manifest;
    const auto held = bench.quarantine().entry(m.sha256);
    const auto inputs = bench.quarantine().broken_inputs(m.sha256);
    std::string state = held         ? "quarantined: " + held->reason
                        : inputs > 0 ? "refuses " + std::to_string(inputs) + " inputs"
                                     : "ready";
    const auto what = std::to_string(m.tools.size()) + " tools, " + std::to_string(m.models.size()) + " models, " +
                      std::to_string(m.readers.size() + m.writers.size()) + " formats";
    rows.push_back({m.id, m.version, what, state});
    json entry = describe_plugin(plugin);
    entry["state"] = held ? "quarantined" : "ready";
    if (held) entry["reason"] = held->reason;
    entry["broken_inputs"] = inputs;
    document["plugins"].push_back(std::move(entry));
  }
  for (const auto &broken : bench.registry().broken()) {
    rows.push_back({broken.folder.filename().string(), "", "", "can't be used: " + broken.error.message});
    document["broken"].push_back({{"folder", broken.folder.string()}, {"error", to_json(broken.error)}});
  }
  line.console().document(document);
  line.console().table({"plugin", "version", "brings", "state"}, rows);
  return exit_done;
}

int show_plugin(const CommandLine &line, core::Workbench &bench, const core::Plugin &plugin) {
  const auto &m = plugin.manifest;
  const auto held = bench.quarantine().entry(m.sha256);
  json document = describe_plugin(plugin);
  if (held) document["quarantine"] = {{"reason", held->reason}, {"when", held->when}, {"log_tail", held->log_tail}};
  line.console().document(document);
  std::vector<Words> rows{{"id", m.id},
                          {"version", m.version},
                          {"vendor", m.vendor},
                          {"licence", m.licence},
                          {"what it is", m.description},
                          {"intended use", m.intended_use},
                          {"folder", plugin.folder.string()},
                          {"SHA-256", m.sha256}};
  for (const auto &t : m.tools) rows.push_back({"tool", t.id + ": " + t.label});
  for (const auto &t : m.models) rows.push_back({"model", t.id + ": " + t.label});
  for (const auto &t : m.readers) {
    rows.push_back({"reads", t.extensions});
    for (const auto &p : t.parameters)
      rows.push_back(
          {"  --set " + p.key, p.label + (p.unit.empty() || p.unit == "1" ? "" : " (" + p.unit + ")") + ": " + p.help});
  }
  for (const auto &t : m.writers) rows.push_back({"writes", t.extensions});
  for (const auto &t : m.commands) rows.push_back({"command", "gantry " + t.id + ": " + t.label});
  for (const auto &t : m.panels) rows.push_back({"panel", t.id + ": " + t.label});
  if (held) rows.push_back({"quarantined", held->when + ": " + held->reason + "\n" + held->log_tail});
  line.console().table({m.name, ""}, rows);
  return exit_done;
}

int retry(const CommandLine &line, core::Workbench &bench, const core::Plugin &plugin) {
  auto released = bench.retry(plugin);
  if (!released) return line.console().failed(released.error());
  line.console().document({{"plugin", plugin.manifest.id}, {"released", released.value()}});
  line.console().say(released.value() ? plugin.manifest.id + " will be tried again."
                                      : "Nothing was held against " + plugin.manifest.id + ".");
  return exit_done;
}

int set_aside(const CommandLine &line, core::Workbench &bench, const core::Plugin &plugin) {
  auto kept = bench.set_aside(plugin, "put aside by " + core::platform::user_name());
  if (!kept) return line.console().failed(kept.error());
  line.console().document({{"plugin", plugin.manifest.id}, {"quarantined", true}});
  line.console().say(plugin.manifest.id + " is in quarantine; `gantry plugins retry " + plugin.manifest.id +
                     "` brings it back.");
  return exit_done;
}

}  // namespace

int run_plugins(const Words &words) {
  CommandLine line("gantry plugins list | info ID | validate ID|FOLDER | retry ID | quarantine ID",
                   "Shows the plugins that are installed and their state; validates that manifest and binary agree;\n"
                   "retry forgets what is held against a plugin that broke.");
  line.positional("verb");
  line.positional("id");
  if (const auto code = line.parse(words)) return *code;
  const std::string verb = line.text("verb").empty() ? "list" : line.text("verb");
  const std::string id = line.text("id");
  auto bench = line.workbench();
  if (!bench) return line.console().failed(bench.error());
  if (verb == "list") return list_plugins(line, bench.value());
  if (verb == "validate") return validate_plugin(line, bench.value(), id);
  const auto plugin = bench.value().registry().plugin(id);
  if (!plugin) return line.console().failed(plugin.error());
  if (verb == "info") return show_plugin(line, bench.value(), *plugin.value());
  if (verb == "retry") return retry(line, bench.value(), *plugin.value());
  if (verb == "quarantine") return set_aside(line, bench.value(), *plugin.value());
  return line.console().failed({"usage", "there is no `gantry plugins " + verb + "`", verb,
                                "list, info, validate, retry and quarantine are what there is", core::Failure::usage});
}

}  // namespace gantry::host
