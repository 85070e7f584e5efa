// SPDX-License-Identifier: Apache-2.0
#include <core/worker/worker_pool.hpp>

#include <core/platform/cpu.hpp>
#include <core/platform/files.hpp>
#include <core/platform/limits.hpp>
#include <core/platform/sandbox.hpp>
#include <core/worker/worker.hpp>
#include <filesystem>
#include <list>
#include <mutex>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

// A worker serves one plugin file with one set of grants.
struct Key {
  std::string library, folder, storage;
  std::uint64_t node = 0, memory = 0;
  std::int64_t changed = 0;
  bool operator==(const Key &) const = default;
};

struct Idle {
  Key key;
  std::unique_ptr<Worker> worker;
};

std::string absolute(const std::string &path) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : whole.string();
}

Result<PluginLocation> located(const PluginLocation &plugin) {
  PluginLocation out = plugin;
  out.library = absolute(plugin.library);
  out.folder = plugin.folder.empty() ? fs::path(out.library).parent_path().string() : absolute(plugin.folder);
  if (!plugin.storage.empty()) out.storage = absolute(plugin.storage);
  return out;
}

}  // namespace

struct WorkerPool::State {
  Options options;
  mutable std::mutex mutex;
  std::list<Idle> idle;  // the most recently used first
  std::optional<WorkerFailure> failure;
  std::once_flag warned;

  bool wants_sandbox() const { return !options.in_process && options.sandbox; }
  bool sandboxed() const { return wants_sandbox() && platform::sandbox_state().works; }

  // The first worker shows by itself whether the sandbox works; it is tried without a plugin only after that one failed.
  Result<std::unique_ptr<Worker>> started(const PluginLocation &where, const Limits &limits,
                                          const JobWatcher &watcher) {
    const bool sandbox = wants_sandbox() && platform::sandbox_may_work();
    if (wants_sandbox() && !sandbox) warn_once();
    auto worker = std::make_unique<Worker>(where, limits, sandbox);
    const auto begun = options.in_process ? worker->start_in_process(options.serve_in_process, watcher)
                                          : worker->start(options.worker_program, watcher);
    if (begun) {
      if (sandbox) platform::sandbox_has_worked();
      return worker;
    }
    if (sandbox && worker->failure() && !platform::sandbox_state().works) return started(where, limits, watcher);
    if (worker->failure()) note(worker->failure());
    return fail(begun.error());
  }

  void warn_once() {
    std::call_once(warned, [this] {
      if (options.without_sandbox) options.without_sandbox(platform::sandbox_state().note);
    });
  }

  std::unique_ptr<Worker> take(const Key &key) {
    const std::lock_guard lock(mutex);
    for (auto at = idle.begin(); at != idle.end(); ++at) {
      if (at->key != key) continue;
      auto worker = std::move(at->worker);
      idle.erase(at);
      return worker;
    }
    return nullptr;
  }

  void keep(const Key &key, std::unique_ptr<Worker> worker) {
    std::list<Idle> surplus;  // ended outside of the lock
    const std::lock_guard lock(mutex);
    idle.push_front({key, std::move(worker)});
    while (idle.size() > options.warm) surplus.splice(surplus.begin(), idle, std::prev(idle.end()));
  }

  void note(const std::optional<WorkerFailure> &what) {
    const std::lock_guard lock(mutex);
    failure = what;
  }
};

WorkerPool::WorkerPool(Options options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  if (auto &program = state_->options.worker_program; !program.empty()) program = absolute(program);
  platform::raise_open_files();
}

WorkerPool::~WorkerPool() = default;

Result<JobResult> WorkerPool::run(const PluginLocation &plugin, const JobRequest &request, const JobWatcher &watcher,
                                  const ServiceHandler &services) {
  if (request.level > platform::best_level())
    return fail("job.level",
                "this processor has no instruction-set level " + std::to_string(request.level) + " (it has " +
                    std::to_string(platform::best_level()) + ")",
                "level", "run it on another machine, or let Gantry choose the level");
  GANTRY_TRY(where, located(plugin));
  auto file = platform::open_for_reading(where.library);
  if (!file)
    return fail("plugin.missing",
                "the library of the plugin " + plugin.id + " can't be opened: " + file.error().message, {},
                "install the plugin again");
  const Key key{where.library,       where.folder, where.storage, file.value().node, request.limits.memory_bytes,
                file.value().changed};

  std::unique_ptr<Worker> worker;
  do worker = state_->take(key);
  while (worker && !worker->alive());  // one that died while idle is nobody's failure
  if (!worker) {
    GANTRY_TRY(fresh, state_->started(where, request.limits, watcher));
    worker = std::move(fresh);
  }
  auto result = worker->run(request, watcher, services);
  if (worker->failure()) state_->note(worker->failure());
  if (worker->usable()) state_->keep(key, std::move(worker));
  return result;
}

Result<std::unique_ptr<Worker>> WorkerPool::start(const PluginLocation &plugin, const Limits &limits,
                                                  const JobWatcher &watcher) {
  GANTRY_TRY(where, located(plugin));
  return state_->started(where, limits, watcher);
}

std::optional<WorkerFailure> WorkerPool::last_failure() const {
  const std::lock_guard lock(state_->mutex);
  return state_->failure;
}

bool WorkerPool::sandboxed() const { return state_->sandboxed(); }

std::string WorkerPool::sandbox_note() const {
  if (state_->options.in_process) return "plugins run inside Gantry itself, without any protection (--in-process)";
  if (!state_->options.sandbox) return "plugins run without a sandbox, as was asked";
  return platform::sandbox_state().note;
}

}  // namespace gantry::core
