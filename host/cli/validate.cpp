// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <host/cli/commands.hpp>
#include <host/cli/validate.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;

struct Check {
  std::string id, sentence, found;  // found: "" when it passes
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
  return checks;
}

int show(const Console &console, const core::Plugin &plugin, const std::vector<Check> &checks) {
  json document = json::array();
  std::vector<Words> rows;
  bool passed = true;
  for (const auto &c : checks) {
    passed &= c.found.empty();
    document.push_back({{"check", c.id}, {"sentence", c.sentence}, {"passed", c.found.empty()}, {"found", c.found}});
    rows.push_back({c.id, c.sentence, c.found.empty() ? "passed" : "FAILED: " + c.found});
  }
  console.document({{"plugin", plugin.manifest.id}, {"passed", passed}, {"checks", document}});
  console.table({"check", "what it proves", "result"}, rows);
  if (!passed)
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
