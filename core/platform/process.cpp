// SPDX-License-Identifier: Apache-2.0
#include <core/platform/process.hpp>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <future>
#include <mutex>
#include <poll.h>
#include <queue>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace gantry::core::platform {
namespace {

// The kernel ends a child with the *thread* that made it, so all children are made by one thread that never ends.
class Spawner {
 public:
  static pid_t run(std::function<pid_t()> spawn) {
    static auto *spawner = new Spawner;  // lives as long as the process
    std::packaged_task<pid_t()> task(std::move(spawn));
    auto id = task.get_future();
    {
      const std::lock_guard lock(spawner->mutex_);
      spawner->tasks_.push(std::move(task));
    }
    spawner->wake_.notify_one();
    return id.get();
  }

 private:
  Spawner() {
    std::thread([this] {
      for (;;) {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return !tasks_.empty(); });
        auto task = std::move(tasks_.front());
        tasks_.pop();
        lock.unlock();
        task();
      }
    }).detach();
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<std::packaged_task<pid_t()>> tasks_;
};

std::vector<char *> pointers(const std::vector<std::string> &words) {
  std::vector<char *> out;
  for (const auto &word : words) out.push_back(const_cast<char *>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

struct Child {
  const char *program;
  char *const *arguments;
  char *const *environment;
  int inherited, output, null;
  pid_t parent;
};

// Between fork and exec only calls that are safe in a signal handler.
[[noreturn]] void become(const Child &child) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != child.parent) ::_exit(127);
  // First out of the way of 0 to 3, then into place.
  const int inherited = ::fcntl(child.inherited, F_DUPFD, 10);
  const int output = ::fcntl(child.output, F_DUPFD, 10);
  const int null = ::fcntl(child.null, F_DUPFD, 10);
  if (::dup2(null, 0) < 0 || ::dup2(output, 1) < 0 || ::dup2(output, 2) < 0 ||
      ::dup2(inherited, inherited_descriptor) < 0)
    ::_exit(127);
  ::syscall(SYS_close_range, 4u, ~0u, 0u);
  ::setsid();
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int s = 1; s < 32; ++s) ::signal(s, SIG_DFL);
  ::execve(child.program, child.arguments, child.environment);
  constexpr char said[] = "the program can't be started\n";
  if (::write(2, said, sizeof said - 1) < 0) ::_exit(126);
  ::_exit(127);
}

FileDescriptor handle_of(pid_t id) { return FileDescriptor{static_cast<int>(::syscall(SYS_pidfd_open, id, 0u))}; }

}  // namespace

std::string signal_name(int signal) {
  switch (signal) {
    case SIGSEGV: return "segmentation fault";
    case SIGABRT: return "aborted";
    case SIGBUS: return "bus error";
    case SIGFPE: return "arithmetic error";
    case SIGILL: return "illegal instruction";
    case SIGKILL: return "killed";
    case SIGTERM: return "terminated";
    case SIGXFSZ: return "file too large";
    case SIGTRAP: return "trap";
    case SIGSYS: return "forbidden system call";
    default: return "unexpected";
  }
}

ExitReason exit_reason(int code, int signal, bool sandboxed) {
  if (sandboxed && signal == 0 && code > 128 && code <= 128 + 64) {
    signal = code - 128;
    code = 0;
  }
  if (signal != 0)
    return {0, signal, "was ended by signal " + std::to_string(signal) + " (" + signal_name(signal) + ")"};
  return {code, 0, "left with exit code " + std::to_string(code)};
}

Result<Process> Process::spawn(const Command &command, FileDescriptor inherited) {
  std::vector<std::string> words{command.program};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  const auto arguments = pointers(words);
  const auto environment = pointers(command.environment);
  int pipe[2];
  const auto refused = [&command](const std::string &why) {
    return fail("process.spawn", command.program + " can't be started: " + why, {},
                "check that Gantry is installed whole");
  };
  if (::access(command.program.c_str(), X_OK) != 0) return refused(std::strerror(errno));
  if (::pipe2(pipe, O_CLOEXEC | O_NONBLOCK) != 0) return refused(std::strerror(errno));
  Process process;
  process.sandboxed_ = command.sandboxed;
  process.output_ = FileDescriptor{pipe[0]};
  const FileDescriptor output{pipe[1]};
  ::fcntl(output.get(), F_SETFL, 0);  // the child's end blocks: nothing it says is lost
  const FileDescriptor null{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
  const Child child{command.program.c_str(),
                    arguments.data(),
                    environment.data(),
                    inherited.get(),
                    output.get(),
                    null.get(),
                    ::getpid()};
  process.id_ = Spawner::run([&child] {
    const pid_t id = ::fork();
    if (id == 0) become(child);
    return id;
  });
  if (process.id_ < 0) {
    process.id_ = 0;
    return refused("there are too many processes");
  }
  process.handle_ = handle_of(process.id_);
  return process;
}

Process::~Process() {
  if (id_ == 0 || !handle_) return;
  kill();
  wait(std::chrono::seconds{5});
}

void Process::drain() {
  std::array<char, 4096> part;
  for (int i = 0; i < 64 && output_; ++i) {
    const ssize_t got = ::read(output_.get(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) output_ = {};
    if (got <= 0) break;
    tail_.append(part.data(), static_cast<std::size_t>(got));
    if (tail_.size() > 2 * tail_bytes) tail_.erase(0, tail_.size() - tail_bytes);
  }
  if (tail_.size() > tail_bytes) tail_.erase(0, tail_.size() - tail_bytes);
}

void Process::kill() {
  if (handle_ && !reason_) ::syscall(SYS_pidfd_send_signal, handle_.get(), SIGKILL, nullptr, 0u);
}

std::optional<ExitReason> Process::wait(std::chrono::milliseconds timeout) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + timeout;
  while (!reason_) {
    siginfo_t info{};
    if (::waitid(P_PIDFD, static_cast<id_t>(handle_.get()), &info, WEXITED | WNOHANG) != 0 && errno != EINTR)
      return reason_ = ExitReason{0, 0, "was gone"};
    if (info.si_pid != 0) {
      const bool left = info.si_code == CLD_EXITED;
      reason_ = exit_reason(left ? info.si_status : 0, left ? 0 : info.si_status, sandboxed_);
      break;
    }
    drain();  // a child that is blocked on its output could not end
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    if (rest <= 0) return {};
    std::array<pollfd, 2> entries{pollfd{handle_.get(), POLLIN, 0}, pollfd{output_.get(), POLLIN, 0}};
    ::poll(entries.data(), entries.size(), static_cast<int>(rest));
  }
  drain();
  return reason_;
}

}  // namespace gantry::core::platform
