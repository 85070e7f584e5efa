// SPDX-License-Identifier: Apache-2.0
#include <core/plugins/parameters.hpp>
#include <filesystem>
#include <fstream>
#include <host/cli/commands.hpp>
#include <host/cli/validate.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;

struct Check {
  std::string id, sentence, found;  // found: "" when it passes
  std::string subject = {};         // the model that it is about; "" for the plugin
};

// The first member in which two manifests differ, as a path: "/tools/0/label".
std::string first_difference(const json &written, const json &binary) {
  const json patch = json::diff(written, binary);
  return patch.empty() ? "" : patch.front().at("path").get<std::string>();
}

core::Result<json> manifest_of(const std::filesystem::path &folder) {
  std::ifstream in(folder / "manifest.json");
  json parsed = json::parse(in, nullptr, false);
  if (parsed.is_discarded())
    return core::fail("manifest.bad", "manifest.json is not JSON", "manifest.json", "build the plugin again");
  return parsed;
}

core::Result<std::vector<Check>> checks_of_model(core::Workbench &bench, const core::Plugin &plugin,
                                                 const core::ModelSpec &spec, const CommandLine &line) {
  core::JobRequest request;
  request.kind = core::JobKind::check_model;
  request.target = spec.id;
  GANTRY_TRY(parameters, core::check_parameters(spec.choices, json::object()));
  request.parameters = parameters;
  request.limits = line.limits();
  GANTRY_TRY(result, bench.run(plugin, request, {}));
  std::vector<Check> checks;
  for (const auto &output : result.outputs) {
    GANTRY_TRY(record, core::record_of(*output.object));
    for (const auto &check : record.value("checks", json::array()))
      checks.push_back({check.at("check"), check.at("sentence"), check.at("found"), spec.id});
  }
  return checks;
}

// Those that the host makes for each fit are looked at then.
void check_models(core::Workbench &bench, const core::Plugin &plugin, const CommandLine &line,
                  std::vector<Check> &checks) {
  for (const auto &spec : plugin.manifest.models) {
    if (spec.made) continue;
    auto found = checks_of_model(bench, plugin, spec, line);
    if (found) checks.insert(checks.end(), found.value().begin(), found.value().end());
    else checks.push_back({"model.runs", "the model can be evaluated", found.error().message, spec.id});
  }
}

// Each check assumes that those before it have passed.
std::vector<Check> checks_of(core::Workbench &bench, const core::Plugin &plugin, const CommandLine &line) {
  std::vector<Check> checks;
  const auto hash = core::sha256_of_file(plugin.library.string());
  checks.push_back({"manifest.sha256", "the manifest's SHA-256 is that of the library",
                    !hash                                    ? hash.error().message
                    : hash.value() != plugin.manifest.sha256 ? "the library has been changed since"
                                                             : ""});
  if (!checks.back().found.empty()) return checks;
  core::JobRequest request;
  request.kind = core::JobKind::describe;
  request.limits = line.limits();
  auto described = bench.run(plugin, request, {});
  checks.push_back(
      {"plugin.loads", "the library loads, and init succeeds", described ? "" : described.error().message});
  if (!described) return checks;
  const auto written = manifest_of(plugin.folder);
  const std::string difference =
      !written ? written.error().message : first_difference(written.value(), described.value().items.at(0));
  checks.push_back({"manifest.binary", "the manifest says what the binary says",
                    difference.empty() ? "" : "they differ at " + difference});
  if (difference.empty()) check_models(bench, plugin, line, checks);
  return checks;
}

int show(const Console &console, const core::Plugin &plugin, const std::vector<Check> &checks) {
  json document = json::array();
  std::vector<Words> rows;
  bool passed = true;
  for (const auto &c : checks) {
    passed &= c.found.empty();
    document.push_back({{"check", c.id},
                        {"about", c.subject},
                        {"sentence", c.sentence},
                        {"passed", c.found.empty()},
                        {"found", c.found}});
    rows.push_back({c.id, c.subject, c.sentence, c.found.empty() ? "passed" : "FAILED: " + c.found});
  }
  console.document({{"plugin", plugin.manifest.id}, {"passed", passed}, {"checks", document}});
  console.table({"check", "of", "what it proves", "result"}, rows);
  if (!passed && checks.back().subject.empty())
    console.say("Build the plugin again with gantry_add_plugin(), which makes the manifest from the binary.");
  return passed ? exit_done : exit_failed;
}

}  // namespace

int validate_plugin(const CommandLine &line, core::Workbench &bench, const std::string &id_or_folder) {
  const Console &console = line.console();
  std::error_code problem;
  if (std::filesystem::is_directory(id_or_folder, problem)) {
    const auto registry = core::Registry::scan({std::filesystem::path(id_or_folder)});
    if (!registry.broken().empty()) return console.failed(registry.broken().front().error);
    if (registry.plugins().size() == 1) {
      return show(console, registry.plugins().front(), checks_of(bench, registry.plugins().front(), line));
    }
    return console.failed({"plugin.none", "there is not exactly one plugin in " + id_or_folder, id_or_folder,
                           "give a bundle's folder: the one with manifest.json", core::Failure::usage});
  }
  const auto plugin = bench.registry().plugin(id_or_folder);
  if (!plugin) return console.failed(plugin.error());
  return show(console, *plugin.value(), checks_of(bench, *plugin.value(), line));
}

}  // namespace gantry::host
