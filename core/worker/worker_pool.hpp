// SPDX-License-Identifier: Apache-2.0
// Runs jobs of plugins in worker processes, kept warm between jobs. Whatever a plugin does, the caller gets a value.
//
//   WorkerPool pool({.worker_program = "/usr/bin/gantry-worker"});
//   GANTRY_TRY(result, pool.run({.id = "nl.umcu.strain", .library = path, .folder = folder}, request, {}));
//   // an error with Failure::crashed: the worker was ended, pool.last_failure() has the tail of what it printed
//
// Codes of such errors: "worker.crashed", "worker.hung" (no sign of life), "worker.time", "worker.memory",
// "worker.output-limit", "worker.flooded", "worker.protocol", "worker.lease" (wrote outside its output), "worker.busy-output"
// (kept writing to it), "plugin.exception". Errors of the plugin itself, Failure::failed: its own codes, and "plugin.load",
// "plugin.entry", "plugin.abi", "plugin.init", "plugin.identity", "plugin.output-missing", "plugin.no-such-target", …
#pragma once

#include <core/platform/file_descriptor.hpp>
#include <core/worker/job.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gantry::core {

struct PluginLocation {
  std::string id;       // as its manifest has it; "" takes whatever the library says
  std::string library;  // path
  std::string folder;   // its own, read-only to it; "": the library's folder
  std::string storage;  // a folder that it may write; "": none
};

struct WorkerFailure {
  Error error;
  std::string stderr_tail;
  int signal = 0;
  bool during_load = false;  // before the first job: the plugin as a whole is at fault, not an input
};

// What a plugin asks of the host while its job runs. `service` is an id such as GANTRY_PROJECT_ID. The method "open" asks
// whether the plugin may have the service at all: any reply grants it ({"writable": true|false} for the project), an error doesn't.
// gantry.project/1: list {what}, describe {id}, open_volume {id} → object, append_record {schema, json, parent} → {"hash"},
//   verify {run}. Replies that are text for the plugin are the JSON itself.
// gantry.panel-host/1: run {request} → {"job"}, job_state {job}, cancel {job}, show {request}; see core/panels.
// gantry.storage/1: get_secret {name} → {"base64"}, set_secret {name, base64}. The code "not-found" becomes GANTRY_NOT_FOUND.
struct ServiceRequest {
  std::string service, method;
  nlohmann::json arguments = nlohmann::json::object();
};
struct ServiceReply {
  nlohmann::json reply = nlohmann::json::object();
  ObjectPtr object;  // may be empty
};
using ServiceHandler = std::function<Result<ServiceReply>(const ServiceRequest &)>;

// Serves one connection until it ends: gantry-worker's main loop, for --in-process (gantry::worker::serve_in_process).
using ServeInProcess = std::function<void(platform::FileDescriptor)>;

class Worker;

class WorkerPool {
 public:
  struct Options {
    std::string worker_program = {};
    bool sandbox = true;
    bool in_process = false;               // for debuggers: no protection, no limits
    std::size_t warm = 2;                  // idle workers that are kept
    ServeInProcess serve_in_process = {};  // what in_process runs
    // Told sandbox_note() before the first worker starts that was to have a sandbox and has none.
    std::function<void(const std::string &)> without_sandbox = {};
  };

  explicit WorkerPool(Options options);
  ~WorkerPool();
  WorkerPool(const WorkerPool &) = delete;
  WorkerPool &operator=(const WorkerPool &) = delete;

  // From any thread; several at once. The watcher and the services are called on the caller's thread.
  Result<JobResult> run(const PluginLocation &plugin, const JobRequest &request, const JobWatcher &watcher,
                        const ServiceHandler &services = {});

  // A worker of its own for what lives longer than a job: a panel.
  Result<std::unique_ptr<Worker>> start(const PluginLocation &plugin, const Limits &limits, const JobWatcher &watcher);

  std::optional<WorkerFailure> last_failure() const;  // of the latest job that ended with Failure::crashed
  bool sandboxed() const;
  std::string sandbox_note() const;  // why it is not sandboxed, and what to do; "" when it is

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gantry::core
