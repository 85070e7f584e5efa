// SPDX-License-Identifier: Apache-2.0
// Commands on whole projects: open, create, close, import, the sample study.
#include <host/window/workplace/workplace.hpp>

#include <core/import/import.hpp>
#include <core/import/progress.hpp>
#include <core/platform/clock.hpp>
#include <core/study/study.hpp>
#include <gantry/ui.h>
#include <host/window/words/words.hpp>

namespace gantry::host::window {
namespace {

using core::JobWatcher;

core::ImportCall import_call(std::vector<std::string> paths, const std::string &who, const std::filesystem::path &keys,
                             const core::Limits &limits) {
  core::ImportCall call;
  call.paths = std::move(paths);
  call.who = who;
  call.key_folder = keys;
  call.limits = limits;
  return call;
}

}  // namespace

void Workplace::take_project(std::shared_ptr<const Snapshot> project, bool opened) {
  // A job may end after its project has been closed.
  if (!opened && (!project_ || project_->folder != project->folder)) return;
  project_ = std::move(project);
  if (!opened) return;
  opening_ = false;
  objects_.clear();
  verdicts_.clear();
  curve_ = {};
  comparison_ = {};
  const std::string folder = project_->folder.string();
  project_file_ = std::make_unique<core::Remembered>(core::project_memory_file(options_.state_folder, folder));
  recall(core::project_memory_of(project_file_->content()));
  view_.page = Page::work;
  preferences_.open_project = folder;
  core::note_recent(preferences_, folder, core::platform::utc_now());
  if (!project_->writable)
    tell(GANTRY_UI_WARNING, tr("Another program has this project open: it can be looked at, and not changed."));
  if (!pending_import_.empty()) import_paths(std::exchange(pending_import_, {}));
}

void Workplace::open(const std::filesystem::path &given, bool create) {
  std::error_code none;
  auto folder = std::filesystem::absolute(given, none);
  if (none) folder = given;
  if (!folder.has_filename()) folder = folder.parent_path();
  opening_ = true;
  trouble_.reset();
  submit(work_, tr("Opening the project"), 0,
         [this, folder, create](Desk &desk, const JobWatcher &) -> core::Result<After> {
           auto opened = create ? desk.create_project(folder) : desk.open_project(folder, core::Access::write);
           if (!opened && opened.error().code == "project.locked")
             opened = desk.open_project(folder, core::Access::read);
           auto snapshot = opened
                               ? Snapshot::of(*desk.project())
                               : core::Result<std::shared_ptr<const Snapshot>>(core::fail(std::move(opened).error()));
           if (!snapshot) {
             core::Error error = std::move(snapshot).error();
             return After([this, error, folder] {
               opening_ = false;
               trouble_ = error;
               if (!project_) preferences_.open_project.clear();
               if (error.code == "project.none") core::forget_recent(preferences_, folder.string());
             });
           }
           return After([this, project = std::move(snapshot).value()] { take_project(project, true); });
         });
}

void Workplace::open_project(const std::filesystem::path &folder) { open(folder, false); }
void Workplace::create_project(const std::filesystem::path &folder) { open(folder, true); }

void Workplace::close_project() {
  drawn();
  project_.reset();
  project_file_.reset();
  objects_.clear();
  recall({});
  view_ = {};
  preferences_.open_project.clear();
  submit(work_, tr("Closing the project"), 0, [](Desk &desk, const JobWatcher &) -> core::Result<After> {
    desk.close_project();
    return After();
  });
  submit(look_, tr("Closing the project"), 0, [](Desk &desk, const JobWatcher &) -> core::Result<After> {
    desk.close_project();
    return After();
  });
}

// The data of the sample study, imported and named as its steps have them; what comes next is the user's.
void Workplace::open_sample() {
  const std::filesystem::path folder = options_.data_folder / "sample-study";
  opening_ = true;
  trouble_.reset();
  start(
      tr("Opening the sample study"), "", [this, folder](Desk &desk, const JobWatcher &watcher) -> core::Result<After> {
        const auto failed = [this](core::Error error) {
          return After([this, error] { opening_ = false, trouble_ = error; });
        };
        const auto study = core::read_study(options_.sample_study);
        if (!study) return failed(study.error());
        auto opened = core::Project::is_project(folder) ? desk.open_project(folder, core::Access::write)
                                                        : desk.create_project(folder);
        if (!opened) return failed(opened.error());
        const core::StudyPlace place{options_.sample_data, folder, options_.config_folder};
        GANTRY_TRY(items, desk.project()->items());
        std::size_t number = 0;
        for (const core::StudyStep &step : study.value().steps) {
          const double from = static_cast<double>(number++) / static_cast<double>(study.value().steps.size());
          if (step.kind != core::StepKind::import || !items.empty()) continue;
          const auto done =
              core::carry_out(desk.session(), study.value(), step, place, core::stretch_of(watcher, from, from + 0.1));
          if (!done) {
            core::Error error = done.error();
            if (error.code == "file.missing")
              error.hint = tr("The sample data is fetched by samples/data/fetch in Gantry's source, once.");
            return failed(std::move(error));
          }
        }
        GANTRY_TRY(project, Snapshot::of(*desk.project()));
        return After([this, project] {
          take_project(project, true);
          if (view_.item.empty() && !project_->items.empty()) view_.item = project_->items.front().id;
          if (!preferences_.tour_seen) view_.tour = 0;
          preferences_.tour_seen = true;
        });
      });
}

void Workplace::import_paths(std::vector<std::string> paths) {
  if (paths.empty()) return;
  if (!project_) {
    pending_import_ = std::move(paths);
    view_.asked = Asked::create_project;
    tell(GANTRY_UI_INFO, tr("Say which project the data is for: it is imported once that is open."));
    return;
  }
  const std::string title = paths.size() == 1
                                ? filled(tr("Import {1}"), {std::filesystem::path(paths[0]).filename().string()})
                                : filled(tr("Import {1} files and folders"), {shown(std::uint64_t{paths.size()})});
  const unsigned number = last_number_ + 1;
  const auto call =
      import_call(std::move(paths), options_.session.who, options_.config_folder, options_.session.limits);
  start(title, "", [this, call, number](Desk &desk, const JobWatcher &watcher) -> core::Result<After> {
    if (desk.project() == nullptr) return core::fail("project.none", tr("no project is open"));
    GANTRY_TRY(outcome, core::import_files(desk.bench(), *desk.project(), call, watcher));
    GANTRY_TRY(project, Snapshot::of(*desk.project()));
    return After([this, outcome, project, number] {
      take_project(project, false);
      JobEntry *const entry = job(number);
      for (const auto &r : outcome.refused)
        if (entry != nullptr) entry->details.push_back(outcome.files[r.file].path + ": " + r.reason);
      for (const auto &warning : outcome.warnings)
        if (entry != nullptr) entry->details.push_back(warning);
      const std::uint64_t items = outcome.items.size(), refused = outcome.refused.size();
      if (items > 0) view_.item = outcome.items.front().id;
      tell(refused > 0 ? GANTRY_UI_WARNING : GANTRY_UI_DONE,
           filled(tr_n("{1} item was imported, de-identified.", "{1} items were imported, de-identified.", items),
                  {shown(items)}) +
               (refused == 0 ? ""
                             : " " + filled(tr_n("{1} file was refused: the job says why.",
                                                 "{1} files were refused: the job says why.", refused),
                                            {shown(refused)})));
    });
  });
}

}  // namespace gantry::host::window
