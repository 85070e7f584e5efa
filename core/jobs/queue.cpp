// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/jobs/queue.hpp>

namespace gantry::core {

using Clock = std::chrono::steady_clock;

namespace {

// Work that throws must not take the program with it: the thread has nobody to catch it.
Result<void> attempt(const QueuedJob::Work &work, const JobWatcher &watcher) {
  try {
    return work(watcher);
  } catch (const std::exception &e) {
    return fail("job.internal", std::string("an internal error: ") + e.what(), "",
                "please report it with the log file");
  }
}

}  // namespace

JobProgress QueuedJob::progress() const {
  const std::lock_guard lock(mutex_);
  JobProgress result = progress_;
  if (result.state == JobState::running) {
    result.seconds = std::chrono::duration<double>(Clock::now() - started_).count();
    // Before a second, or 2 % of the way, the speed says nothing.
    if (result.seconds > 1 && result.fraction > 0.02) {
      result.seconds_left = result.seconds * (1 - result.fraction) / result.fraction;
    }
  }
  return result;
}

void QueuedJob::cancel() { cancel_ = true; }

bool QueuedJob::wait(std::chrono::milliseconds time) const {
  std::unique_lock lock(mutex_);
  return ended_.wait_for(lock, time, [&] { return progress_.state > JobState::running; });
}

std::optional<Error> QueuedJob::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

void QueuedJob::finish(JobState state, std::optional<Error> error) {
  const std::lock_guard lock(mutex_);
  if (progress_.state == JobState::running) {
    progress_.seconds = std::chrono::duration<double>(Clock::now() - started_).count();
  }
  if (state == JobState::done) progress_.fraction = 1;
  progress_.state = state;
  error_ = std::move(error);
  ended_.notify_all();
}

void QueuedJob::run() {
  {
    const std::lock_guard lock(mutex_);
    progress_.state = JobState::running;
    started_ = Clock::now();
  }
  JobWatcher watcher;
  watcher.progress = [this](double fraction, const std::string &activity) {
    const std::lock_guard lock(mutex_);
    progress_.fraction = fraction > 0 ? std::min(fraction, 1.0) : 0;  // also of no number
    progress_.activity = activity;
  };
  watcher.log = [this](int severity, const std::string &text) {
    const std::lock_guard lock(mutex_);
    if (severity >= 2) progress_.warnings.push_back(text);
  };
  watcher.cancelled = [this] { return cancel_.load(); };
  auto result = attempt(work_, watcher);
  if (result) return finish(JobState::done, std::nullopt);
  Error error = std::move(result).error();
  const bool cancelled = error.failure == Failure::cancelled;
  finish(cancelled ? JobState::cancelled : JobState::failed, std::move(error));
}

JobQueue::JobQueue(unsigned threads) {
  for (unsigned i = 0; i < std::max(1U, threads); ++i) threads_.emplace_back([this] { serve(); });
}

JobQueue::~JobQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto &job : waiting_) job->cancel();
    for (const auto &job : running_) job->cancel();
  }
  wake_.notify_all();
  for (auto &thread : threads_) thread.join();
}

std::shared_ptr<QueuedJob> JobQueue::submit(std::string title, QueuedJob::Work work) {
  auto job = std::make_shared<QueuedJob>(std::move(title), std::move(work));
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(job);
  }
  wake_.notify_one();
  return job;
}

std::vector<std::shared_ptr<QueuedJob>> JobQueue::jobs() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<QueuedJob>> result = running_;
  result.insert(result.end(), waiting_.begin(), waiting_.end());
  return result;
}

void JobQueue::serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto job = waiting_.front();
    waiting_.pop_front();
    running_.push_back(job);
    lock.unlock();
    if (job->cancel_) {
      job->finish(JobState::cancelled,
                  Error{"job.cancelled", "it was cancelled before it began", "", "", Failure::cancelled});
    } else {
      job->run();
    }
    lock.lock();
    running_.erase(std::find(running_.begin(), running_.end(), job));
  }
}

}  // namespace gantry::core
