// SPDX-License-Identifier: Apache-2.0
// The window's state and its commands. Nothing here waits: work is done on background threads, and what came of it is
// taken in by update().
//
//   Workplace workplace({.bench = options, .wake = [] { glfwPostEmptyEvent(); }});
//   workplace.update();                                         // before each drawing
//   if (const auto project = workplace.project()) … project->items …
//   workplace.run("tool:org.gantry.segmentation.kmeans", draft);
//
// Used by the thread that draws. One background thread owns the project for writing and runs jobs, one after another; a
// second reads (images, tables, thumbnails, a voxel's curve), so that looking never waits for a job.
#pragma once

#include <array>
#include <core/import/import.hpp>
#include <core/jobs/queue.hpp>
#include <core/preferences/preferences.hpp>
#include <core/preferences/remembered.hpp>
#include <deque>
#include <functional>
#include <host/window/workplace/catalogue.hpp>
#include <host/window/workplace/comparison.hpp>
#include <host/window/workplace/desk.hpp>
#include <host/window/workplace/draft.hpp>
#include <host/window/workplace/fitting.hpp>
#include <host/window/workplace/inbox.hpp>
#include <host/window/workplace/meanwhile.hpp>
#include <host/window/workplace/objects.hpp>
#include <host/window/workplace/panels.hpp>
#include <host/window/workplace/snapshot.hpp>
#include <host/window/workplace/view.hpp>
#include <host/window/words/words.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gantry::host::window {

// A job of this session, running or ended.
struct JobEntry {
  unsigned number = 0;
  Words title;
  std::string task;  // key of what is run; "" for imports and the like
  std::shared_ptr<core::QueuedJob> job;
  std::string run;             // that it recorded
  std::vector<Words> details;  // refused files, verdicts, what was written
  core::GoingJob going;        // what is remembered of it, should this program be ended

  bool ended() const { return job->progress().state > core::JobState::running; }
};

struct LogLine {
  std::string when;  // UTC
  int severity = 1;  // GANTRY_LOG_…: 1 information, 2 warning, 3 error
  Words text;
};

// A few words in a corner of the window. severity: GANTRY_UI_DONE … GANTRY_UI_ERROR.
struct Notice {
  std::uint32_t severity = 0;
  std::string text;
};

// The curve of one voxel of a fitted map, fitted again with the run's own settings.
struct VoxelCurve {
  std::string run;
  std::array<std::uint64_t, 3> voxel{};
  bool waiting = false;
  std::optional<core::Error> problem;
  std::shared_ptr<const Known> curve, band, fit;  // tables and record, as of a fit_curve
};

// A table that was pasted, before it comes into the project.
struct Pasted {
  std::string text;
  bool waiting = false;
  std::optional<core::Error> problem;
  core::ObjectPtr object;
  core::Table table;
};

struct RunComparison {
  std::string before, after;  // runs
  bool waiting = false;
  std::optional<core::Error> problem;
  std::vector<ComparedRow> rows;
};

struct Relabelled {
  std::string item, before, after;
};

class Workplace : private core::view::VolumeSource {
 public:
  struct Options {
    core::Workbench::Options bench;
    core::Session::Settings session;
    std::filesystem::path config_folder, state_folder, data_folder;
    std::filesystem::path sample_study, sample_data;  // the study file, and the folder of its files
    std::function<void()> wake = [] {};               // there is something to draw; from any thread
    std::function<std::string()> clipboard = [] { return std::string(); };
    std::size_t memory_bytes = std::size_t{3} << 30;  // for data that is looked at
  };

  explicit Workplace(Options options);
  ~Workplace() override;

  void update();
  // After the drawing: lets memory go, remembers what changed.
  void drawn();
  core::Result<void> save();  // waits until what is remembered is on the disk

  // What there is. Pointers hold until the next update().
  const Snapshot *project() const { return project_.get(); }
  bool opening() const { return opening_; }
  const Catalogue &catalogue() const { return *catalogue_; }
  bool catalogue_ready() const { return catalogue_ready_; }
  const std::deque<JobEntry> &jobs() const { return jobs_; }  // oldest first
  JobEntry *job(unsigned number);
  bool busy() const;  // a job waits or runs
  const std::deque<LogLine> &log() const { return log_; }
  std::vector<Notice> take_notices();
  std::string told_again(const std::string &text) const;                  // of a notice, in the language as it is now
  const std::optional<core::Error> &trouble() const { return trouble_; }  // of the last command that is no job
  void forget_trouble() { trouble_.reset(); }
  const VoxelCurve &voxel_curve() const { return curve_; }
  const RunComparison &comparison() const { return comparison_; }
  const core::Verdict *verdict(const std::string &run) const;
  // The record of the header that an item's file had; "": there is none. Nothing while it is being looked for.
  std::optional<std::string> header_of(const std::string &item);

  ShownNow &view() { return view_; }
  core::Preferences &preferences() { return preferences_; }  // changes are remembered
  Objects &objects() { return objects_; }
  Panels &panels() { return panels_; }
  Fitting &fitting() { return fitting_; }
  const Pasted &pasted() const { return pasted_; }
  core::view::VolumeSource &volumes() { return *this; }  // for images that are drawn

  // Forms.
  Draft &draft(const Task &task);
  void edited(const Task &task);  // an edit of draft(task) is done: it can be undone
  // Of the form of `task` (nullptr: none is open) and of labels, whichever was changed last.
  bool can_undo(const Task *task) const;
  bool can_redo(const Task *task) const;
  void undo(const Task *task);
  void redo(const Task *task);
  void choose_task(const std::string &key);

  // Curves.
  void open_fitting(const std::string &item);        // the screen for them; an item that is a table is chosen there
  void fit(const std::vector<std::string> &models);  // of the table that is chosen there; full ids
  void paste_table();                                // from the clipboard: pasted() is what it holds
  void add_pasted(const std::string &label);         // and chooses it
  void forget_pasted() { pasted_ = {}; }
  void save_formula(const std::string &name);  // the one that is typed, as a model of the project

  // Commands. What goes wrong is in the job's error, or in trouble() where there is no job.
  void open_project(const std::filesystem::path &folder);
  void create_project(const std::filesystem::path &folder);
  void close_project();
  void open_sample();
  // Without a project: asks for one first.
  void import_paths(std::vector<std::string> paths, const ImportChoices &choices = {});
  void relabel(const std::string &item, const std::string &label);
  unsigned run(const Task &task, const Draft &draft);
  unsigned rerun(const std::string &run);
  void cancel(unsigned job);
  unsigned verify(const std::string &run);  // "": all
  unsigned write_report(const std::filesystem::path &file);
  unsigned export_item(const std::string &item, const std::filesystem::path &file);
  void retry_plugin(const std::string &plugin);
  void open_panel(const std::string &id);
  void look_at_voxel(const std::string &run, const std::array<std::uint64_t, 3> &voxel);
  void forget_voxel() { curve_ = {}; }
  void compare(const std::string &before, const std::string &after);
  void tell(std::uint32_t severity, Words words) { telling_.emplace_back(severity, std::move(words)); }
  void set_language(const std::string &code);
  std::string who() const { return options_.session.who; }

 private:
  // A background thread and what it owns.
  struct Side {
    std::unique_ptr<Desk> desk;
    Meanwhile meanwhile;
    core::JobQueue queue{1};
  };
  using After = std::function<void()>;  // on the drawing thread
  using Work = std::function<core::Result<After>(Desk &, const core::JobWatcher &)>;

  core::view::FoundVolume find(std::string_view id) override;
  std::shared_ptr<core::QueuedJob> submit(Side &side, std::string title, unsigned number, Work work);
  // kind, file: of what is remembered of it (core::GoingJob); without a kind it is not.
  unsigned start(Words title, std::string task, Work work, const std::string &kind = {},
                 const std::filesystem::path &file = {});
  void want(const std::string &hash);
  void ended(unsigned number, const std::optional<core::Error> &error);
  void take_project(std::shared_ptr<const Snapshot> project, bool opened);
  void open(const std::filesystem::path &folder, bool create);
  struct Wanted;
  unsigned start_call(Wanted wanted);
  void evaluate(const FitAsked &asked, Fitting::Came came);
  void note(int severity, Words text);
  void put_label(const std::string &item, const std::string &label);
  void tell_imported(const core::ImportOutcome &outcome, unsigned number, bool de_identified);
  void tell_undone(const std::vector<core::GoingJob> &going);
  void tell_storage();
  Panels::Around around_panels();
  core::ServiceHandler services_of_panel(const std::string &plugin, const std::shared_ptr<PanelTies> &ties);
  // On a panel's own thread; the four below on the one that draws.
  core::Result<core::ServiceReply> ask_desk(const std::string &plugin, const PanelTies &ties,
                                            const std::filesystem::path &folder, const core::ServiceRequest &request);
  core::Result<std::string> run_for(PanelTies &ties, const nlohmann::json &request);
  core::Result<JobEntry *> job_of(const PanelTies &ties, const std::string &name);
  core::Result<nlohmann::json> job_state_for(const PanelTies &ties, const std::string &name);
  core::Result<void> show_for(const nlohmann::json &request);
  core::ProjectMemory memory() const;
  void recall(const core::ProjectMemory &memory);

  Options options_;
  std::shared_ptr<Inbox> inbox_;
  core::Remembered preferences_file_;
  core::Preferences preferences_;
  std::unique_ptr<core::Remembered> project_file_;

  std::shared_ptr<const Snapshot> project_;
  std::shared_ptr<const Catalogue> catalogue_ = std::make_shared<Catalogue>();
  bool catalogue_ready_ = false, opening_ = false;
  std::deque<JobEntry> jobs_;
  unsigned last_number_ = 0;
  std::deque<LogLine> log_;
  std::vector<std::pair<std::uint32_t, Words>> telling_;  // not shown yet
  std::deque<std::pair<std::string, Words>> told_;        // the latest, as they were shown first
  std::optional<core::Error> trouble_;
  std::vector<std::string> pending_import_;
  ImportChoices pending_choices_;
  std::map<std::string, core::Verdict> verdicts_;
  std::map<std::string, nlohmann::json> recalled_drafts_;  // of tasks that have not been opened again
  std::map<std::string, Draft> drafts_, settled_;          // settled: as of the last edit that was done
  std::map<std::string, Undo> undo_;
  std::vector<Relabelled> relabelled_, labels_undone_;
  bool label_last_ = false;  // the last thing that was edited was a label, not a form
  std::vector<core::GoingJob> noted_going_;
  bool hurry_ = false;  // what is remembered is to be on the disk at once
  std::string storage_trouble_;
  std::map<std::string, std::string> headers_;  // item → record
  std::optional<std::size_t> headers_of_;       // imports that there were when they were looked for
  bool headers_known_ = false;
  Objects objects_;
  VoxelCurve curve_;
  std::shared_ptr<core::QueuedJob> curve_job_;
  RunComparison comparison_;
  Pasted pasted_;
  ShownNow view_;
  Fitting fitting_;

  std::shared_ptr<const Snapshot> shown_to_panels_;

  Side work_, look_, try_;  // end before what they use; try_: for what follows a hand
  Panels panels_;           // and these before them: they ask both
};

}  // namespace gantry::host::window
