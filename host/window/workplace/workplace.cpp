// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/workplace.hpp>

#include <algorithm>
#include <cmath>
#include <core/data/read_json.hpp>
#include <core/platform/clock.hpp>
#include <gantry/ui.h>
#include <host/window/words/words.hpp>

namespace gantry::host::window {
namespace {

using nlohmann::json;

constexpr std::size_t most_log_lines = 2000;
constexpr std::size_t most_jobs = 200;
constexpr std::size_t most_told = 16;
constexpr auto between_wakes = std::chrono::milliseconds(100);
constexpr std::uint32_t thumbnail_side = 64;

}  // namespace

Workplace::Workplace(Options options)
    : options_(std::move(options)),
      inbox_(std::make_shared<Inbox>(options_.wake)),
      preferences_file_(options_.state_folder / "window.json"),
      preferences_(core::preferences_of(preferences_file_.content())),
      objects_([this](const std::string &hash) { want(hash); }),
      fitting_([this](const FitAsked &asked, Fitting::Came came) { evaluate(asked, std::move(came)); }),
      panels_(options_.bench.workers, options_.session.limits.memory_bytes, around_panels()) {
  speak(language_by_code(preferences_.language).value_or(language_of_system()));
  tell_storage();
  submit(work_, "Reading the plugins", 0, [this](Desk &desk, const core::JobWatcher &) -> core::Result<After> {
    auto catalogue = Catalogue::of(desk.bench());
    return After([this, catalogue] {
      catalogue_ = catalogue;
      catalogue_ready_ = true;
    });
  });
  if (!preferences_.open_project.empty()) open(preferences_.open_project, false);
}

Workplace::~Workplace() {
  drawn();
  for (const JobEntry &entry : jobs_) entry.job->cancel();
  if (curve_job_) curve_job_->cancel();
}

void Workplace::update() {
  for (auto &what : inbox_->take()) what();
  if (shown_to_panels_ != project_) panels_.refresh();
  shown_to_panels_ = project_;
  if (catalogue_ready_) panels_.update(*catalogue_, project_ != nullptr);
  if (catalogue_ready_) fitting_.update(view_.page == Page::fit ? project_.get() : nullptr, *catalogue_, objects_);
  while (jobs_.size() > most_jobs && jobs_.front().ended()) jobs_.pop_front();
}

void Workplace::drawn() {
  objects_.trim(options_.memory_bytes);
  preferences_file_.put(core::to_json(preferences_));
  if (project_file_ && project_) {
    const core::ProjectMemory now = memory();
    // A finished edit, and what a job may leave half done, are on the disk before much else has happened.
    hurry_ = hurry_ || now.going != noted_going_;
    noted_going_ = now.going;
    project_file_->put(core::to_json(now), hurry_ ? core::Remembered::When::at_once : core::Remembered::When::soon);
  }
  hurry_ = false;
  tell_storage();
}

// Once, when it begins: it is written again and again until it can be.
void Workplace::tell_storage() {
  std::string trouble = preferences_file_.trouble();
  if (trouble.empty() && project_file_) trouble = project_file_->trouble();
  if (trouble == storage_trouble_) return;
  storage_trouble_ = trouble;
  if (trouble_ && trouble_->code == "window.memory") trouble_.reset();
  if (trouble.empty()) return;
  trouble_ = core::Error{"window.memory", filled("What the window remembers: {1}", {trouble}), "",
                         "Nothing in the project is lost. It is tried again every few seconds.", core::Failure::failed};
  note(2, [what = trouble_->message] { return said(what); });
}

core::Result<void> Workplace::save() {
  drawn();
  if (project_file_) GANTRY_CHECK(project_file_->save());
  return preferences_file_.save();
}

JobEntry *Workplace::job(unsigned number) {
  for (JobEntry &entry : jobs_)
    if (entry.number == number) return &entry;
  return nullptr;
}

bool Workplace::busy() const {
  return std::any_of(jobs_.begin(), jobs_.end(), [](const JobEntry &e) { return !e.ended(); });
}

std::vector<Notice> Workplace::take_notices() {
  std::vector<Notice> notices;
  for (auto &[severity, words] : std::exchange(telling_, {})) {
    notices.push_back({severity, words()});
    told_.emplace_back(notices.back().text, std::move(words));
  }
  while (told_.size() > most_told) told_.pop_front();
  return notices;
}

std::string Workplace::told_again(const std::string &text) const {
  for (auto told = told_.rbegin(); told != told_.rend(); ++told)
    if (told->first == text) return told->second();
  return text;
}

const core::Verdict *Workplace::verdict(const std::string &run) const {
  const auto found = verdicts_.find(run);
  return found == verdicts_.end() ? nullptr : &found->second;
}

void Workplace::note(int severity, Words text) {
  log_.push_back({core::platform::utc_now(), severity, std::move(text)});
  if (log_.size() > most_log_lines) log_.pop_front();
}

void Workplace::set_language(const std::string &wanted) {
  const auto language = language_by_code(wanted);
  if (!language) return;
  preferences_.language = wanted;
  speak(*language);
}

// Background work. What it captures must not be changed by the thread that draws: copies, options_, inbox_.

std::shared_ptr<core::QueuedJob> Workplace::submit(Side &side, std::string title, unsigned number, Work work) {
  auto carry_out = [this, &side, number, work = std::move(work)](const core::JobWatcher &given) -> core::Result<void> {
    core::JobWatcher watcher = given;
    auto last = std::chrono::steady_clock::time_point{};
    watcher.progress = [this, &given, &last](double fraction, const std::string &activity) {
      given.progress(fraction, activity);
      const auto now = std::chrono::steady_clock::now();
      if (now - last < between_wakes) return;
      last = now;
      options_.wake();
    };
    watcher.cancelled = [&side, &given] {
      if (side.desk) side.meanwhile.serve(*side.desk);
      return given.cancelled();
    };
    watcher.log = [this, &given](int severity, const std::string &text) {
      given.log(severity, text);
      inbox_->post([this, severity, text] { note(severity, as_they_are(text)); });
    };
    auto did = [&]() -> core::Result<After> {
      if (!side.desk) {
        GANTRY_TRY(desk, Desk::open(options_.bench, options_.session));
        side.desk = std::move(desk);
      }
      return work(*side.desk, watcher);
    }();
    std::optional<core::Error> error;
    if (!did) error = std::move(did).error();
    After after;
    if (!error) after = std::move(did).value();
    // A failed run stands in the history too, and a crash changes what is held against its plugin.
    std::shared_ptr<const Snapshot> project;
    std::shared_ptr<const Catalogue> catalogue;
    if (error && number != 0 && side.desk) {
      if (side.desk->project() != nullptr)
        if (auto snapshot = Snapshot::of(*side.desk->project())) project = std::move(snapshot).value();
      catalogue = Catalogue::of(side.desk->bench());
    }
    inbox_->post([this, number, error, after, project, catalogue] {
      if (after) after();
      if (project && project_ && project->folder == project_->folder) project_ = project;
      if (catalogue) catalogue_ = catalogue;
      ended(number, error);
    });
    if (error) return core::fail(std::move(*error));
    return core::done();
  };
  return side.queue.submit(std::move(title), std::move(carry_out));
}

void Workplace::ended(unsigned number, const std::optional<core::Error> &error) {
  const JobEntry *const entry = job(number);
  if (!error) {
    if (entry != nullptr) note(1, [title = entry->title] { return filled(tr("{1}: done"), {title()}); });
    return;
  }
  const bool cancelled = error->failure == core::Failure::cancelled;
  if (entry == nullptr) {
    if (!cancelled) trouble_ = error;
    return;
  }
  const Words failed = [title = entry->title, error] { return title() + ": " + said(*error).message; };
  const Words ended_early = [title = entry->title] { return filled(tr("{1} was cancelled."), {title()}); };
  note(cancelled ? 1 : 3, cancelled ? ended_early : failed);
  tell(cancelled ? GANTRY_UI_INFO : GANTRY_UI_ERROR, cancelled ? ended_early : failed);
}

unsigned Workplace::start(Words title, std::string task, Work work, const std::string &kind,
                          const std::filesystem::path &file) {
  // Those that wait will have come in by the time that this one begins.
  std::uint64_t before = 0;
  if (project_ && kind == "import") before = project_->imports.size();
  if (project_ && kind == "run") before = project_->runs.size();
  for (const JobEntry &entry : jobs_) before += entry.going.kind == kind && !entry.ended() ? 1 : 0;
  if (kind == "file") {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    before = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
  }
  const unsigned number = ++last_number_;
  const std::string english = in_english(title);
  auto job = submit(work_, english, number, std::move(work));
  // The name of an imported file may be a patient's.
  const core::GoingJob going{kind == "import" ? "" : english, kind, before, file.string()};
  jobs_.push_back({number, std::move(title), std::move(task), std::move(job), {}, {}, going});
  return number;
}

// Looking.

core::view::FoundVolume Workplace::find(std::string_view id) {
  const std::string word(id);
  const ShownItem *const item = project_ ? project_->item(word) : nullptr;
  const Known &known = objects_.get(item == nullptr ? word : item->object);
  if (!known.problem.empty()) return {.error = said(known.problem)};
  if (known.object && !known.shown) return {.error = tr("This is not an image.")};
  return {.volume = known.shown, .activity = tr("Reading…")};
}

void Workplace::want(const std::string &hash) {
  if (!project_) return;
  submit(look_, "Reading data", 0,
         [this, hash, folder = project_->folder](Desk &desk, const core::JobWatcher &) -> core::Result<After> {
           GANTRY_CHECK(desk.open_project(folder, core::Access::read));
           const auto object = desk.project()->object(hash);
           auto read = known(object);
           core::view::Pixels thumbnail;
           if (read->shown) thumbnail = core::view::thumbnail(*read->shown, thumbnail_side);
           if (!read->channels.empty()) thumbnail = thumbnail_of(read->channels.front(), thumbnail_side);
           return After([this, hash, folder, read, thumbnail] {
             if (!project_ || project_->folder != folder) return;
             objects_.put(hash, read);
             objects_.put_thumbnail(hash, thumbnail);
           });
         });
}

// Forms.

Draft &Workplace::draft(const Task &task) {
  const auto found = drafts_.find(task.key);
  if (found != drafts_.end()) return found->second;
  Draft draft = Draft::first(task);
  if (const auto recalled = recalled_drafts_.find(task.key); recalled != recalled_drafts_.end()) {
    Draft kept = Draft::from(recalled->second);
    const json values = kept.values;
    kept.values = draft.values;
    for (const auto &[key, value] : values.items())
      if (kept.values.contains(key)) kept.values[key] = value;
    draft = std::move(kept);
    recalled_drafts_.erase(recalled);
  }
  settled_[task.key] = draft;
  return drafts_[task.key] = std::move(draft);
}

void Workplace::edited(const Task &task) {
  const Draft &now = draft(task);
  Draft &settled = settled_[task.key];
  if (settled == now) return;
  undo_[task.key].note(settled);
  settled = now;
  label_last_ = false;
  hurry_ = true;
}

void Workplace::choose_task(const std::string &key) {
  view_.task = key;
  view_.page = Page::work;
  const Task *const task = catalogue_->task(key);
  if (task == nullptr || !project_) return;
  offer(draft(*task), *task, *project_, view_.item);
  edited(*task);
}

}  // namespace gantry::host::window
