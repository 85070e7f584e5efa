// SPDX-License-Identifier: Apache-2.0
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <core/platform/clock.hpp>
#include <ctime>

namespace gantry::core::platform {

namespace {

std::string to_the_second(std::time_t time) {
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  return text.data();
}

}  // namespace

std::string utc_now() { return to_the_second(std::time(nullptr)) + "Z"; }

std::string utc_now_ms() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  const auto ms = std::to_string(1000 + now.tv_nsec / 1'000'000);
  return to_the_second(now.tv_sec) + "." + ms.substr(1) + "Z";
}

std::string user_name() {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd *found = nullptr;
  if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) return "unknown";
  return entry.pw_name;
}

}  // namespace gantry::core::platform
