// SPDX-License-Identifier: Apache-2.0
// What this worker has loaded, by content: file name → BLAKE2b. Part of every result's provenance.
//
//   libraries.begin();                             // hashes what is loaded now, beside the job
//   finished.libraries = libraries.if_changed();   // null: as last time
#pragma once

#include <atomic>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace gantry::worker {

// Hashes each file once. [main]
class Libraries {
 public:
  Libraries() = default;
  ~Libraries();  // does not wait for files that are not yet hashed
  Libraries(const Libraries &) = delete;
  Libraries &operator=(const Libraries &) = delete;

  // The libraries of a large plugin take as long to hash as many a job takes: a thread does it while the first job runs.
  void begin();
  nlohmann::json if_changed();

 private:
  std::uint64_t loads_ = 0;
  std::map<std::string, std::string> hashes_;  // by path; "" for a file that can't be read any more
  std::thread early_;                          // has hashes_ as long as it can be joined
  bool begun_ = false;
  std::atomic<bool> leaving_ = false;
};

}  // namespace gantry::worker
