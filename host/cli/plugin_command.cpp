// SPDX-License-Identifier: Apache-2.0
// A plugin's own verbs: `gantry training log --text "…"`, by the same schema as tools.
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <core/plugins/parameters.hpp>
#include <host/cli/commands.hpp>
#include <host/cli/opened.hpp>
#include <host/cli/results.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

void add_flags(CommandLine &line, const core::ToolSpec &command) {
  for (const auto &p : command.parameters) {
    const std::string unit = p.unit.empty() || p.unit == "1" ? "" : " [" + p.unit + "]";
    line.flags().add_options()(p.key.c_str(), po::value<std::string>(), (p.help + unit).c_str());
  }
  for (const auto &p : command.inputs)
    line.flags().add_options()(p.key.c_str(), po::value<std::string>(), p.help.c_str());
}

core::Result<core::CallOutcome> run_command(const CommandLine &line, Opened &opened,
                                            const core::Found<core::ToolSpec> &found, const core::JobWatcher &watcher) {
  core::Session &session = opened.session();
  core::JobRequest request;
  request.kind = core::JobKind::command;
  request.target = found.spec->id;
  request.limits = session.settings().limits;
  json given = json::object();
  for (const auto &p : found.spec->parameters) {
    if (line.has(p.key)) given[p.key] = line.text(p.key);
  }
  GANTRY_TRY(parameters, core::check_parameters(found.spec->parameters, given));
  request.parameters = parameters;
  for (const auto &port : found.spec->inputs) {
    if (!line.has(port.key)) continue;
    GANTRY_TRY(object, session.data(line.text(port.key), port.kind, watcher));
    request.inputs.push_back({port.key, object});
  }
  core::CallOutcome outcome;
  GANTRY_TRY(result, opened.bench().run(*found.plugin, request, watcher, core::services_for(session, *found.plugin)));
  outcome.outputs = result.outputs;
  outcome.result = std::move(result);
  return outcome;
}

}  // namespace

int run_plugin_command(const Words &words) {
  // Which plugins there are may depend on --plugins, which stands behind the command's words.
  Words folders;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "--plugins") folders.push_back(words[i + 1]);
  }
  const auto registry = core::Registry::scan(core::plugin_folders(folders));
  const auto found = registry.command(words);
  const bool json_wanted = std::find(words.begin(), words.end(), "--json") != words.end();
  if (found.spec == nullptr) {
    return Console(json_wanted)
        .failed({"command.unknown", "there is no command \"" + words.front() + "\"", words.front(),
                 "`gantry --help` lists them, `gantry plugins list` those of plugins", core::Failure::usage});
  }
  CommandLine line("gantry " + found.spec->id + " …", found.spec->help);
  add_flags(line, *found.spec);
  Words own;
  boost::split(own, found.spec->id, boost::is_any_of(" "), boost::token_compress_on);
  if (const auto code = line.parse({words.begin() + static_cast<std::ptrdiff_t>(own.size()), words.end()}))
    return *code;
  const Console &console = line.console();
  if (found.spec->needs_project && line.common().project.empty()) {
    return console.failed({"usage", "`gantry " + found.spec->id + "` works on a project", "--project",
                           "give --project FOLDER", core::Failure::usage});
  }
  auto opened = Opened::of(line, core::Access::write);
  if (!opened) return console.failed(opened.error());
  core::CallOutcome outcome;
  const auto ran = console.run(found.spec->label, [&](const core::JobWatcher &watcher) -> core::Result<void> {
    GANTRY_TRY(result, run_command(line, *opened.value(), found, watcher));
    outcome = std::move(result);
    return core::done();
  });
  if (!ran) return console.failed(ran.error());
  console.document({{"outputs", outputs_json(outcome)}, {"warnings", outcome.result.warnings}});
  show_outputs(console, outcome);
  return exit_done;
}

}  // namespace gantry::host
