// SPDX-License-Identifier: Apache-2.0
// Commands on an open project: run, verify, report, export, look closer. Each checks what is at hand, and leaves the work
// to the background.
#include <host/window/workplace/workplace.hpp>

#include <core/import/progress.hpp>
#include <core/platform/durable.hpp>
#include <core/report/html.hpp>
#include <core/session/project_report.hpp>
#include <gantry/ui.h>
#include <host/window/words/words.hpp>
#include <optional>
#include <span>

namespace gantry::host::window {

using core::JobWatcher;
using nlohmann::json;

// A tool or a fit that is to be run and recorded.
struct Workplace::Wanted {
  Words title;
  std::string task, id;              // id: full
  std::optional<core::JobKind> fit;  // nothing: a tool
  std::vector<core::NamedInput> inputs;
  json values = json::object(), options = json::object();
  std::vector<std::string> outputs;  // ports that get the label
  std::string label;
  std::function<void(const std::string &run)> then;  // in place of what comes forward; by the thread that draws
};

unsigned Workplace::run(const Task &task, const Draft &draft) {
  Wanted wanted;
  wanted.title = [label = task.label()] { return tr(label); };
  wanted.task = task.key;
  wanted.id = task.id;
  wanted.label = draft.label;
  for (const auto &[port, items] : draft.inputs)
    for (const std::string &item : items) wanted.inputs.emplace_back(port, item);
  for (const auto &p : task.parameters())
    if (draft.values.contains(p.key)) wanted.values[p.key] = draft.values[p.key];
  if (task.fit()) {
    auto made = fit_options(task, draft);
    if (!made) {
      trouble_ = std::move(made).error();
      return 0;
    }
    wanted.options = std::move(made).value();
    wanted.fit = draft.map ? core::JobKind::fit_map : core::JobKind::fit_curve;
  }
  if (!task.fit())
    for (const auto &port : task.tool->outputs) wanted.outputs.push_back(port.key);
  else if (!draft.map) wanted.outputs = {"curve", "fit"};
  else
    for (const auto &p : task.model->parameters) wanted.outputs.push_back(p.symbol);
  return start_call(std::move(wanted));
}

unsigned Workplace::start_call(Wanted wanted) {
  const unsigned number = last_number_ + 1;
  Words title = wanted.title;
  std::string task = wanted.task;
  return start(
      std::move(title), std::move(task),
      [this, number, w = std::move(wanted)](Desk &desk, const JobWatcher &watcher) -> core::Result<After> {
        auto call = w.fit ? desk.session().fit_call(w.id, *w.fit, w.inputs, w.values, w.options, watcher)
                          : desk.session().tool_call(w.id, w.inputs, w.values, watcher);
        if (!call) return core::fail(std::move(call).error());
        if (!w.label.empty())
          for (const std::string &port : w.outputs)
            call.value().labels[port] = w.outputs.size() == 1 ? w.label : w.label + " " + port;
        GANTRY_TRY(outcome, desk.session().run(call.value(), watcher));
        if (desk.project() == nullptr) return After();
        GANTRY_TRY(project, Snapshot::of(*desk.project()));
        return After([this, project, number, recorded = outcome.run, then = w.then] {
          take_project(project, false);
          JobEntry *const entry = job(number);
          if (entry == nullptr || !recorded) return;
          entry->run = recorded->id;
          if (then) return then(recorded->id);
          view_.run = recorded->id;
          view_.show_below = "results";
          tell(GANTRY_UI_DONE, [title = entry->title] { return filled(tr("{1} is done."), {title()}); });
        });
      },
      "run");
}

void Workplace::fit(const std::vector<std::string> &models) {
  for (const std::string &id : models) {
    std::vector<core::Error> wrong;
    const auto asked = fitting_.wanted(id, wrong);
    if (!asked || !wrong.empty()) {
      if (!wrong.empty()) trouble_ = std::move(wrong.front());
      continue;
    }
    Wanted wanted;
    const core::ModelSpec &spec = *fitting_.spec(id);
    wanted.title = [label = spec.label] { return tr(label); };
    wanted.task = "fit:" + id;
    wanted.id = id;
    wanted.fit = core::JobKind::fit_curve;
    wanted.inputs = {{"data", fitting_.table_item()->id}};
    if (!asked->doses.empty()) wanted.inputs.emplace_back("doses", fitting_.draft().doses);
    wanted.values = asked->values;
    wanted.options = asked->options;
    wanted.outputs = {"curve", "fit", "band"};
    wanted.label = spec.label + ", " + fitting_.table_item()->label;
    wanted.then = [this, id](const std::string &run) { fitting_.ran(id, run), view_.run = run; };
    fitting_.fits()[id].job = start_call(std::move(wanted));  // until it ends, what was found before stands
  }
}

unsigned Workplace::rerun(const std::string &id) {
  const core::RunRecord *const recorded = project_ ? project_->run(id) : nullptr;
  if (recorded == nullptr) return 0;
  const Task *const task =
      catalogue_->task(recorded->plugin.id, recorded->target, recorded->kind != core::JobKind::tool);
  if (task == nullptr) {
    trouble_ = core::Error{"plugin.unknown", filled("{1} is not installed.", {recorded->plugin.id}), "",
                           "Install the plugin, then run it again.", core::Failure::usage};
    return 0;
  }
  return run(*task, draft_of(*task, *recorded, *project_));
}

void Workplace::cancel(unsigned number) {
  if (const JobEntry *const entry = job(number)) entry->job->cancel();
}

unsigned Workplace::verify(const std::string &id) {
  if (!project_) return 0;
  const unsigned number = last_number_ + 1;
  return start(
      [all = id.empty()] { return all ? tr("Verify all runs") : tr("Verify a run"); }, "",
      [this, id, number](Desk &desk, const JobWatcher &watcher) -> core::Result<After> {
        if (desk.project() == nullptr) return core::fail("project.none", "no project is open");
        GANTRY_TRY(runs, desk.project()->runs());
        std::erase_if(runs, [&](const core::RunRecord &run) { return !run.ok() || (!id.empty() && run.id != id); });
        std::vector<core::Verdict> verdicts;
        for (std::size_t i = 0; i < runs.size(); ++i) {
          const double share = 1.0 / static_cast<double>(runs.size()), from = share * static_cast<double>(i);
          GANTRY_TRY(verdict, desk.session().verify(runs[i], core::stretch_of(watcher, from, from + share)));
          verdicts.push_back(std::move(verdict));
        }
        return After([this, verdicts, number] {
          std::uint64_t differs = 0;
          for (const auto &v : verdicts) {
            verdicts_[v.run] = v;
            differs += v.verdict == core::VerdictKind::differs ? 1 : 0;
            if (JobEntry *const entry = job(number))
              entry->details.emplace_back([v] {
                return v.target + ": " + tr(std::string(core::name(v.verdict))) +
                       (v.reason.empty() ? "" : ", " + said(v.reason));
              });
          }
          tell(differs > 0 ? GANTRY_UI_ERROR : GANTRY_UI_DONE, [differs, all = std::uint64_t{verdicts.size()}] {
            return filled(tr_n("{1} run was repeated; {2} differ.", "{1} runs were repeated; {2} differ.", all),
                          {shown(all), shown(differs)});
          });
        });
      },
      "check");
}

unsigned Workplace::write_report(const std::filesystem::path &file) {
  if (!project_) return 0;
  const unsigned number = last_number_ + 1;
  std::vector<core::Verdict> verdicts;
  for (const auto &[run, verdict] : verdicts_) verdicts.push_back(verdict);
  return start(
      [] { return tr("Write the report"); }, "",
      [this, file, number, verdicts, title = project_->name](Desk &desk, const JobWatcher &) -> core::Result<After> {
        if (desk.project() == nullptr) return core::fail("project.none", "no project is open");
        GANTRY_TRY(document, core::project_report(*desk.project(), desk.bench().registry(), {title, "", verdicts}));
        const std::string html = core::report::render_html(document);
        GANTRY_CHECK(core::platform::save_file(file, std::as_bytes(std::span(html))));
        return After([this, file, number] {
          if (JobEntry *const entry = job(number)) entry->details.push_back(as_they_are(file.string()));
          tell(GANTRY_UI_DONE, [file] { return filled(tr("The report is in {1}."), {file.string()}); });
        });
      },
      "file", file);
}

unsigned Workplace::export_item(const std::string &id, const std::filesystem::path &file) {
  const ShownItem *const item = project_ ? project_->item(id) : nullptr;
  if (item == nullptr) return 0;
  const unsigned number = last_number_ + 1;
  return start(
      [label = item->label] { return filled(tr("Export {1}"), {label}); }, "",
      [this, id, kind = item->kind, file, number](Desk &desk, const JobWatcher &watcher) -> core::Result<After> {
        GANTRY_TRY(object, desk.session().data(id, kind, watcher));
        core::Export how;
        GANTRY_TRY(source, desk.session().source_named(id, *object, watcher));
        how.source = source;
        GANTRY_TRY(written, desk.session().write_file(object, file.string(), watcher, how));
        return After([this, number, written] {
          JobEntry *const entry = job(number);
          for (const auto *list : {&written.paths, &written.warnings})
            for (const std::string &line : *list)
              if (entry != nullptr) entry->details.emplace_back([line] { return said(line); });
          if (!written.paths.empty())
            tell(GANTRY_UI_DONE, [path = written.paths.front()] { return filled(tr("Written: {1}"), {path}); });
        });
      },
      "file", file);
}

void Workplace::retry_plugin(const std::string &id) {
  submit(work_, "Retry a plugin", 0, [this, id](Desk &desk, const JobWatcher &) -> core::Result<After> {
    GANTRY_TRY(plugin, desk.bench().registry().plugin(id));
    GANTRY_TRY(released, desk.bench().retry(*plugin));
    auto catalogue = Catalogue::of(desk.bench());
    return After([this, id, released = released, catalogue] {
      catalogue_ = catalogue;
      tell(GANTRY_UI_DONE, [id, released] {
        return filled(released ? tr("{1} will be tried again.") : tr("Nothing is held against {1}."), {id});
      });
    });
  });
}

// Looking closer.

void Workplace::look_at_voxel(const std::string &id, const std::array<std::uint64_t, 3> &voxel) {
  const core::RunRecord *const recorded = project_ ? project_->run(id) : nullptr;
  if (recorded == nullptr || recorded->kind != core::JobKind::fit_map) return;
  if (curve_.run == id && curve_.voxel == voxel) return;
  if (curve_job_) curve_job_->cancel();
  curve_ = {id, voxel, true, {}, {}, {}, {}};
  std::vector<core::NamedInput> inputs;
  for (const auto &input : recorded->inputs)
    if (input.port != "mask") inputs.emplace_back(input.port, input.object);
  json options = recorded->options;
  options["voxel"] = voxel;
  for (const char *of_maps : {"precision", "errors", "saturation"}) options.erase(of_maps);
  options.erase("tolerance");
  options.erase("max_iterations");
  curve_job_ =
      submit(look_, "Fit a voxel", 0,
             [=, this, run = *recorded, folder = project_->folder](Desk &desk,
                                                                   const JobWatcher &watcher) -> core::Result<After> {
               const auto fitted = [&]() -> core::Result<core::CallOutcome> {
                 GANTRY_CHECK(desk.open_project(folder, core::Access::read));
                 GANTRY_TRY(call, desk.session().fit_call(run.plugin.id + "." + run.target, core::JobKind::fit_curve,
                                                          inputs, run.parameters, options, watcher));
                 return desk.session().run(call, watcher);
               }();
               if (!fitted && fitted.error().failure == core::Failure::cancelled) return After();
               VoxelCurve curve{run.id, voxel, false, {}, {}, {}, {}};
               if (!fitted) curve.problem = fitted.error();
               if (fitted)
                 for (const auto &output : fitted.value().outputs) {
                   if (output.port == "curve") curve.curve = known(output.object);
                   if (output.port == "band") curve.band = known(output.object);
                   if (output.port == "fit") curve.fit = known(output.object);
                 }
               return After([this, curve] {
                 if (curve_.run == curve.run && curve_.voxel == curve.voxel) curve_ = curve;
               });
             });
}

void Workplace::compare(const std::string &before, const std::string &after) {
  const core::RunRecord *const a = project_ ? project_->run(before) : nullptr;
  const core::RunRecord *const b = project_ ? project_->run(after) : nullptr;
  if (a == nullptr || b == nullptr || (comparison_.before == before && comparison_.after == after)) return;
  comparison_ = {before, after, true, {}, compare_settings(*a, *b, *project_)};
  submit(look_, "Compare two runs", 0,
         [this, a = *a, b = *b, folder = project_->folder](Desk &desk, const JobWatcher &) -> core::Result<After> {
           GANTRY_CHECK(desk.open_project(folder, core::Access::read));
           auto rows = compare_outputs(a, b, [&](const std::string &hash) { return desk.project()->object(hash); });
           return After([this, before = a.id, after = b.id, rows] {
             if (comparison_.before != before || comparison_.after != after) return;
             comparison_.waiting = false;
             if (!rows) comparison_.problem = rows.error();
             else comparison_.rows.insert(comparison_.rows.end(), rows.value().begin(), rows.value().end());
           });
         });
}

}  // namespace gantry::host::window
