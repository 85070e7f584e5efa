// SPDX-License-Identifier: Apache-2.0
#include <core/platform/sandbox.hpp>

#include <filesystem>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <unistd.h>

namespace gantry::core::platform {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto bubblewrap = "/usr/bin/bwrap";

std::mutex knowing;
std::optional<SandboxState> known;  // stays as it is once it is there

void add(std::vector<std::string> &words, std::initializer_list<std::string> more) { words.insert(words.end(), more); }

// /lib and its like are links into /usr on a merged system, folders of their own on others.
void add_system_folder(std::vector<std::string> &words, const std::string &path) {
  std::error_code error;
  if (fs::is_symlink(path, error)) add(words, {"--symlink", fs::read_symlink(path, error).string(), path});
  else add(words, {"--ro-bind-try", path, path});
}

SandboxState probe() {
  if (::access(bubblewrap, X_OK) != 0)
    return {false, "bubblewrap is not installed: plugins run without a sandbox. Install the package bubblewrap."};
  auto child = Process::spawn(sandboxed({.program = "/usr/bin/true"}, {}),
                              FileDescriptor{::open("/dev/null", O_RDONLY | O_CLOEXEC)});
  if (!child) return {false, "plugins run without a sandbox: " + child.error().message};
  const auto reason = child.value().wait(5s);
  if (reason && reason->code == 0 && reason->signal == 0) return {true, {}};
  std::string said = child.value().tail();
  while (!said.empty() && said.back() == '\n') said.pop_back();
  return {false, "bubblewrap does not work here (" + said +
                     "): plugins run without a sandbox. Allow unprivileged user namespaces."};
}

}  // namespace

const SandboxState &sandbox_state() {
  const std::lock_guard lock(knowing);
  if (!known) known = probe();
  return *known;
}

bool sandbox_may_work() {
  const std::lock_guard lock(knowing);
  return known ? known->works : ::access(bubblewrap, X_OK) == 0;
}

void sandbox_has_worked() {
  const std::lock_guard lock(knowing);
  if (!known) known = SandboxState{true, {}};
}

Process::Command sandboxed(const Process::Command &command, const SandboxPaths &paths) {
  std::vector<std::string> words{"--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"};
  add(words, {"--ro-bind", "/usr", "/usr"});
  for (const char *path : {"/lib", "/lib64", "/bin", "/sbin"}) add_system_folder(words, path);
  for (const char *path : {"/etc/ld.so.cache", "/etc/alternatives"}) add(words, {"--ro-bind-try", path, path});
  add(words, {"--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"});
  for (const auto &path : paths.read_only) add(words, {"--ro-bind", path, path});
  for (const auto &path : paths.writable) add(words, {"--bind", path, path});
  add(words, {"--chdir", "/", "--", command.program});
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  return {bubblewrap, std::move(words), command.environment, true};
}

}  // namespace gantry::core::platform
