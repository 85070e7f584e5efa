// SPDX-License-Identifier: Apache-2.0
// gantry verify P [RUN]: everything again, from the recorded provenance.
#include <boost/algorithm/string/join.hpp>
#include <host/cli/commands.hpp>
#include <host/cli/opened.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
using core::VerdictKind;

core::Result<std::vector<core::RunRecord>> runs_to_verify(core::Project &project, const std::string &id) {
  if (id.empty()) return project.runs();
  GANTRY_TRY(run, project.run(id));
  return std::vector<core::RunRecord>{run};
}

std::string tally(const std::vector<core::Verdict> &verdicts) {
  std::map<VerdictKind, int> counts;
  for (const auto &v : verdicts) {
    for (const auto &o : v.outputs) ++counts[o.verdict];
  }
  std::vector<std::string> parts;
  for (const auto &[kind, count] : counts) parts.push_back(std::to_string(count) + " " + std::string(core::name(kind)));
  return parts.empty() ? "no outputs" : boost::join(parts, ", ");
}

}  // namespace

int run_verify(const Words &words) {
  CommandLine line("gantry verify PROJECT [RUN]",
                   "Runs recorded runs again, at their recorded level, and compares every output: identical, agrees (within the\n"
                   "output's declared tolerance), differs (exit 4), or cannot be run here.");
  line.positional("folder");
  line.positional("run");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const std::string folder = line.text("folder").empty() ? line.common().project : line.text("folder");
  if (folder.empty()) return console.failed({"usage", "say which project", "", "gantry verify PROJECT [RUN]", core::Failure::usage});
  auto opened = Opened::of(line, core::Access::read, folder);
  if (!opened) return console.failed(opened.error());
  auto runs = runs_to_verify(*opened.value()->project(), line.text("run"));
  if (!runs) return console.failed(runs.error());
  std::vector<core::Verdict> verdicts;
  for (const auto &run : runs.value()) {
    if (!run.ok()) continue;  // a run that failed has no outputs to compare
    const auto ran = console.run("Verifying " + (run.step.empty() ? run.target : run.step), [&](const core::JobWatcher &watcher) -> core::Result<void> {
      GANTRY_TRY(verdict, opened.value()->session().verify(run, watcher));
      verdicts.push_back(std::move(verdict));
      return core::done();
    });
    if (!ran) return console.failed(ran.error());
  }
  json document = json::array();
  std::vector<Words> rows;
  bool differs = false;
  bool cannot = false;
  for (const auto &v : verdicts) {
    document.push_back(to_json(v));
    differs |= v.verdict == VerdictKind::differs;
    cannot |= v.verdict == VerdictKind::cannot;
    const std::string run = v.run.substr(0, 8) + " " + v.target;
    if (v.outputs.empty()) rows.push_back({run, "", std::string(core::name(v.verdict)), v.reason});
    for (const auto &o : v.outputs) rows.push_back({run, o.port, std::string(core::name(o.verdict)), o.verdict == VerdictKind::identical ? "" : o.words});
    for (const auto &c : v.circumstances) console.say("Note on " + run + ": " + c + ".");
  }
  console.document({{"verdicts", document}, {"differs", differs}, {"cannot", cannot}});
  console.table({"run", "output", "verdict", ""}, rows);
  console.say("Verified " + std::to_string(verdicts.size()) + " runs: " + tally(verdicts) + ".");
  return differs ? exit_integrity : cannot ? exit_failed : exit_done;
}

}  // namespace gantry::host
