// SPDX-License-Identifier: Apache-2.0
#include <core/platform/file_descriptor.hpp>
#include <unistd.h>

namespace gantry::core::platform {

FileDescriptor::~FileDescriptor() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace gantry::core::platform
