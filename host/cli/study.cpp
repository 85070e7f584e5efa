// SPDX-License-Identifier: Apache-2.0
// gantry study FILE.toml, gantry report P -o FILE.html
#include <core/platform/paths.hpp>
#include <core/platform/durable.hpp>
#include <core/report/html.hpp>
#include <core/study/study.hpp>
#include <filesystem>
#include <host/cli/commands.hpp>
#include <host/cli/opened.hpp>
#include <host/cli/results.hpp>
#include <host/cli/summaries.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

// What a step brought, in a few lines.
void show(const Console &console, const core::StudyStep &step, const core::StepOutcome &outcome) {
  if (outcome.import) {
    for (const auto &item : outcome.import->items) console.say("  " + item.id + " \"" + item.label + "\"");
    for (const auto &r : outcome.import->refused)
      console.warn(outcome.import->files[r.file].path + " was refused: " + r.reason);
    for (const auto &warning : outcome.import->warnings) console.warn(warning);
  }
  if (outcome.call) show_results(console, outcome.call->outputs);
  if (!outcome.verdicts.empty()) show_verdicts(console, outcome.verdicts);
  for (const auto &path : outcome.written)
    console.say("  " + std::string(step.kind == core::StepKind::report ? "report: " : "written: ") + path);
}

json step_json(const core::StudyStep &step, const core::StepOutcome &outcome) {
  json result{{"step", step.title}, {"written", outcome.written}};
  if (outcome.import) {
    for (const auto &item : outcome.import->items) result["items"].push_back(to_json(item));
    result["refused"] = outcome.import->refused.size();
  }
  if (outcome.call) {
    result["run"] = outcome.call->run ? json(outcome.call->run->id) : json();
    result["outputs"] = outputs_json(*outcome.call);
  }
  for (const auto &verdict : outcome.verdicts) result["verdicts"].push_back(to_json(verdict));
  return result;
}

}  // namespace

int run_study(const Words &words) {
  CommandLine line("gantry study FILE.toml --project FOLDER [--data FOLDER] [--out FOLDER]",
                   "Carries out a study: imports, tools, fits, report, verification, one after another.");
  line.flags().add_options()("data", po::value<std::string>(),
                             "where the study's files are (default: beside the study file)")(
      "out", po::value<std::string>(),
      "where maps and the report go (default: the project's folder with -results behind it)");
  line.positional("file");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const std::filesystem::path file = line.text("file");
  const std::string project = line.common().project;
  if (file.empty() || project.empty()) {
    return console.failed({"usage", "say which study, and which project", "", "gantry study FILE.toml --project FOLDER",
                           core::Failure::usage});
  }
  const auto study = core::read_study(file);
  if (!study) return console.failed(study.error());
  auto opened = Opened::of(line, core::Access::write);
  if (!opened) return console.failed(opened.error());
  core::StudyPlace place;
  place.data = line.text("data").empty() ? file.parent_path() : std::filesystem::path(line.text("data"));
  place.output =
      line.text("out").empty() ? std::filesystem::path(project + "-results") : std::filesystem::path(line.text("out"));
  place.keys = core::platform::config_folder();
  console.say(study.value().title);
  json steps = json::array();
  bool refused = false;
  bool differs = false;
  int number = 0;
  for (const auto &step : study.value().steps) {
    core::StepOutcome outcome;
    const std::string title =
        std::to_string(++number) + "/" + std::to_string(study.value().steps.size()) + " " + step.title;
    const auto ran = console.run(title, [&](const core::JobWatcher &watcher) -> core::Result<void> {
      GANTRY_TRY(result, core::carry_out(opened.value()->session(), study.value(), step, place, watcher));
      outcome = std::move(result);
      return core::done();
    });
    if (!ran) return console.failed(ran.error());
    show(console, step, outcome);
    steps.push_back(step_json(step, outcome));
    refused |= outcome.import && !outcome.import->refused.empty();
    for (const auto &verdict : outcome.verdicts) differs |= verdict.verdict == core::VerdictKind::differs;
  }
  console.document({{"study", study.value().title}, {"project", project}, {"steps", steps}});
  console.say("Project: " + project);
  return differs ? exit_integrity : refused ? exit_refused : exit_done;
}

int run_report(const Words &words) {
  CommandLine line(
      "gantry report PROJECT -o FILE.html",
      "Writes the project's runs as one self-contained page: pictures, plots, tables, methods, provenance.");
  line.flags().add_options()("output,o", po::value<std::string>(), "the file")("title", po::value<std::string>(),
                                                                               "title of the page");
  line.positional("folder");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const std::string folder = line.text("folder").empty() ? line.common().project : line.text("folder");
  const std::string out = line.text("output");
  if (folder.empty() || out.empty()) {
    return console.failed({"usage", "say which project, and where the report goes", "",
                           "gantry report PROJECT -o FILE.html", core::Failure::usage});
  }
  auto opened = Opened::of(line, core::Access::read, folder);
  if (!opened) return console.failed(opened.error());
  const auto ran = console.run("Writing the report", [&](const core::JobWatcher &) -> core::Result<void> {
    GANTRY_TRY(document, core::project_report(*opened.value()->project(), opened.value()->bench().registry(),
                                              {line.text("title"), "", {}}));
    const std::string html = core::report::render_html(document);
    return core::platform::save_file(out, std::as_bytes(std::span(html)));
  });
  if (!ran) return console.failed(ran.error());
  console.document({{"written", out}});
  console.say("Wrote " + out);
  return exit_done;
}

}  // namespace gantry::host
