// SPDX-License-Identifier: Apache-2.0
// The queue of jobs: order, progress, cancelling, errors, and the end.
#include <catch2/catch.hpp>
#include <core/jobs/queue.hpp>
#include <future>
#include <stdexcept>

using namespace gantry::core;
using namespace std::chrono_literals;

namespace {

// Waits as long as it takes: the test's own time limit ends it otherwise.
void await(const QueuedJob &job) {
  while (!job.wait(1s)) {
  }
}

// A job that says when it has begun, and runs until it is cancelled.
struct Held {
  std::promise<void> begun;
  std::shared_ptr<QueuedJob> job;
  explicit Held(JobQueue &queue) {
    job = queue.submit("held", [this](const JobWatcher &watcher) -> Result<void> {
      begun.set_value();
      while (!watcher.cancelled()) std::this_thread::sleep_for(1ms);
      return fail("worker.cancelled", "stopped", "", "", Failure::cancelled);
    });
    begun.get_future().wait();
  }
};

}  // namespace

TEST_CASE("one thread runs jobs one after another, in the order in which they were given", "[jobs]") {
  std::vector<int> order;
  JobQueue queue(1);
  std::vector<std::shared_ptr<QueuedJob>> jobs;
  for (int i = 0; i < 20; ++i) {
    jobs.push_back(queue.submit("job", [&order, i](const JobWatcher &) -> Result<void> {
      order.push_back(i);
      return done();
    }));
  }
  for (const auto &job : jobs) await(*job);
  REQUIRE(order.size() == 20);
  for (int i = 0; i < 20; ++i) CHECK(order[static_cast<std::size_t>(i)] == i);
  CHECK(jobs.back()->progress().state == JobState::done);
  CHECK(jobs.back()->progress().fraction == 1);
  CHECK_FALSE(jobs.back()->error());
}

TEST_CASE("progress stays between 0 and 1, and warnings are kept but not remarks", "[jobs]") {
  JobQueue queue(1);
  std::vector<double> seen;
  std::shared_ptr<QueuedJob> job;
  std::promise<void> go;
  auto may_go = go.get_future().share();
  job = queue.submit("job", [&](const JobWatcher &watcher) -> Result<void> {
    may_go.wait();
    for (const double f : {-3.0, 0.25, 7.0, std::nan("")}) {
      watcher.progress(f, "half way");
      seen.push_back(job->progress().fraction);
    }
    watcher.log(1, "a remark");
    watcher.log(2, "a warning");
    return done();
  });
  go.set_value();
  await(*job);
  CHECK(seen == std::vector<double>{0, 0.25, 1, 0});
  CHECK(job->progress().activity == "half way");
  CHECK(job->progress().warnings == std::vector<std::string>{"a warning"});
}

TEST_CASE("a job that is cancelled while it waits never starts", "[jobs]") {
  JobQueue queue(1);
  Held held(queue);
  bool started = false;
  const auto waiting = queue.submit("waiting", [&](const JobWatcher &) -> Result<void> {
    started = true;
    return done();
  });
  CHECK(queue.jobs().size() == 2);
  CHECK(queue.jobs().back()->title() == "waiting");
  waiting->cancel();
  held.job->cancel();
  await(*waiting);
  CHECK_FALSE(started);
  CHECK(waiting->progress().state == JobState::cancelled);
  CHECK(waiting->error()->code == "job.cancelled");
}

TEST_CASE("a running job sees that it is cancelled, and ends as cancelled", "[jobs]") {
  JobQueue queue(1);
  Held held(queue);
  CHECK(held.job->progress().state == JobState::running);
  held.job->cancel();
  await(*held.job);
  CHECK(held.job->progress().state == JobState::cancelled);
  CHECK(held.job->error()->failure == Failure::cancelled);
}

TEST_CASE("the error of a failed job is kept whole, and the queue goes on", "[jobs]") {
  JobQueue queue(1);
  const auto bad = queue.submit("bad", [](const JobWatcher &) -> Result<void> {
    return fail("disk.full", "no room", "mask", "make room", Failure::integrity);
  });
  const auto throws =
      queue.submit("throws", [](const JobWatcher &) -> Result<void> { throw std::runtime_error("boom"); });
  const auto good = queue.submit("good", [](const JobWatcher &) -> Result<void> { return done(); });
  await(*good);
  CHECK(bad->progress().state == JobState::failed);
  CHECK(bad->error()->code == "disk.full");
  CHECK(bad->error()->parameter == "mask");
  CHECK(bad->error()->hint == "make room");
  CHECK(bad->error()->failure == Failure::integrity);
  CHECK(throws->error()->code == "job.internal");
  CHECK(throws->error()->message.find("boom") != std::string::npos);
  CHECK(good->progress().state == JobState::done);
}

TEST_CASE("a queue that goes away cancels what runs and what waits, and leaves no job undecided", "[jobs]") {
  std::shared_ptr<QueuedJob> running, waiting;
  bool started = false;
  {
    auto queue = std::make_unique<JobQueue>(1);
    Held held(*queue);
    running = held.job;
    waiting = queue->submit("waiting", [&](const JobWatcher &) -> Result<void> {
      started = true;
      return done();
    });
    queue.reset();
  }
  CHECK(running->progress().state == JobState::cancelled);
  CHECK(waiting->progress().state == JobState::cancelled);
  CHECK_FALSE(started);
}
