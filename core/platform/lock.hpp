// SPDX-License-Identifier: Apache-2.0
// A lock between processes on a file: held until the object goes, or its process does, however it ends.
//
//   GANTRY_TRY(lock, FileLock::take(folder / "lock"));   // "lock.held" when another process has it
#pragma once

#include <core/platform/file_descriptor.hpp>
#include <core/result.hpp>
#include <filesystem>

namespace gantry::core::platform {

class FileLock {
 public:
  FileLock() = default;  // holds nothing

  // Makes the file when it is not there. Never waits. Errors: "lock.held"; "lock.unsupported" on a file system that
  // can't lock or is shared over a network; "disk.write" when the file can't be made.
  static Result<FileLock> take(const std::filesystem::path &path);

  explicit operator bool() const { return static_cast<bool>(descriptor_); }

 private:
  FileDescriptor descriptor_;
};

// Whether files of this kind of file system (statfs's f_type) are shared with other machines.
bool is_network_file_system(long type);

}  // namespace gantry::core::platform
