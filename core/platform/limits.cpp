// SPDX-License-Identifier: Apache-2.0
#include <core/platform/limits.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <sys/resource.h>

namespace gantry::core::platform {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool limit_memory = false;
#else
constexpr bool limit_memory = true;
#endif

Result<void> set(__rlimit_resource_t resource, std::uint64_t value) {
  rlimit limit{};
  ::getrlimit(resource, &limit);
  limit.rlim_max = std::min<rlim_t>(limit.rlim_max, value);
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(resource, &limit) != 0)
    return fail("process.limits", "a limit of the worker can't be set: " + std::string(std::strerror(errno)));
  return done();
}

}  // namespace

Result<void> limit_this_process(const ProcessLimits &limits) {
  GANTRY_CHECK(set(RLIMIT_CORE, 0));
  GANTRY_CHECK(set(RLIMIT_NOFILE, limits.open_files));
  if (limits.file_bytes > 0) GANTRY_CHECK(set(RLIMIT_FSIZE, limits.file_bytes));
  if (limit_memory && limits.private_bytes > 0) GANTRY_CHECK(set(RLIMIT_DATA, limits.private_bytes));
  return done();
}

void raise_open_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace gantry::core::platform
