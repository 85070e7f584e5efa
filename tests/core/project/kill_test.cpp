// SPDX-License-Identifier: Apache-2.0
// What was confirmed survives a kill -9 at any moment, and a full disk.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "fixtures.hpp"

namespace gantry::core {
namespace {

// Adds until it is killed, and tells each hash through the pipe once it was confirmed. Never returns.
[[noreturn]] void add_for_ever(const fs::path &folder, int pipe, unsigned seed) {
  auto project = Project::open_or_create(folder);
  if (!project) ::_exit(1);
  const auto tell = [&](const std::string &hash) {
    if (::write(pipe, hash.data(), hash.size()) != static_cast<ssize_t>(hash.size())) ::_exit(2);
  };
  for (unsigned i = 0;; ++i) {
    const auto object = noise(std::size_t{1} + (i % 5) * 200'000, seed * 1000 + i);
    auto hash = project.value().add_object(*object);
    if (!hash || !project.value().add_item({.object = hash.value()})) ::_exit(3);
    auto run = project.value().add_run(some_run(hash.value(), hash.value()));
    if (!run) ::_exit(4);
    tell(hash.value());
    tell(run.value().id);
    if (i % 7 == 6 && !project.value().gc()) ::_exit(5);
  }
}

std::string read_all(int pipe) {
  std::string all;
  std::array<char, 4096> part;
  for (ssize_t got; (got = ::read(pipe, part.data(), part.size())) > 0;)
    all.append(part.data(), static_cast<std::size_t>(got));
  return all;
}

TEST_CASE("all that was confirmed survives kill -9 at random moments") {
  const Folder folder;
  std::mt19937 random(20261121);
  std::vector<std::string> confirmed;  // object, run, object, run, …
  for (unsigned round = 0; round < 12; ++round) {
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) add_for_ever(folder.path / "p", pipe[1], round);
    ::close(pipe[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 250));
    ::kill(child, SIGKILL);
    int state = 0;
    ::waitpid(child, &state, 0);
    CHECK(WIFSIGNALED(state));
    const std::string told = read_all(pipe[0]);
    ::close(pipe[0]);
    for (std::size_t at = 0; at + 64 <= told.size(); at += 64) confirmed.push_back(told.substr(at, 64));
    if (confirmed.size() % 2 == 1) confirmed.pop_back();  // killed between the two

    auto project = value(Project::open_or_create(folder.path / "p"));
    const auto checked = value(project.check());
    INFO("round " << round << (checked.whole() ? "" : ": " + checked.damage.front()));
    REQUIRE(checked.whole());
    for (std::size_t i = 0; i < confirmed.size(); i += 2) {
      REQUIRE(project.header(confirmed[i]));
      REQUIRE(project.run(confirmed[i + 1]));
    }
  }
  CHECK(confirmed.size() > 12);
  auto project = value(Project::open(folder.path / "p", Access::write));
  for (std::size_t i = 0; i < confirmed.size(); i += 2)
    REQUIRE(content_hash(*value(project.object(confirmed[i]))) == confirmed[i]);
  value(project.gc());
  for (const auto &file : files_below(folder.path / "p")) CHECK(file.extension() != ".part");
}

TEST_CASE("a disk that is full is told, and nothing that was saved is lost") {
  const Folder folder;
  const auto disk = folder.path / "disk";
  fs::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=4m") != 0) {
    WARN("skipped: this user can't mount a small disk to fill");
    return;
  }
  {
    auto project = value(Project::create(disk / "p"));
    std::vector<std::string> kept;
    Error full;
    for (unsigned i = 0; i < 10 && full.code.empty(); ++i) {
      auto hash = project.add_object(*noise(260'000, i));
      if (hash) kept.push_back(hash.value());
      else full = hash.error();
    }
    CHECK((full.code == "disk.full" || full.code == "project.full"));
    CHECK_THAT(full.hint, Catch::Contains("room"));
    CHECK_FALSE(kept.empty());
    for (const auto &hash : kept) CHECK(project.object(hash));
    CHECK(value(project.check()).whole());
  }
  // Still so after it is opened again. Until there is room, reading may be all that is possible.
  auto project = value(Project::open(disk / "p", Access::read));
  CHECK(value(project.check()).whole());
  ::umount2(disk.c_str(), MNT_DETACH);
}

TEST_CASE("a file that may not grow further is told in words") {
  const Folder folder;
  { value(Project::create(folder.path / "p")); }
  const auto object = noise(200'000, 1);  // before the limit, which holds for blocks of memory too
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    auto project = Project::open(folder.path / "p", Access::write);
    const rlimit limit{100'000, 100'000};
    if (!project || ::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(1);
    const auto hash = project.value().add_object(*object);
    ::_exit(!hash && hash.error().code == "disk.full" ? 0 : 2);
  }
  int state = 0;
  ::waitpid(child, &state, 0);
  CHECK(WEXITSTATUS(state) == 0);
  const auto project = value(Project::open(folder.path / "p", Access::write));
  CHECK(value(project.check()).whole());
  CHECK(files_below(project.chunks().folder()).empty());
}

}  // namespace
}  // namespace gantry::core
