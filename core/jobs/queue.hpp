// SPDX-License-Identifier: Apache-2.0
// Jobs in the background: queued, run in order by a few threads, watched and cancelled from any thread.
//
//   JobQueue queue(1);
//   auto job = queue.submit("Segment the brain", [&](const JobWatcher &watcher) { return work(watcher); });
//   while (!job->wait(50ms)) draw(job->progress());
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <core/result.hpp>
#include <core/worker/job.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace gantry::core {

enum class JobState { waiting, running, done, failed, cancelled };

struct JobProgress {
  JobState state = JobState::waiting;
  double fraction = 0;                 // 0 to 1
  std::string activity;                // what is being done
  double seconds = 0;                  // since it started to run
  std::optional<double> seconds_left;  // by the speed so far; none in the first moments
  std::vector<std::string> warnings;
};

// One job; shared by whoever asked and the queue.
class QueuedJob {
 public:
  using Work = std::function<Result<void>(const JobWatcher &)>;

  QueuedJob(std::string title, Work work) : title_(std::move(title)), work_(std::move(work)) {}

  const std::string &title() const { return title_; }
  JobProgress progress() const;
  void cancel();                               // a waiting job never starts; a running one is asked to stop
  bool wait(std::chrono::milliseconds) const;  // true when it has ended
  std::optional<Error> error() const;          // of a failed or cancelled job

 private:
  friend class JobQueue;
  void run();
  void finish(JobState state, std::optional<Error> error);

  const std::string title_;
  Work work_;
  std::atomic<bool> cancel_{false};
  mutable std::mutex mutex_;
  mutable std::condition_variable ended_;
  JobProgress progress_;
  std::chrono::steady_clock::time_point started_;
  std::optional<Error> error_;
};

class JobQueue {
 public:
  explicit JobQueue(unsigned threads);
  ~JobQueue();  // cancels what waits and what runs, and waits for it
  JobQueue(const JobQueue &) = delete;
  JobQueue &operator=(const JobQueue &) = delete;

  std::shared_ptr<QueuedJob> submit(std::string title, QueuedJob::Work work);
  std::vector<std::shared_ptr<QueuedJob>> jobs() const;  // waiting and running, oldest first

 private:
  void serve();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<QueuedJob>> waiting_;
  std::vector<std::shared_ptr<QueuedJob>> running_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace gantry::core
