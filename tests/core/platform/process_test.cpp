// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/platform/process.hpp>
#include <core/platform/sandbox.hpp>
#include <fcntl.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace gantry::core::platform;
using namespace std::chrono_literals;

namespace {

FileDescriptor something() { return FileDescriptor{::open("/dev/null", O_RDONLY | O_CLOEXEC)}; }

Process shell(const std::string &words) {
  return Process::spawn({.program = "/bin/sh", .arguments = {"-c", words}}, something()).value();
}

}  // namespace

TEST_CASE("how a process ended is told in words") {
  CHECK(shell("exit 0").wait(5s)->words == "left with exit code 0");
  CHECK(shell("exit 3").wait(5s)->words == "left with exit code 3");
  CHECK(shell("kill -SEGV $$").wait(5s)->words == "was ended by signal 11 (segmentation fault)");
  auto sleeping = shell("sleep 100");
  CHECK(!sleeping.wait(20ms));
  sleeping.kill();
  CHECK(sleeping.wait(5s)->signal == 9);
}

TEST_CASE("the sandbox's exit code 128 + n is signal n") {
  CHECK(exit_reason(139, 0, true).words == "was ended by signal 11 (segmentation fault)");
  CHECK(exit_reason(134, 0, true).signal == 6);
  CHECK(exit_reason(139, 0, false).words == "left with exit code 139");
  CHECK(exit_reason(3, 0, true).code == 3);
  CHECK(exit_reason(0, 9, true).signal == 9);
}

TEST_CASE("what a process prints is kept to its last bytes, and a full pipe does not stop it") {
  auto few = shell("echo out; echo err >&2");
  REQUIRE(few.wait(5s));
  CHECK(few.tail() == "out\nerr\n");
  auto many = shell("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done; echo end");
  REQUIRE(many.wait(20s));
  CHECK(many.tail().size() <= Process::tail_bytes);
  CHECK(many.tail().substr(many.tail().size() - 4) == "end\n");
}

TEST_CASE("a process inherits descriptor 3 and nothing else, and a bare environment") {
  const FileDescriptor leaky{::open("/dev/null", O_RDONLY)};  // not close-on-exec
  REQUIRE(leaky);
  ::setenv("GANTRY_TEST_SECRET", "hush", 1);
  auto child = shell("cd /proc/self/fd; echo *; env");
  REQUIRE(child.wait(5s));
  // The shell opens one more to list the folder.
  CHECK((child.tail().substr(0, 8) == "0 1 2 3\n" || child.tail().substr(0, 10) == "0 1 2 3 4\n"));
  CHECK(child.tail().find("hush") == std::string::npos);
}

TEST_CASE("a process lives on when the thread that started it ends") {
  Process child;
  std::thread([&] { child = shell("sleep 100"); }).join();
  CHECK(!child.wait(100ms));
}

TEST_CASE("a program that is not there is an error") {
  CHECK(Process::spawn({.program = "/nowhere/at/all"}, something()).error().code == "process.spawn");
}

TEST_CASE("the sandbox shows the named folders and hides the rest, or says why it can't") {
  const auto &state = sandbox_state();
  if (!state.works) {
    WARN("skipped: " << state.note);
    CHECK(!state.note.empty());
    return;
  }
  const auto run = [](const std::string &words, const SandboxPaths &paths) {
    auto child =
        Process::spawn(sandboxed({.program = "/bin/sh", .arguments = {"-c", words}}, paths), something()).value();
    REQUIRE(child.wait(10s));
    return child.tail();
  };
  CHECK(run("ls -d /etc/passwd /root /home 2>/dev/null", {}).empty());
  CHECK(run("cat /sys/class/net/*/address 2>/dev/null; ls /proc/self/fd | grep -c 3", {}) == "1\n");
  CHECK(run("ls -d " GANTRY_SOURCE_DIR "/core", {.read_only = {GANTRY_SOURCE_DIR "/core"}}) == GANTRY_SOURCE_DIR
        "/core\n");
  CHECK(run("touch " GANTRY_SOURCE_DIR "/core/x 2>&1", {.read_only = {GANTRY_SOURCE_DIR "/core"}}).find("Read-only") !=
        std::string::npos);
  CHECK(run("kill -SEGV $$", {}).empty());
  auto crashed =
      Process::spawn(sandboxed({.program = "/bin/sh", .arguments = {"-c", "kill -SEGV $$"}}, {}), something()).value();
  CHECK(crashed.wait(10s)->signal == 11);
}
