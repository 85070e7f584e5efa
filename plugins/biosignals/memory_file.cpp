// SPDX-License-Identifier: Apache-2.0
#include "memory_file.hpp"

#include <gantry/cpp/error.hpp>

#include <sys/mman.h>
#include <unistd.h>

namespace gantry::biosignals {

MemoryFile::MemoryFile() : descriptor_(::memfd_create("biosignals", MFD_CLOEXEC)) {
  if (descriptor_ < 0) {
    throw Error("edf.memory", "there is no memory for the file", GANTRY_NO_MEMORY)
        .hint("raise the memory limit (--memory)");
  }
}

MemoryFile::~MemoryFile() { ::close(descriptor_); }

std::string MemoryFile::path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

std::string MemoryFile::bytes() const {
  const off_t size = ::lseek(descriptor_, 0, SEEK_END);
  std::string out(static_cast<std::size_t>(size < 0 ? 0 : size), '\0');
  for (std::size_t at = 0; at < out.size();) {
    const ssize_t got = ::pread(descriptor_, out.data() + at, out.size() - at, static_cast<off_t>(at));
    if (got <= 0)
      throw Error("edf.memory", "the file can't be read back", GANTRY_FAILED).hint("write the signal as .csv");
    at += static_cast<std::size_t>(got);
  }
  return out;
}

}  // namespace gantry::biosignals
