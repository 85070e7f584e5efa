// SPDX-License-Identifier: Apache-2.0
// An owned descriptor: closed once, by whoever holds it last.
//
//   FileDescriptor file{::open(path, O_RDONLY | O_CLOEXEC)};   // only inside core/platform
#pragma once

#include <utility>

namespace gantry::core::platform {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  FileDescriptor(FileDescriptor &&other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileDescriptor &operator=(FileDescriptor &&other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileDescriptor();

  int get() const { return descriptor_; }
  int release() { return std::exchange(descriptor_, -1); }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

}  // namespace gantry::core::platform
