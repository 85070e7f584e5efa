// SPDX-License-Identifier: Apache-2.0
// A file in memory with a path, for a library that writes nothing else: workers have no folder to write in.
//
//   MemoryFile file;
//   library_writes(file.path().c_str());
//   file.bytes();
#pragma once

#include <string>

namespace gantry::biosignals {

class MemoryFile {
 public:
  MemoryFile();  // throws Error "edf.memory"
  MemoryFile(const MemoryFile &) = delete;
  MemoryFile &operator=(const MemoryFile &) = delete;
  ~MemoryFile();

  std::string path() const;  // /proc/self/fd/N
  std::string bytes() const;

 private:
  int descriptor_;
};

}  // namespace gantry::biosignals
