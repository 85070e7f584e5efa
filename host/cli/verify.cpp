// SPDX-License-Identifier: Apache-2.0
// gantry verify P [RUN]: everything again, from the recorded provenance.
#include <host/cli/commands.hpp>
#include <host/cli/opened.hpp>
#include <host/cli/summaries.hpp>

namespace gantry::host {
namespace {

using core::VerdictKind;
using nlohmann::json;

core::Result<std::vector<core::RunRecord>> runs_to_verify(core::Project &project, const std::string &id) {
  if (id.empty()) return project.runs();
  GANTRY_TRY(run, project.run(id));
  return std::vector<core::RunRecord>{run};
}

}  // namespace

int run_verify(const Words &words) {
  CommandLine line(
      "gantry verify PROJECT [RUN]",
      "Runs recorded runs again, at their recorded level, and compares every output: identical, agrees (within the\n"
      "output's declared tolerance), differs (exit 4), or cannot be run here.");
  line.positional("folder");
  line.positional("run");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const std::string folder = line.text("folder").empty() ? line.common().project : line.text("folder");
  if (folder.empty())
    return console.failed({"usage", "say which project", "", "gantry verify PROJECT [RUN]", core::Failure::usage});
  auto opened = Opened::of(line, core::Access::read, folder);
  if (!opened) return console.failed(opened.error());
  auto runs = runs_to_verify(*opened.value()->project(), line.text("run"));
  if (!runs) return console.failed(runs.error());
  std::vector<core::Verdict> verdicts;
  for (const auto &run : runs.value()) {
    if (!run.ok()) continue;  // a run that failed has no outputs to compare
    const auto ran = console.run("Verifying " + (run.step.empty() ? run.target : run.step),
                                 [&](const core::JobWatcher &watcher) -> core::Result<void> {
                                   GANTRY_TRY(verdict, opened.value()->session().verify(run, watcher));
                                   verdicts.push_back(std::move(verdict));
                                   return core::done();
                                 });
    if (!ran) return console.failed(ran.error());
  }
  json document = json::array();
  bool differs = false;
  bool cannot = false;
  for (const auto &verdict : verdicts) {
    document.push_back(to_json(verdict));
    differs |= verdict.verdict == VerdictKind::differs;
    cannot |= verdict.verdict == VerdictKind::cannot;
  }
  console.document({{"verdicts", document}, {"differs", differs}, {"cannot", cannot}});
  show_verdicts(console, verdicts);
  return differs ? exit_integrity : cannot ? exit_failed : exit_done;
}

}  // namespace gantry::host
