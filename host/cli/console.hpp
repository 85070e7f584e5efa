// SPDX-License-Identifier: Apache-2.0
// How the command line speaks: words and bars for people, one JSON document for programs.
//
//   console.table({"tool", "plugin"}, rows);
//   return console.failed(error);   // prints what happened and what to do, gives the exit code
#pragma once

#include <core/jobs/queue.hpp>
#include <core/result.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gantry::host {

enum ExitCode {
  exit_done = 0,
  exit_failed = 1,
  exit_usage = 2,
  exit_crashed = 3,
  exit_integrity = 4,
  exit_refused = 5
};

int exit_code(core::Failure failure);

class Console {
 public:
  explicit Console(bool json) : json_(json) {}

  bool json() const { return json_; }
  // For people only; nothing with --json.
  void say(const std::string &line) const;
  void warn(const std::string &line) const;  // on standard error
  void warn_of(const std::vector<std::string> &warnings) const;
  void table(const std::vector<std::string> &head, const std::vector<std::vector<std::string>> &rows) const;
  // The one document of --json; nothing without.
  void document(const nlohmann::json &json) const;
  // What happened, to what, and what to do next; the exit code that goes with it.
  int failed(const core::Error &error) const;

  // Watches a job to its end: a bar on a terminal, a line per step elsewhere. Ctrl-C cancels the job.
  core::Result<void> watch(core::QueuedJob &job) const;
  // Runs `work` as a job of its own and watches it.
  core::Result<void> run(const std::string &title, core::QueuedJob::Work work) const;

 private:
  bool json_;
};

nlohmann::json to_json(const core::Error &error);
std::string number(double value, int digits = 5);  // significant digits, no trailing noise

}  // namespace gantry::host
