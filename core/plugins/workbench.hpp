// SPDX-License-Identifier: Apache-2.0
// Plugins at work: the registry, the workers and the quarantine as one. Everything that runs plugin code goes through
// here, from one thread at a time.
//
//   Workbench bench(options);
//   GANTRY_TRY(found, bench.registry().tool("threshold"));
//   GANTRY_TRY(result, bench.run(*found.plugin, request, watcher));
#pragma once

#include <core/plugins/quarantine.hpp>
#include <core/plugins/registry.hpp>
#include <core/worker/worker_pool.hpp>
#include <functional>
#include <map>
#include <string>

namespace gantry::core {

class Workbench {
 public:
  struct Options {
    std::vector<std::string> plugin_folders;
    std::filesystem::path state_folder;    // quarantine
    std::filesystem::path storage_folder;  // a folder below it for each plugin that may store
    WorkerPool::Options workers;
  };

  static Result<Workbench> open(Options options);

  const Registry &registry() const { return registry_; }
  const Quarantine &quarantine() const { return quarantine_; }
  const WorkerPool &workers() const { return *pool_; }
  const std::filesystem::path &storage_folder() const { return options_.storage_folder; }

  // Runs a job in a worker of the plugin. Before: the library must be the one of the manifest ("plugin.altered",
  // Failure::integrity), not in quarantine ("plugin.quarantined"), and this pair of plugin and inputs must not have
  // broken before ("plugin.input-refused"). After: a crash at load puts the plugin into quarantine, a crash on inputs
  // refuses the pair from now on.
  Result<JobResult> run(const Plugin &plugin, JobRequest request, const JobWatcher &watcher,
                        const ServiceHandler &services = {});

  // For a worker of its own, that of a panel: where it is, once it has passed the same checks as for run().
  Result<PluginLocation> location(const Plugin &plugin);
  // A worker of it broke while it was loaded: the plugin goes into quarantine.
  Result<void> broke_at_load(const Plugin &plugin, const WorkerFailure &failure);

  // Forgets what is held against a plugin. False when there was nothing.
  Result<bool> retry(const Plugin &plugin);
  // Puts a plugin into quarantine by hand.
  Result<void> set_aside(const Plugin &plugin, const std::string &reason);

 private:
  Workbench() = default;
  Result<std::string> checked_library(const Plugin &plugin);
  void remember_failure(const Plugin &plugin, const JobRequest &request, Error &error);

  Options options_;
  Registry registry_;
  Quarantine quarantine_;
  std::unique_ptr<WorkerPool> pool_;
  std::map<std::string, std::string> hashes_;  // library path → SHA-256, of this session
};

// The libraries of a plugin: its folder's file, hashed. Hex SHA-256.
Result<std::string> sha256_of_file(const std::string &path);

}  // namespace gantry::core
