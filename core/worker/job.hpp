// SPDX-License-Identifier: Apache-2.0
// What is asked of a worker, and what comes back.
//
//   JobRequest r{.kind = JobKind::tool, .target = "threshold", .parameters = {{"level", 200}}};
//   r.inputs.push_back({"image", image});
//   GANTRY_TRY(result, pool.run(plugin, r, watcher));
#pragma once

#include <chrono>
#include <core/data/object.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::core {

// sniff_files asks all readers of the plugin about the heads of all files, at most GANTRY_SNIFF_BYTES of each; no target.
// describe makes the manifest of the loaded plugin: items[0]. panel: for Worker::run_panel alone; options {"saved": text}.
// evaluate: a model's curve where a fit_curve would begin, of the same inputs and options; nothing is sought.
enum class JobKind {
  tool,
  command,
  fit_map,
  fit_curve,
  list_files,
  read_files,
  write_files,
  sniff_files,
  describe,
  panel,
  evaluate,
  check_model
};
std::string_view name(JobKind kind);
std::optional<JobKind> job_kind_by_name(std::string_view name);

struct PortObject {
  std::string port;
  ObjectPtr object;
};

// Files that a reader may see, in order. The host opens them; the worker gets descriptors one by one, on demand.
struct SourceFile {
  std::string path;  // of the host; never sent. Empty: only the place is taken, and nothing can be opened there
  std::string name;  // without folders; sent
};

struct Limits {
  std::size_t memory_bytes = std::size_t{4} << 30;   // private memory of the worker; 0: no limit
  std::size_t output_bytes = std::size_t{16} << 30;  // all outputs together
  std::chrono::milliseconds silence{120'000};        // without a sign of life: ended as hung
  std::chrono::milliseconds total{0};                // 0: no limit
};

struct JobRequest {
  std::string id;  // of this job, in logs of host and worker; made by new_job_id()
  JobKind kind = JobKind::tool;
  std::string target;  // tool, model, reader or writer id within the plugin; a command's words
  nlohmann::json parameters = nlohmann::json::object();  // key → value, checked against the schema by the caller
  // fit_map, fit_curve: {"start":{},"bounds":{},"fix":{},"precision":"f32"|"f64",…}, see core/fit/settings.hpp.
  // read_files: {"item": key, "headers_only": true where volumes and signals are to be described alone}. write_files: {"name": file name}.
  nlohmann::json options = nlohmann::json::object();
  std::vector<PortObject> inputs = {};
  std::vector<SourceFile> files = {};  // list_files, read_files, sniff_files
  std::uint32_t level = 0;             // 0: the best that this processor has; recorded in the result
  std::uint32_t threads = 0;           // 0: all cores
  Limits limits = {};
};

struct JobResult {
  std::vector<PortObject> outputs;  // in the order in which they were made
  // list_files: [{key,kind,title,summary,files}]; sniff_files: [{reader,file,certainty}], certainty 1 to 100; read_files
  // with headers_only: [{port,header}] of what was not read
  nlohmann::json items = nlohmann::json::array();
  nlohmann::json refused = nlohmann::json::array();  // list_files: [{file,reason}]
  std::vector<std::string> warnings;
  std::uint32_t level = 0;
  bool sandboxed = false;
  double seconds = 0;
  nlohmann::json libraries = nlohmann::json::object();  // file name → build-id or BLAKE2b of what the worker had loaded
};

// A part of a volume that is still being made: its bytes will not change any more, the others may.
struct ReadyPart {
  std::string port;
  std::size_t output = 0;             // place among the job's outputs
  const nlohmann::json &header;       // of the whole volume
  std::span<const std::byte> volume;  // the whole; valid until the job ends
  std::uint64_t begin = 0, end = 0;   // bytes of it
};

// Called on the thread that runs the job.
struct JobWatcher {
  std::function<void(double fraction, const std::string &activity)> progress;
  std::function<void(int severity, const std::string &text)> log;
  std::function<bool()> cancelled;
  std::function<void(const ReadyPart &part)> ready;
};

std::string new_job_id();

}  // namespace gantry::core
