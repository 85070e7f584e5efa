// SPDX-License-Identifier: Apache-2.0
// One worker process: started for one plugin, runs one job after another, ended for good at the first misdeed.
//
//   Worker worker(location, limits, true);
//   GANTRY_CHECK(worker.start(program, watcher));
//   GANTRY_TRY(result, worker.run(request, watcher, services));
#pragma once

#include <chrono>
#include <core/platform/channel.hpp>
#include <core/platform/process.hpp>
#include <core/worker/control_page.hpp>
#include <core/worker/panel.hpp>
#include <core/worker/protocol.hpp>
#include <core/worker/worker_pool.hpp>
#include <thread>

namespace gantry::core {

std::string words_of(std::chrono::milliseconds time);  // "5 s", "700 ms"

class Worker {
 public:
  Worker(PluginLocation plugin, Limits limits, bool sandboxed);
  ~Worker();
  Worker(const Worker &) = delete;
  Worker &operator=(const Worker &) = delete;

  // Returns when the plugin has been loaded. Errors: those of the plugin's loading, "worker.…", "process.spawn".
  Result<void> start(const std::string &program, const JobWatcher &watcher);
  Result<void> start_in_process(const ServeInProcess &serve, const JobWatcher &watcher);
  Result<JobResult> run(const JobRequest &request, const JobWatcher &watcher, const ServiceHandler &services);
  // Until talk.closing(). request.limits.silence: how long a drawing may take.
  Result<void> run_panel(const JobRequest &request, const PanelTalk &talk, const ServiceHandler &services);

  bool usable() const { return usable_; }
  bool alive();  // still there, and silent as an idle worker should be
  const std::optional<WorkerFailure> &failure() const { return failure_; }

 private:
  using Clock = std::chrono::steady_clock;

  Result<void> greet(const JobWatcher &watcher);
  Result<void> send_job(const JobRequest &request);
  Result<platform::Frame> next_frame(const JobWatcher &watcher);
  // What a look at the clock, the memory and the watcher tells: an error that ends the job.
  Result<void> tick(const JobWatcher &watcher);
  void begin(const Limits &limits, std::string doing);
  Error lost(const Error &reason);                                        // the channel failed: why
  Error end(std::string code, const std::string &words, int signal = 0);  // ends the process, notes the failure
  Error cancelled();
  Result<void> take_drawing(platform::Frame frame, std::uint64_t asked_for, const PanelTalk &talk);
  Result<void> closed(const protocol::Finished &finished, bool as_asked);
  JobResult completed(const JobRequest &request, protocol::Finished finished, std::vector<PortObject> outputs,
                      std::vector<std::string> warnings);

  PluginLocation plugin_;
  Limits limits_;
  bool sandboxed_;
  bool usable_ = false;
  bool loaded_ = false;
  platform::Channel channel_;
  platform::Process process_;
  std::thread thread_;  // in-process only
  platform::SharedMemory control_block_;
  ControlPage *control_ = nullptr;
  nlohmann::json libraries_ = nlohmann::json::object();
  std::optional<WorkerFailure> failure_;

  // Of the job that runs.
  std::string doing_;
  Clock::time_point began_, last_life_, next_tick_, cancelled_at_;
  std::uint64_t heartbeat_ = 0, memory_ = 0;
  double told_fraction_ = -1;
  std::string told_activity_;
  bool cancelling_ = false;
};

}  // namespace gantry::core
