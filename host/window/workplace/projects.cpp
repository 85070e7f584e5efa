// SPDX-License-Identifier: Apache-2.0
// Commands on whole projects: open, create, close, import, the sample study.
#include <host/window/workplace/workplace.hpp>

#include <core/import/join.hpp>
#include <core/import/progress.hpp>
#include <core/platform/clock.hpp>
#include <core/study/study.hpp>
#include <chrono>
#include <gantry/ui.h>
#include <host/window/words/words.hpp>

namespace gantry::host::window {
namespace {

using core::JobWatcher;

// It was done although this program ended: what it makes is there.
bool came_in(const core::GoingJob &job, const Snapshot &project) {
  if (job.kind == "import") return project.imports.size() > job.before;
  if (job.kind == "run") return project.runs.size() > job.before;
  if (job.kind != "file") return false;
  std::error_code none;
  const auto written = std::filesystem::last_write_time(job.file, none);
  if (none) return false;
  const auto when = std::chrono::file_clock::to_sys(written).time_since_epoch();
  return when >= std::chrono::seconds(job.before);
}

}  // namespace

void Workplace::take_project(std::shared_ptr<const Snapshot> project, bool opened) {
  // A job may end after its project has been closed.
  if (!opened && (!project_ || project_->folder != project->folder)) return;
  if (opened) drawn();  // of the one before
  project_ = std::move(project);
  if (!opened) return;
  opening_ = false;
  objects_.clear();
  verdicts_.clear();
  curve_ = {};
  comparison_ = {};
  const std::string folder = project_->folder.string();
  project_file_ = std::make_unique<core::Remembered>(core::project_memory_file(options_.state_folder, folder));
  const core::ProjectMemory memory = core::project_memory_of(project_file_->content());
  recall(memory);
  tell_undone(memory.going);
  view_.page = Page::work;
  preferences_.open_project = folder;
  core::note_recent(preferences_, folder, core::platform::utc_now());
  if (!project_->writable)
    tell(GANTRY_UI_WARNING,
         [] { return tr("Another program has this project open: it can be looked at, and not changed."); });
  if (!pending_import_.empty()) import_paths(std::exchange(pending_import_, {}), pending_choices_);
}

void Workplace::tell_undone(const std::vector<core::GoingJob> &going) {
  std::string names;
  bool leaves = false;
  for (const core::GoingJob &job : going) {
    if (came_in(job, *project_)) continue;
    const std::string name = job.kind == "import" ? "an import" : job.title;
    const std::string what = filled("Gantry ended before this was done: {1}", {name});
    note(2, [what] { return said(what); });
    names += (names.empty() ? "" : "; ") + name;
    leaves = leaves || job.kind == "import" || job.kind == "run";
  }
  if (names.empty()) return;
  trouble_ = core::Error{"session.undone", filled("Gantry ended before this was done: {1}", {names}), "",
                         "Nothing of it was kept, and nothing else is lost. Do it again.", core::Failure::failed};
  if (!leaves || !project_->writable) return;
  submit(work_, "Tidying up", 0, [](Desk &desk, const JobWatcher &) -> core::Result<After> {
    if (desk.project() != nullptr) GANTRY_CHECK(desk.project()->gc());
    return After();
  });
}

void Workplace::open(const std::filesystem::path &given, bool create) {
  std::error_code none;
  auto folder = std::filesystem::absolute(given, none);
  if (none) folder = given;
  if (!folder.has_filename()) folder = folder.parent_path();
  opening_ = true;
  trouble_.reset();
  submit(
      work_, "Opening the project", 0, [this, folder, create](Desk &desk, const JobWatcher &) -> core::Result<After> {
        auto opened = create ? desk.create_project(folder) : desk.open_project(folder, core::Access::write);
        if (!opened && opened.error().code == "project.locked") opened = desk.open_project(folder, core::Access::read);
        auto snapshot = opened ? Snapshot::of(*desk.project())
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
  submit(work_, "Closing the project", 0, [](Desk &desk, const JobWatcher &) -> core::Result<After> {
    desk.close_project();
    return After();
  });
  submit(look_, "Closing the project", 0, [](Desk &desk, const JobWatcher &) -> core::Result<After> {
    desk.close_project();
    return After();
  });
}

// The data of the sample study, imported and named as its steps have them; what comes next is the user's.
void Workplace::open_sample() {
  const std::filesystem::path folder = options_.data_folder / "sample-study";
  opening_ = true;
  trouble_.reset();
  start([] { return tr("Opening the sample study"); }, "",
        [this, folder](Desk &desk, const JobWatcher &watcher) -> core::Result<After> {
          const auto failed = [this](core::Error error) {
            return After([this, error] { opening_ = false, trouble_ = error; });
          };
          const auto study = core::read_study(options_.sample_study);
          if (!study) return failed(study.error());
          auto opened = core::Project::is_project(folder) ? desk.open_project(folder, core::Access::write)
                                                          : desk.create_project(folder);
          if (!opened) return failed(opened.error());
          const core::StudyPlace place{options_.sample_data, folder, options_.config_folder};
          // An earlier attempt may have been ended half-way: each step is one import.
          GANTRY_TRY(imports, desk.project()->imports());
          std::size_t number = 0, imported = 0;
          for (const core::StudyStep &step : study.value().steps) {
            const double from = static_cast<double>(number++) / static_cast<double>(study.value().steps.size());
            if (step.kind != core::StepKind::import || imported++ < imports.size()) continue;
            const auto done = core::carry_out(desk.session(), study.value(), step, place,
                                              core::stretch_of(watcher, from, from + 0.1));
            if (!done) {
              core::Error error = done.error();
              if (error.code == "file.missing")
                error.hint = "The sample data is fetched by samples/data/fetch in Gantry's source, once.";
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

void Workplace::import_paths(std::vector<std::string> paths, const ImportChoices &choices) {
  if (paths.empty()) return;
  if (!project_) {
    pending_import_ = std::move(paths);
    pending_choices_ = choices;
    view_.asked = Asked::create_project;
    tell(GANTRY_UI_INFO, [] { return tr("Say which project the data is for: it is imported once that is open."); });
    return;
  }
  const Words title = [name = std::filesystem::path(paths[0]).filename().string(), n = std::uint64_t{paths.size()}] {
    return n == 1 ? filled(tr("Import {1}"), {name}) : filled(tr("Import {1} files and folders"), {shown(n)});
  };
  const unsigned number = last_number_ + 1;
  core::ImportCall call;
  call.paths = std::move(paths);
  call.label = choices.label;
  call.de_identify = choices.de_identify;
  call.keep = choices.keep;
  call.set = choices.set;
  call.who = options_.session.who;
  call.key_folder = options_.config_folder;
  call.limits = options_.session.limits;
  if (!choices.axis.empty()) {
    auto column = core::axis_column(choices.axis);
    if (!column) {
      trouble_ = std::move(column).error();
      return;
    }
    call.join_as = core::Axis{column.value().name, {column.value()}};
  }
  const auto work = [this, call, number](Desk &desk, const JobWatcher &watcher) -> core::Result<After> {
    if (desk.project() == nullptr) return core::fail("project.none", "no project is open");
    GANTRY_TRY(outcome, core::import_files(desk.bench(), *desk.project(), call, watcher));
    GANTRY_TRY(project, Snapshot::of(*desk.project()));
    return After([this, outcome, project, number, clean = call.de_identify] {
      take_project(project, false);
      tell_imported(outcome, number, clean);
    });
  };
  start(title, "", work, "import");
}

void Workplace::tell_imported(const core::ImportOutcome &outcome, unsigned number, bool de_identified) {
  JobEntry *const entry = job(number);
  for (const auto &r : outcome.refused)
    if (entry != nullptr)
      entry->details.emplace_back(
          [file = outcome.files[r.file].path, reason = r.reason] { return file + ": " + said(reason); });
  for (const auto &warning : outcome.warnings)
    if (entry != nullptr) entry->details.emplace_back([warning] { return said(warning); });
  const std::uint64_t items = outcome.items.size(), refused = outcome.refused.size();
  if (items > 0) view_.item = outcome.items.front().id;
  if (items > 0 && view_.page == Page::fit) open_fitting(outcome.items.front().id);
  tell(refused > 0 ? GANTRY_UI_WARNING : GANTRY_UI_DONE, [items, refused, de_identified] {
    std::string words = filled(
        de_identified ? tr_n("{1} item was imported, de-identified.", "{1} items were imported, de-identified.", items)
                      : tr_n("{1} item was imported with what identifies the patient.",
                             "{1} items were imported with what identifies the patient.", items),
        {shown(items)});
    if (refused > 0)
      words += " " + filled(tr_n("{1} file was refused: the job says why.", "{1} files were refused: the job says why.",
                                 refused),
                            {shown(refused)});
    return words;
  });
}

}  // namespace gantry::host::window
