// SPDX-License-Identifier: Apache-2.0
// Files that are only read: opened by one process, mapped by another.
//
//   GANTRY_TRY(file, open_for_reading(path));            // regular files alone
//   GANTRY_TRY(view, MappedFile::map(file.descriptor));  // bytes(), until it goes
#pragma once

#include <core/platform/file_descriptor.hpp>
#include <core/result.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace gantry::core::platform {

struct OpenFile {
  FileDescriptor descriptor;
  std::uint64_t bytes = 0;
  std::int64_t changed = 0;  // ns since 1970, of its last change
  std::uint64_t node = 0;    // tells two files at one path apart
};

// Errors: "file.open" with the system's reason; "file.kind" for a folder, a pipe or a device.
Result<OpenFile> open_for_reading(const std::string &path);
// The first `most` bytes, or the whole of a shorter file. "file.read".
Result<std::string> read_head(const OpenFile &file, std::size_t most);

class MappedFile {
 public:
  MappedFile() = default;
  MappedFile(MappedFile &&) noexcept;
  MappedFile &operator=(MappedFile &&) noexcept;
  ~MappedFile();

  // Maps the whole of a regular file for reading. Takes a descriptor that came from elsewhere: checks what it is.
  static Result<MappedFile> map(FileDescriptor descriptor);

  std::span<const std::byte> bytes() const { return {data_, size_}; }
  int descriptor() const { return descriptor_.get(); }

 private:
  FileDescriptor descriptor_;
  std::byte *data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace gantry::core::platform
