// SPDX-License-Identifier: Apache-2.0
#include <core/platform/durable.hpp>
#include <core/report/html.hpp>
#include <core/study/study.hpp>

namespace gantry::core {
namespace {

// A study names files below its folders; it must not reach beyond them.
Result<std::string> below(const std::filesystem::path &folder, const std::string &file) {
  const std::filesystem::path relative(file);
  bool climbs = relative.is_absolute();
  for (const auto &part : relative) climbs |= part == "..";
  if (climbs)
    return fail("study.path", "\"" + file + "\" leads out of its folder", file,
                "name it relative to the folder, without ..", Failure::usage);
  return (folder / relative).string();
}

Result<StepOutcome> import_step(Session &session, const StudyStep &step, const StudyPlace &place,
                                const JobWatcher &watcher) {
  ImportCall call;
  for (const auto &file : step.files) {
    GANTRY_TRY(path, below(place.data, file));
    call.paths.push_back(path);
  }
  call.label = step.label;
  call.who = session.settings().who;
  call.key_folder = place.keys;
  call.limits = session.settings().limits;
  StepOutcome outcome;
  GANTRY_TRY(imported, import_files(session.bench(), *session.project(), call, watcher));
  outcome.import = std::move(imported);
  return outcome;
}

Result<StepOutcome> call_step(Session &session, const StudyStep &step, const StudyPlace &place,
                              const JobWatcher &watcher) {
  const auto kind = step.map ? JobKind::fit_map : JobKind::fit_curve;
  auto made = step.kind == StepKind::run
                  ? session.tool_call(step.target, step.inputs, step.set, watcher)
                  : session.fit_call(step.target, kind, step.inputs, step.set, step.options, watcher);
  if (!made) return fail(std::move(made).error());
  Call call = std::move(made).value();
  call.step = step.title;
  call.note = step.note;
  call.labels = step.labels;
  StepOutcome outcome;
  GANTRY_TRY(result, session.run(call, watcher));
  for (const auto &[port, file] : step.exports) {
    GANTRY_TRY(path, below(place.output, file));
    const PortObject *found = nullptr;
    for (const auto &output : result.outputs) {
      if (output.port == port) found = &output;
    }
    if (found == nullptr)
      return fail("study.export", "step \"" + step.title + "\" has no output \"" + port + "\"", port,
                  "name one of its outputs", Failure::usage);
    Export how;
    GANTRY_TRY(source, session.source_of(call, *found->object));
    how.source = source;
    GANTRY_TRY(written, session.write_file(found->object, path, watcher, how));
    outcome.written.insert(outcome.written.end(), written.paths.begin(), written.paths.end());
  }
  outcome.call = std::move(result);
  return outcome;
}

Result<StepOutcome> verify_step(Session &session, const JobWatcher &watcher) {
  StepOutcome outcome;
  GANTRY_TRY(runs, session.project()->runs());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!runs[i].ok()) continue;
    if (watcher.progress) watcher.progress(static_cast<double>(i) / static_cast<double>(runs.size()), runs[i].target);
    JobWatcher quiet = watcher;
    quiet.progress = {};
    GANTRY_TRY(verdict, session.verify(runs[i], quiet));
    outcome.verdicts.push_back(std::move(verdict));
  }
  return outcome;
}

Result<StepOutcome> report_step(Session &session, const Study &study, const StudyStep &step, const StudyPlace &place) {
  GANTRY_TRY(path, below(place.output, step.target));
  GANTRY_TRY(document, project_report(*session.project(), session.bench().registry(), {study.title, study.about, {}}));
  const std::string html = report::render_html(document);
  GANTRY_CHECK(platform::save_file(path, std::as_bytes(std::span(html))));
  StepOutcome outcome;
  outcome.written.push_back(path);
  return outcome;
}

}  // namespace

Result<StepOutcome> carry_out(Session &session, const Study &study, const StudyStep &step, const StudyPlace &place,
                              const JobWatcher &watcher) {
  if (session.project() == nullptr)
    return fail("study.project", "a study needs a project", "--project", "give --project FOLDER", Failure::usage);
  switch (step.kind) {
    case StepKind::import: return import_step(session, step, place, watcher);
    case StepKind::run:
    case StepKind::fit: return call_step(session, step, place, watcher);
    case StepKind::report: return report_step(session, study, step, place);
    case StepKind::verify: break;
  }
  return verify_step(session, watcher);
}

}  // namespace gantry::core
