// SPDX-License-Identifier: Apache-2.0
// What this worker has loaded, by content: file name → build-id of the linker, or BLAKE2b where a library has none. Part
// of every result's provenance.
//
//   finished.libraries = libraries.if_changed();   // null: as last time
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace gantry::worker {

// Hashes each file at most once. [main]
class Libraries {
 public:
  nlohmann::json if_changed();

 private:
  std::uint64_t loads_ = 0;
  std::map<std::string, std::string> hashes_;  // by path; "" for a file that can't be read any more
};

}  // namespace gantry::worker
