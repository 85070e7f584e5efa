// SPDX-License-Identifier: Apache-2.0
// A child process with one descriptor, a bounded tail of what it prints, and an end that can be told in words.
//
//   GANTRY_TRY(child, Process::spawn({.program = "/usr/bin/gantry-worker", .arguments = {"serve"}}, std::move(socket)));
//   child.kill();
//   child.wait(1000ms)->words;   // "was ended by signal 9 (killed)"
#pragma once

#include <chrono>
#include <core/platform/file_descriptor.hpp>
#include <core/result.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gantry::core::platform {

inline constexpr int inherited_descriptor = 3;

struct ExitReason {
  int code = 0;       // of exit(); 0 when ended by a signal
  int signal = 0;     // 0: left by itself
  std::string words;  // "was ended by signal 11 (segmentation fault)", "left with exit code 3"
};

// A sandbox reports a child ended by signal n as exit code 128 + n: `sandboxed` takes such a code as that signal.
ExitReason exit_reason(int code, int signal, bool sandboxed);
std::string signal_name(int signal);  // "segmentation fault"

class Process {
 public:
  struct Command {
    std::string program;  // path
    std::vector<std::string> arguments = {};
    std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/"};
    bool sandboxed = false;  // program is the sandbox, not the worker
  };
  static constexpr std::size_t tail_bytes = std::size_t{16} << 10;

  Process() = default;
  Process(Process &&) = default;
  Process &operator=(Process &&) = default;
  ~Process();  // kills and reaps

  // The child has `inherited` as descriptor 3, /dev/null as input, a pipe to here as output and error, and nothing else.
  // It is killed when this process ends. Error "process.spawn".
  static Result<Process> spawn(const Command &command, FileDescriptor inherited);

  int id() const { return id_; }
  int output_descriptor() const { return output_.get(); }
  void drain();  // takes in what the child has printed so far; never waits
  const std::string &tail() const { return tail_; }

  void kill();
  // The reason once it has ended; nothing when it is still running after `timeout`.
  std::optional<ExitReason> wait(std::chrono::milliseconds timeout);

 private:
  int id_ = 0;
  bool sandboxed_ = false;
  FileDescriptor handle_;  // pidfd
  FileDescriptor output_;
  std::string tail_;
  std::optional<ExitReason> reason_;
};

}  // namespace gantry::core::platform
