// SPDX-License-Identifier: Apache-2.0
#include <core/panels/panel_client.hpp>

#include <algorithm>
#include <cmath>
#include <core/ui/replay.hpp>
#include <core/worker/worker.hpp>

namespace gantry::core {
namespace {

using namespace std::chrono_literals;

constexpr double shortest_redraw = 1.0 / 30;  // s
constexpr double longest_idle = 3600;         // s

}  // namespace

PanelClient::PanelClient(WorkerPool &pool, Panel panel) : pool_(pool), panel_(std::move(panel)), saved_(panel_.saved) {
  if (auto wake = platform::Wake::create()) {
    wake_ = std::move(wake.value());
    thread_ = std::thread([this] { live(); });
  } else {
    state_ = State::stopped;
    failure_ = WorkerFailure{wake.error(), {}, 0, false};
  }
}

PanelClient::~PanelClient() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wanted_.notify_all();
  wake_.call();
  if (thread_.joinable()) thread_.join();
}

void PanelClient::draw(const gantry_ui &ui) {
  const std::lock_guard lock(mutex_);
  looked_at_ = true;
  if (!frame_) return;
  replay(*frame_, sequence_, ui, edits_);
  if (edits_.waiting()) wake_.call();
}

void PanelClient::refresh() {
  const std::lock_guard lock(mutex_);
  refresh_ = true;
  wake_.call();
}

void PanelClient::restart() {
  const std::lock_guard lock(mutex_);
  if (state_ != State::stopped) return;
  state_ = State::opening;
  asked_at_ = Clock::now();
  failure_.reset();
  edits_.restart();
  again_ = refresh_ = true;
  wanted_.notify_all();
}

PanelClient::State PanelClient::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

std::optional<WorkerFailure> PanelClient::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

std::string PanelClient::saved() const {
  const std::lock_guard lock(mutex_);
  return saved_;
}

bool PanelClient::settled() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::stopped || (state_ == State::showing && !asked_ && !refresh_ && !edits_.waiting());
}

std::chrono::milliseconds PanelClient::busy_for() const {
  const std::lock_guard lock(mutex_);
  if (state_ == State::stopped || (state_ == State::showing && !asked_)) return 0ms;
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - asked_at_);
}

void PanelClient::tell() const {
  if (panel_.changed) panel_.changed();
}

void PanelClient::live() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wanted_.wait(lock, [this] { return closing_ || again_; });
      if (closing_) return;
      again_ = false;
      first_of_worker_ = true;
    }
    const auto ended = open_once();
    {
      const std::lock_guard lock(mutex_);
      if (closing_) return;
      state_ = State::stopped;
      asked_ = false;
      if (!ended && !failure_) failure_ = WorkerFailure{ended.error(), {}, 0, false};
    }
    tell();
  }
}

Result<void> PanelClient::open_once() {
  JobWatcher watcher;
  watcher.cancelled = [this] {
    const std::lock_guard lock(mutex_);
    return closing_;
  };
  auto started = pool_.start(panel_.plugin, panel_.limits, watcher);
  if (!started) {
    broke_at_load(started.error());
    return fail(std::move(started).error());
  }
  const auto worker = std::move(started).value();
  JobRequest request{.id = new_job_id(), .kind = JobKind::panel, .target = panel_.id};
  request.options["saved"] = saved();
  request.limits = panel_.limits;
  request.limits.silence = panel_.deadline;
  PanelTalk talk;
  talk.wake = wake_.descriptor();
  talk.next = [this] { return next(); };
  talk.idle = [this] { return idle(); };
  talk.closing = watcher.cancelled;
  talk.drawn = [this](platform::SharedMemory memory, const std::optional<std::string> &now_saved) {
    return drawn(std::move(memory), now_saved);
  };
  auto ended = worker->run_panel(request, talk, panel_.services);
  if (worker->failure()) {
    const std::lock_guard lock(mutex_);
    failure_ = worker->failure();
  }
  return ended;
}

// The plugin as a whole is at fault, where it was the plugin.
void PanelClient::broke_at_load(const Error &error) {
  if (error.failure != Failure::crashed) return;
  auto failure = pool_.last_failure();  // that of another panel, where two broke at once
  if (!failure || failure->error.message != error.message) failure = WorkerFailure{error, {}, 0, true};
  const std::lock_guard lock(mutex_);
  failure_ = std::move(failure);
}

std::optional<nlohmann::json> PanelClient::next() {
  wake_.clear();
  const std::lock_guard lock(mutex_);
  const bool due = frame_ && looked_at_ && idle_for() <= 0ms;
  auto drawing = edits_.take();
  if (!drawing && !refresh_ && !due) return {};
  if (!drawing) drawing.emplace();
  refresh_ = looked_at_ = false;
  asked_ = true;
  if (state_ == State::showing) asked_at_ = Clock::now();
  if (!drawing->edits.empty()) asked_revision_ = drawing->edits.back().revision;
  return to_json(*drawing);
}

// Until the panel wanted to be drawn again by itself; nobody looks at it: not at all.
std::chrono::milliseconds PanelClient::idle_for() const {
  if (!frame_ || !looked_at_) return std::chrono::hours(1);
  const double after = std::clamp(frame_->redraw_after(), shortest_redraw, longest_idle);
  const auto due = drawn_at_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(after));
  return std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now()));
}

std::chrono::milliseconds PanelClient::idle() {
  const std::lock_guard lock(mutex_);
  return idle_for();
}

Result<void> PanelClient::drawn(platform::SharedMemory memory, const std::optional<std::string> &now_saved) {
  std::shared_ptr<const Frame> before;
  {
    const std::lock_guard lock(mutex_);
    before = first_of_worker_ ? nullptr : frame_;
  }
  GANTRY_TRY(frame, Frame::read(std::move(memory), before.get()));
  {
    const std::lock_guard lock(mutex_);
    frame_ = std::make_shared<const Frame>(std::move(frame));
    first_of_worker_ = false;
    ++sequence_;
    drawn_at_ = Clock::now();
    edits_.seen(asked_revision_);
    if (now_saved) saved_ = *now_saved;
    state_ = State::showing;
    asked_ = false;
  }
  tell();
  return done();
}

}  // namespace gantry::core
