// SPDX-License-Identifier: Apache-2.0
#include <core/platform/wake.hpp>

#include <cstdint>
#include <cstring>
#include <sys/eventfd.h>
#include <unistd.h>

namespace gantry::core::platform {

Result<Wake> Wake::create() {
  Wake wake;
  wake.event_ = FileDescriptor{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  if (!wake.event_)
    return fail("process.wake", std::string("a thread can't be woken: ") + std::strerror(errno), {},
                "close other programs: too many files are open");
  return wake;
}

// A full counter is readable too, and an empty one cleared: neither can fail in a way that matters.
void Wake::call() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(event_.get(), &one, sizeof one);
}

void Wake::clear() const {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto taken = ::read(event_.get(), &count, sizeof count);
}

}  // namespace gantry::core::platform
