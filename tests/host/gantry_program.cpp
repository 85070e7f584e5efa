// SPDX-License-Identifier: Apache-2.0
#include "gantry_program.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace gantry::test {
namespace {

// Between fork and exec only what is safe there is called: everything is made ready before.
[[noreturn]] void become(char *const *words, char *const *environment, const char *folder, const char *out,
                         const char *err) {
  ::setsid();
  const int null = ::open("/dev/null", O_RDONLY);
  const int to_out = ::open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int to_err = ::open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (null < 0 || to_out < 0 || to_err < 0 || ::chdir(folder) != 0) ::_exit(126);
  ::dup2(null, 0);
  ::dup2(to_out, 1);
  ::dup2(to_err, 2);
  ::execve(words[0], words, environment);
  ::_exit(127);
}

std::vector<char *> pointers(Words &words) {
  std::vector<char *> result;
  for (auto &word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

// The parent's id; 0 when the process is gone. The program's name stands in brackets and may hold anything.
pid_t parent_of(pid_t id) {
  const std::string stat = contents("/proc/" + std::to_string(id) + "/stat");
  const auto close = stat.rfind(')');
  if (close == std::string::npos) return 0;
  std::istringstream rest(stat.substr(close + 1));
  char state = 0;
  pid_t parent = 0;
  rest >> state >> parent;
  return state == 'Z' ? 0 : parent;
}

}  // namespace

bool Ran::says(const std::string &text) const { return err.find(text) != std::string::npos; }

nlohmann::json Ran::json() const { return nlohmann::json::parse(out, nullptr, false); }

Running::Running(Running &&other) noexcept
    : id_(std::exchange(other.id_, 0)), out_(std::move(other.out_)), err_(std::move(other.err_)) {}

Running::~Running() {
  if (id_ == 0) return;
  ::kill(-id_, SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

void Running::send(int signal) const { ::kill(id_, signal); }

Ran Running::wait(std::chrono::seconds most) {
  const auto end = std::chrono::steady_clock::now() + most;
  Ran ran;
  int status = 0;
  while (::waitpid(id_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) {
      ran.late = true;
      ::kill(-id_, SIGKILL);
      ::waitpid(id_, &status, 0);
      break;
    }
    sleep_ms(3);
  }
  id_ = 0;
  if (WIFEXITED(status)) ran.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ran.signal = WTERMSIG(status);
  ran.out = contents(out_);
  ran.err = contents(err_);
  return ran;
}

Home::Home() { fs::create_directory(path("said")); }

Running Home::start(const Words &words) const {
  Words program = words;
  Words environment{"PATH=/usr/bin:/bin",
                    "LC_ALL=C.UTF-8",
                    "HOME=" + text("home"),
                    "XDG_CONFIG_HOME=" + text("config"),
                    "XDG_STATE_HOME=" + text("state"),
                    "XDG_CACHE_HOME=" + text("cache"),
                    "PYTHONDONTWRITEBYTECODE=1"};
  auto argv = pointers(program);
  auto envp = pointers(environment);
  const std::string call = std::to_string(++calls_);
  const std::string out = text("said/" + call + ".out"), err = text("said/" + call + ".err");
  const pid_t id = ::fork();
  if (id < 0) throw std::runtime_error("no process can be started");
  if (id == 0) become(argv.data(), envp.data(), folder_.path.c_str(), out.c_str(), err.c_str());
  return {id, out, err};
}

Running Home::start_gantry(Words words) const {
  words.insert(words.begin(), GANTRY_BINARY_DIR "/bin/gantry");
  return start(words);
}

std::vector<pid_t> descendants(pid_t ancestor) {
  std::vector<std::pair<pid_t, pid_t>> all;  // id, parent
  for (const auto &entry : fs::directory_iterator("/proc")) {
    const auto id = static_cast<pid_t>(std::strtol(entry.path().filename().c_str(), nullptr, 10));
    if (id > 0) all.emplace_back(id, parent_of(id));
  }
  std::vector<pid_t> found{ancestor};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const auto &[id, parent] : all) {
      if (parent == found[i]) found.push_back(id);
    }
  }
  found.erase(found.begin());
  return found;
}

std::string program_name(pid_t id) {
  if (parent_of(id) == 0) return "";
  std::string name = contents("/proc/" + std::to_string(id) + "/comm");
  if (!name.empty()) name.pop_back();
  return name;
}

bool gone(const std::vector<pid_t> &processes) {
  return std::all_of(processes.begin(), processes.end(), [](pid_t id) { return program_name(id).empty(); });
}

std::vector<std::string> shared_memory() {
  std::vector<std::string> names;
  for (const auto &entry : fs::directory_iterator("/dev/shm")) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

pid_t worker_of(pid_t gantry) {
  pid_t worker = 0;
  soon([&] {
    const auto all = descendants(gantry);
    const auto found =
        std::find_if(all.begin(), all.end(), [](pid_t id) { return program_name(id) == "gantry-worker"; });
    if (found != all.end()) worker = *found;
    return worker != 0;
  });
  return worker;
}

std::vector<fs::path> files_with(const fs::path &folder, const std::string &bytes) {
  std::vector<fs::path> found;
  for (const auto &entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && contents(entry.path()).find(bytes) != std::string::npos)
      found.push_back(entry.path());
  }
  return found;
}

void sleep_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

}  // namespace gantry::test
