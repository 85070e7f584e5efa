// SPDX-License-Identifier: Apache-2.0
// A study file: the steps of an analysis, from import to report, as TOML that people write and keep beside their project.
//
//   GANTRY_TRY(study, read_study("brain.toml"));
//   for (const StudyStep &step : study.steps) GANTRY_TRY(outcome, carry_out(session, study, step, place, watcher));
//
// The file (docs/studies.md): title, about, and [[step]] tables, each with a title and one of
//   import = ["a.nii.gz"]  as = "label"                          files below the data folder
//   run = "tool"  inputs = {port = "label"}  set = {key = value}
//   fit = "model" map = true  inputs = {image = "label"}  options = {bounds = {a = [0, 1]}}  set = {choice = "x"}
//   report = "report.html"
//   verify = true
// run and fit also take labels = {port = "label of the item"}, export = {port = "file"}, note = "shown with the results".
#pragma once

#include <core/import/import.hpp>
#include <core/session/project_report.hpp>
#include <core/session/session.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace gantry::core {

enum class StepKind { import, run, fit, report, verify };

struct StudyStep {
  StepKind kind = StepKind::run;
  std::string title, target, note;  // target: tool, model, or the report's file
  std::vector<std::string> files;   // import
  std::string label;                // import: as
  std::vector<NamedInput> inputs;
  nlohmann::json set = nlohmann::json::object(), options = nlohmann::json::object();
  bool map = false;
  std::map<std::string, std::string> labels;                 // port → label
  std::vector<std::pair<std::string, std::string>> exports;  // port, file below the output folder
};

struct Study {
  std::string title, about;
  std::vector<StudyStep> steps;
};

// Errors "study.…" (Failure::usage) name the step and the key. Unknown keys are errors: a misspelt one must not be ignored.
Result<Study> parse_study(const std::string &toml);
Result<Study> read_study(const std::filesystem::path &file);

struct StudyPlace {
  std::filesystem::path data, output, keys;  // input files, what is written, the site key
};

struct StepOutcome {
  std::optional<ImportOutcome> import;
  std::optional<CallOutcome> call;
  std::vector<Verdict> verdicts;
  std::vector<std::string> written;  // paths
};

Result<StepOutcome> carry_out(Session &session, const Study &study, const StudyStep &step, const StudyPlace &place,
                              const JobWatcher &watcher);

}  // namespace gantry::core
