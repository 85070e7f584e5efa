// SPDX-License-Identifier: Apache-2.0
#include <core/platform/parent_watch.hpp>

#include <cerrno>
#include <csignal>
#include <poll.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace gantry::core::platform {
namespace {

void (*crash_note)(int) noexcept = nullptr;

// SA_RESETHAND: the default action is back in place, and the signal comes again when this returns.
void on_crash(int signal) {
  if (crash_note != nullptr) crash_note(signal);
  ::raise(signal);
}

}  // namespace

void leave_with(int socket, const std::atomic<bool> &busy) {
  std::thread([socket, &busy] {
    for (;;) {
      pollfd entry{socket, POLLRDHUP, 0};
      // A wait holds on to a socket that foreign code has closed meanwhile, so look again now and then.
      const int ready = ::poll(&entry, 1, 1000);
      if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
      for (int i = 0; i < 15 && !busy.load(); ++i) ::poll(nullptr, 0, 10);
      leave_now(connection_lost);
    }
  }).detach();
}

void note_crashes(void (*note)(int) noexcept) {
  crash_note = note;
  static std::vector<char> stack(std::size_t{64} << 10);  // a handler for an overflown stack needs its own
  stack_t alternate{};
  alternate.ss_sp = stack.data();
  alternate.ss_size = stack.size();
  ::sigaltstack(&alternate, nullptr);
  struct sigaction action {};
  action.sa_handler = on_crash;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) ::sigaction(signal, &action, nullptr);
}

void leave_now(int code) noexcept { ::_exit(code); }

}  // namespace gantry::core::platform
