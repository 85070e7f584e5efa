// SPDX-License-Identifier: Apache-2.0
// Runs a job that waits to be cancelled, which never happens. Says "running" once it does.
//
//   test_host_to_kill sandbox|bare
#include "support.hpp"

#include <cstdio>
#include <string_view>

int main(int count, char **words) {
  using namespace gantry::tests;
  WorkerPool pool(
      {.worker_program = worker_program(), .sandbox = count > 1 && std::string_view(words[1]) == "sandbox"});
  JobRequest request = tool_job({1}, 999);
  request.limits.silence = std::chrono::hours{1};
  JobWatcher watcher;
  watcher.progress = [](double, const std::string &) {
    std::puts("running");
    std::fflush(stdout);
  };
  return pool.run(fixture("good_echo"), request, watcher) ? 0 : 1;
}
