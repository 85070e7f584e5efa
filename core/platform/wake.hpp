// SPDX-License-Identifier: Apache-2.0
// Wakes a thread that waits for descriptors.
//
//   GANTRY_TRY(wake, Wake::create());
//   wake.call();                                              // from any thread
//   wait_readable(std::array{socket, wake.descriptor()}, -1ms);
//   wake.clear();
#pragma once

#include <core/platform/file_descriptor.hpp>
#include <core/result.hpp>

namespace gantry::core::platform {

class Wake {
 public:
  Wake() = default;  // can't be called

  static Result<Wake> create();  // error "process.wake"
  void call() const;
  void clear() const;
  int descriptor() const { return event_.get(); }

 private:
  FileDescriptor event_;
};

}  // namespace gantry::core::platform
