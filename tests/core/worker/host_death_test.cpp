// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>
#include <core/platform/process.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>
#include <unistd.h>

using namespace gantry::tests;
using namespace std::chrono_literals;

namespace {

std::vector<int> descendants(int process) {
  std::vector<int> all;
  std::error_code error;
  for (const auto &task : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task", error)) {
    std::ifstream in(task.path() / "children");
    for (int child = 0; in >> child;) {
      all.push_back(child);
      const auto below = descendants(child);
      all.insert(all.end(), below.begin(), below.end());
    }
  }
  return all;
}

// Alive and no zombie that waits for somebody to notice.
bool alive(int process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  if (!std::getline(in, line)) return false;
  return line[line.rfind(')') + 2] != 'Z';
}

bool within(std::chrono::milliseconds time, const std::function<bool()> &condition) {
  for (const auto end = std::chrono::steady_clock::now() + time; std::chrono::steady_clock::now() < end;
       std::this_thread::sleep_for(10ms))
    if (condition()) return true;
  return condition();
}

}  // namespace

TEST_CASE("when the host is killed in mid-run, no worker and no sandbox is left behind") {
  const std::string mode = GENERATE("sandbox", "bare");
  auto host = platform::Process::spawn({.program = GANTRY_BINARY_DIR "/tests/test_host_to_kill", .arguments = {mode}},
                                       platform::FileDescriptor{::dup(2)});
  REQUIRE(host);
  REQUIRE(within(20s, [&] {
    host.value().drain();
    return host.value().tail().find("running") != std::string::npos;
  }));
  const auto workers = descendants(host.value().id());
  REQUIRE(!workers.empty());
  for (const int worker : workers) CHECK(alive(worker));
  host.value().kill();
  const auto reason = host.value().wait(5s);
  REQUIRE(reason);
  CHECK(reason->signal == SIGKILL);
  for (const int worker : workers) CHECK(within(2s, [worker] { return !alive(worker); }));
}
