// SPDX-License-Identifier: Apache-2.0

#include <core/log/log.hpp>
#include <core/log/without_paths.hpp>
#include <core/platform/clock.hpp>
#include <core/platform/files.hpp>
#include <core/plugins/workbench.hpp>

namespace gantry::core {
namespace {

// Broken on this many different inputs, a plugin is more likely at fault than they are.
constexpr std::size_t offer_quarantine_at = 3;

// One name for all inputs of a job, objects and files alike; for files, their bytes, and which of their items is read.
Result<std::string> hash_of_inputs(const JobRequest &request) {
  std::string all = request.target + "\n";
  for (const auto &input : request.inputs) all += input.port + "=" + content_hash(*input.object) + "\n";
  for (const auto &file : request.files) {
    if (file.path.empty()) continue;
    GANTRY_TRY(open, platform::open_for_reading(file.path));
    GANTRY_TRY(mapped, platform::MappedFile::map(std::move(open.descriptor)));
    all += blake2b(mapped.bytes()) + "\n";
  }
  if (request.kind == JobKind::read_files) all += canonical(request.options);
  return blake2b(std::as_bytes(std::span(all)));
}

}  // namespace

Result<std::string> sha256_of_file(const std::string &path) {
  GANTRY_TRY(open, platform::open_for_reading(path));
  GANTRY_TRY(mapped, platform::MappedFile::map(std::move(open.descriptor)));
  return sha256(mapped.bytes());
}

Result<Workbench> Workbench::open(Options options) {
  Workbench bench;
  bench.registry_ = Registry::scan(core::plugin_folders(options.plugin_folders));
  GANTRY_TRY(quarantine, Quarantine::open(options.state_folder));
  bench.quarantine_ = std::move(quarantine);
  bench.pool_ = std::make_unique<WorkerPool>(options.workers);
  bench.options_ = std::move(options);
  return bench;
}

Result<std::string> Workbench::checked_library(const Plugin &plugin) {
  const std::string path = plugin.library.string();
  if (const auto known = hashes_.find(path); known != hashes_.end()) return known->second;
  GANTRY_TRY(hash, sha256_of_file(path));
  if (hash != plugin.manifest.sha256) {
    return fail(
        "plugin.altered", "the library of " + plugin.manifest.id + " is not the one that its manifest describes",
        plugin.manifest.id, "install the plugin again, or build it with gantry_add_plugin()", Failure::integrity);
  }
  hashes_[path] = hash;
  return hash;
}

Result<PluginLocation> Workbench::location(const Plugin &plugin) {
  const std::string &id = plugin.manifest.id;
  GANTRY_TRY(hash, checked_library(plugin));
  quarantine_.read_again();
  if (const auto held = quarantine_.entry(hash)) {
    return fail("plugin.quarantined", id + " is in quarantine: " + held->reason, id,
                "`gantry plugins retry " + id + "` tries it again; a newer version is tried by itself",
                Failure::crashed);
  }
  PluginLocation location{id, plugin.library.string(), plugin.folder.string(), ""};
  if (plugin.manifest.permits("storage")) {
    const auto folder = options_.storage_folder / id;
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
      return fail("plugin.storage", "the storage of " + id + " can't be made", id, "check who may write there");
    location.storage = folder.string();
  }
  return location;
}

Result<JobResult> Workbench::run(const Plugin &plugin, JobRequest request, const JobWatcher &watcher,
                                 const ServiceHandler &services) {
  const std::string &id = plugin.manifest.id;
  const std::string &hash = plugin.manifest.sha256;
  GANTRY_TRY(where, location(plugin));
  if (quarantine_.broken_inputs(hash) > 0) {
    GANTRY_TRY(inputs, hash_of_inputs(request));
    if (const auto reason = quarantine_.pair_reason(hash, inputs)) {
      return fail("plugin.input-refused", id + " broke on exactly this input before: " + *reason, id,
                  "use another plugin for it, or `gantry plugins retry " + id + "`", Failure::crashed);
    }
  }
  if (request.id.empty()) request.id = new_job_id();
  log::write(log::Severity::info, "job starts",
             {{"job", request.id},
              {"plugin", id},
              {"version", plugin.manifest.version},
              {"kind", name(request.kind)},
              {"target", request.target}});
  JobWatcher logged = watcher;
  logged.log = [&](int severity, const std::string &text) {
    log::write(severity >= 2   ? log::Severity::warning
               : severity == 1 ? log::Severity::info
                               : log::Severity::debug,
               without_paths(text), {{"job", request.id}, {"plugin", id}});
    if (watcher.log) watcher.log(severity, text);
  };
  auto result = pool_->run(where, request, logged, services);
  if (result) {
    log::write(log::Severity::info, "job done", {{"job", request.id}, {"seconds", result.value().seconds}});
    return result;
  }
  Error error = std::move(result).error();
  log::write(log::Severity::warning, "job failed", {{"job", request.id}, {"plugin", id}, {"code", error.code}});
  if (error.failure == Failure::crashed) remember_failure(plugin, request, error);
  return fail(std::move(error));
}

void Workbench::remember_failure(const Plugin &plugin, const JobRequest &request, Error &error) {
  const std::string &id = plugin.manifest.id;
  const std::string &hash = plugin.manifest.sha256;
  const auto failure = pool_->last_failure();
  Result<void> kept = done();
  if (failure && failure->during_load) {
    kept = broke_at_load(plugin, *failure);
    error.hint = "it is in quarantine now; `gantry plugins retry " + id + "` tries it again";
  } else if (failure && failure->signal == 9 && error.code == "worker.crashed") {
    return;  // somebody ended the worker from outside: nothing is held against the plugin
  } else if (std::count_if(request.files.begin(), request.files.end(), [](const auto &f) { return !f.path.empty(); }) >
             1) {
    return;  // one of many files is at fault; import halves the list until that one stands alone
  } else if (auto inputs = hash_of_inputs(request)) {
    kept = quarantine_.add_pair(hash, inputs.value(), id, without_paths(error.message), platform::utc_now());
    const auto broken = quarantine_.broken_inputs(hash);
    error.hint += (error.hint.empty() ? "" : "; ") +
                  std::string("this input is not given to it again until `gantry plugins retry ") + id + "`";
    if (broken >= offer_quarantine_at) {
      error.hint += "; it broke on " + std::to_string(broken) + " different inputs: `gantry plugins quarantine " + id +
                    "` puts it aside";
    }
  }
  if (!kept) error.hint += "; " + kept.error().message;
}

Result<void> Workbench::broke_at_load(const Plugin &plugin, const WorkerFailure &failure) {
  return quarantine_.add(plugin.manifest.sha256, {plugin.manifest.id, without_paths(failure.error.message),
                                                  platform::utc_now(), without_paths(failure.stderr_tail)});
}

Result<void> Workbench::set_aside(const Plugin &plugin, const std::string &reason) {
  return quarantine_.add(plugin.manifest.sha256, {plugin.manifest.id, reason, platform::utc_now(), ""});
}

Result<bool> Workbench::retry(const Plugin &plugin) {
  GANTRY_TRY(hash, sha256_of_file(plugin.library.string()));
  return quarantine_.release(hash);
}

}  // namespace gantry::core
