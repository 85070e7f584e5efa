// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <host/worker/serve.hpp>
#include <thread>

using namespace gantry::tests;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

// All descendants of a process.
std::vector<int> children_of(int process) {
  std::vector<int> all;
  const std::string id = std::to_string(process);
  std::ifstream in("/proc/" + id + "/task/" + id + "/children");
  for (int child = 0; in >> child;) all.push_back(child);
  return all;
}

// The worker among the descendants of this process: the one that has the library mapped. All threads' children count.
int find_worker(int process, const std::string &library) {
  std::ifstream maps("/proc/" + std::to_string(process) + "/maps");
  for (std::string line; std::getline(maps, line);)
    if (line.find(library) != std::string::npos) return process;
  for (const int child : children_of(process))
    if (const int found = find_worker(child, library); found != 0) return found;
  return 0;
}

int find_worker_of_this_process(const std::string &library) {
  for (const auto &task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream in(task.path() / "children");
    for (int child = 0; in >> child;)
      if (const int found = find_worker(child, library); found != 0) return found;
  }
  return 0;
}

}  // namespace

TEST_CASE("a tool gets its input and parameter, and its output comes back sealed and described") {
  const bool sandbox = GENERATE(true, false);
  WorkerPool pool({.worker_program = worker_program(), .sandbox = sandbox});
  std::vector<std::string> logged;
  JobWatcher watcher;
  watcher.log = [&](int, const std::string &text) { logged.push_back(text); };
  const auto result = pool.run(fixture("good_echo"), tool_job({1, 2, 3}, 10), watcher);
  REQUIRE(result);
  REQUIRE(result.value().outputs.size() == 1);
  CHECK(result.value().outputs[0].port == "result");
  CHECK(voxels_of(*result.value().outputs[0].object) == std::vector<std::uint8_t>{11, 12, 13});
  CHECK(volume_header(result.value().outputs[0].object->header).value().unit == "ms");
  CHECK(logged == std::vector<std::string>{"an echo is not an original"});
  CHECK(result.value().warnings == logged);
  CHECK(result.value().level >= 1);
  CHECK(result.value().sandboxed == pool.sandboxed());
  CHECK(result.value().libraries["good_echo.so"].get<std::string>().size() == 40);
  CHECK(result.value().libraries.contains("gantry-worker"));
  CHECK(result.value().libraries.contains("libc.so.6"));
}

TEST_CASE("what a plugin puts into an output by a call is there, and nothing is put outside of it") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto result = pool.run(fixture("good_echo"), tool_job({1, 2, 3}, 997), {});
  REQUIRE(result);
  const auto voxels = voxels_of(*result.value().outputs.at(0).object);
  REQUIRE(voxels.size() == 10000);
  CHECK(voxels[4998] == 0);
  CHECK(voxels[4999] == 1);
  for (std::size_t i = 0; i < 5000; ++i) REQUIRE(voxels[5000 + i] == static_cast<std::uint8_t>(i * 7));
}

TEST_CASE("a worker is kept warm and its libraries are told for every job") {
  WorkerPool pool({.worker_program = worker_program()});
  REQUIRE(pool.run(fixture("good_echo"), tool_job({1}), {}));
  const int first = find_worker_of_this_process("good_echo.so");
  REQUIRE(first != 0);
  for (int i = 0; i < 5; ++i) {
    const auto result = pool.run(fixture("good_echo"), tool_job({1}), {});
    REQUIRE(result);
    CHECK(result.value().libraries.contains("good_echo.so"));
  }
  CHECK(find_worker_of_this_process("good_echo.so") == first);
}

TEST_CASE("an idle worker that was killed is replaced without a word") {
  WorkerPool pool({.worker_program = worker_program()});
  REQUIRE(pool.run(fixture("good_echo"), tool_job({1}), {}));
  ::kill(find_worker_of_this_process("good_echo.so"), SIGKILL);
  std::this_thread::sleep_for(100ms);
  CHECK(pool.run(fixture("good_echo"), tool_job({1}), {}));
  CHECK(!pool.last_failure());
}

TEST_CASE("a worker that is killed in mid-run is noticed at once") {
  const bool sandbox = GENERATE(true, false);
  WorkerPool pool({.worker_program = worker_program(), .sandbox = sandbox});
  JobRequest request = tool_job({1}, 999);
  request.limits.silence = 60s;
  std::atomic<bool> running = false;
  JobWatcher watcher;
  watcher.progress = [&](double, const std::string &) { running = true; };
  std::chrono::steady_clock::time_point killed;
  std::thread killer([&] {
    while (!running) std::this_thread::sleep_for(5ms);
    killed = std::chrono::steady_clock::now();
    ::kill(find_worker_of_this_process("good_echo.so"), SIGKILL);
  });
  const auto result = pool.run(fixture("good_echo"), request, watcher);
  const auto took = std::chrono::steady_clock::now() - killed;
  killer.join();
  REQUIRE(!result);
  CHECK(result.error().code == "worker.crashed");
  CHECK_THAT(result.error().message, Contains("signal 9 (killed)"));
  CHECK(took < 2s);  // promised to users, and far beyond what it takes
}

TEST_CASE("cancelling reaches the plugin, which stops by itself; its worker lives on") {
  WorkerPool pool({.worker_program = worker_program()});
  REQUIRE(pool.run(fixture("good_echo"), tool_job({1}), {}));
  const int worker = find_worker_of_this_process("good_echo.so");
  std::vector<std::string> activities;
  JobWatcher watcher;
  watcher.progress = [&](double fraction, const std::string &activity) {
    CHECK(fraction == Approx(0.25));
    activities.push_back(activity);
  };
  watcher.cancelled = [&] { return !activities.empty(); };
  const auto result = pool.run(fixture("good_echo"), tool_job({1}, 999), watcher);
  REQUIRE(!result);
  CHECK(result.error().failure == Failure::cancelled);
  CHECK(activities.front() == "waiting");
  CHECK(pool.run(fixture("good_echo"), tool_job({1}), {}));
  CHECK(find_worker_of_this_process("good_echo.so") == worker);
}

TEST_CASE("a plugin's own error comes through word by word, and its worker lives on") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto result = pool.run(fixture("good_echo"), tool_job({1}, -1), {});
  REQUIRE(!result);
  CHECK(result.error().code == "echo.negative");
  CHECK(result.error().message == "the offset is negative");
  CHECK(result.error().parameter == "offset");
  CHECK(result.error().hint == "give 0 or more");
  CHECK(result.error().failure == Failure::failed);
  CHECK(!pool.last_failure());
}

TEST_CASE("inputs and parameters that were not declared are refused, and so is an unknown tool") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto run = [&](auto change) {
    JobRequest request = tool_job({1});
    change(request);
    return pool.run(fixture("good_echo"), request, {}).error().code;
  };
  CHECK(run([](JobRequest &r) { r.target = "walk"; }) == "plugin.no-such-target");
  CHECK(run([](JobRequest &r) { r.inputs[0].port = "picture"; }) == "job.input");
  CHECK(run([](JobRequest &r) { r.inputs.push_back(r.inputs[0]); }) == "job.input");
  CHECK(run([](JobRequest &r) { r.inputs[0].object = make_record("x/1", {{"a", 1}}).value(); }) == "job.input");
  CHECK(run([](JobRequest &r) { r.parameters["volume"] = 11; }) == "parameter.unknown");
  CHECK(run([](JobRequest &r) { r.parameters["offset"] = 1001; }) == "parameter.range");
  CHECK(run([](JobRequest &r) { r.parameters["offset"] = "ten"; }) == "parameter.type");
  CHECK(run([](JobRequest &r) { r.level = 9; }) == "job.level");
}

TEST_CASE("several threads run jobs at once, and a worker outlives the thread that started it") {
  WorkerPool pool({.worker_program = worker_program()});
  std::atomic<int> good = 0;
  const auto some = [&] {
    for (int i = 0; i < 20; ++i) {
      const auto result = pool.run(fixture("good_echo"), tool_job({5}, i + 1), {});
      if (result && voxels_of(*result.value().outputs[0].object)[0] == 6 + i) ++good;
    }
  };
  std::thread first(some), second(some);
  first.join();
  second.join();
  CHECK(good == 40);
  const int worker = find_worker_of_this_process("good_echo.so");
  CHECK(worker != 0);
}

TEST_CASE("the same job runs inside the host's own process for debuggers") {
  WorkerPool pool({.in_process = true, .serve_in_process = gantry::worker::serve_in_process});
  const auto result = pool.run(fixture("good_echo"), tool_job({1, 2, 3}, 10), {});
  REQUIRE(result);
  CHECK(voxels_of(*result.value().outputs[0].object) == std::vector<std::uint8_t>{11, 12, 13});
  CHECK(!result.value().sandboxed);
  CHECK_THAT(pool.sandbox_note(), Contains("--in-process"));
}

TEST_CASE("a worker program that can't be started is an error, not a crash of a plugin") {
  WorkerPool pool({.worker_program = "/nowhere/gantry-worker", .sandbox = false});
  const auto result = pool.run(fixture("good_echo"), tool_job({1}), {});
  REQUIRE(!result);
  CHECK(result.error().code == "process.spawn");
}
