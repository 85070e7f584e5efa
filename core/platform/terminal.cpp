// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <core/platform/file_descriptor.hpp>
#include <core/platform/terminal.hpp>
#include <csignal>

namespace gantry::core::platform {
namespace {

std::atomic<bool> interrupt_seen{false};
static_assert(std::atomic<bool>::is_always_lock_free, "it is written by a signal handler");

void on_interrupt(int signal) {
  interrupt_seen = true;
  std::signal(signal, SIG_DFL);  // who presses again means it
}

}  // namespace

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

int terminal_columns(int descriptor) {
  winsize size{};
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::optional<std::string> ask_hidden(const std::string &question) {
  FileDescriptor terminal{::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)};
  termios shown{};
  if (!terminal || ::tcgetattr(terminal.get(), &shown) != 0) return std::nullopt;
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  if (::tcsetattr(terminal.get(), TCSAFLUSH, &hidden) != 0) return std::nullopt;
  std::string answer;
  bool ended = ::write(terminal.get(), question.data(), question.size()) < 0;
  for (char c = 0; !ended && c != '\n';) {
    ended = ::read(terminal.get(), &c, 1) != 1;
    if (!ended && c != '\n') answer += c;
  }
  ::tcsetattr(terminal.get(), TCSAFLUSH, &shown);
  ended = ::write(terminal.get(), "\n", 1) < 0 || ended;
  return ended ? std::nullopt : std::optional(answer);
}

void catch_interrupt() {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
}

bool interrupted() { return interrupt_seen; }

}  // namespace gantry::core::platform
