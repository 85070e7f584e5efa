// SPDX-License-Identifier: Apache-2.0
#include <core/platform/paths.hpp>

#include <cstdlib>
#include <pwd.h>
#include <string>
#include <unistd.h>

namespace gantry::core::platform {
namespace {

namespace fs = std::filesystem;

fs::path home() {
  if (const char *home = std::getenv("HOME"); home != nullptr && home[0] == '/') return home;
  const passwd *user = ::getpwuid(::getuid());
  return user != nullptr && user->pw_dir != nullptr ? fs::path(user->pw_dir) : fs::path("/");
}

// The specification: a relative path in the variable is to be ignored.
fs::path folder(const char *variable, const char *otherwise) {
  const char *set = std::getenv(variable);
  return (set != nullptr && set[0] == '/' ? fs::path(set) : home() / otherwise) / "gantry";
}

}  // namespace

fs::path config_folder() { return folder("XDG_CONFIG_HOME", ".config"); }
fs::path data_folder() { return folder("XDG_DATA_HOME", ".local/share"); }
fs::path state_folder() { return folder("XDG_STATE_HOME", ".local/state"); }
fs::path cache_folder() { return folder("XDG_CACHE_HOME", ".cache"); }

fs::path this_executable() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
}

}  // namespace gantry::core::platform
