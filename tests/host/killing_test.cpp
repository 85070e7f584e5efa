// SPDX-License-Identifier: Apache-2.0
// Workers and gantry itself ended in mid-run: nothing is lost, nothing is left.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>

using namespace gantry::test;

namespace {

const std::vector<float> ramp = [] {
  std::vector<float> values(4 * 4 * 2);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
  return values;
}();

// A project with one image, a run that ended well, and a plugin that never ends.
Words prepared(const Home &home, const Words &fixtures) {
  write_nifti(home.path("a.nii"), {4, 4, 2, 1}, ramp);
  const Ran imported = home.gantry({"import", "a.nii", "-P", "P", "--as", "image"});
  INFO(imported.err);
  REQUIRE(imported.code == 0);
  REQUIRE(home.gantry({"run", "threshold", "-P", "P", "-i", "image=image", "--set", "level=10"}).code == 0);
  return install(home, fixtures);
}

Running start_run(const Home &home, const Words &plugins, const std::string &fixture, Words more = {}) {
  Words words{"run", plugin_id(fixture) + ".run", "-P", "P", "-i", "image=image", "--json"};
  words.insert(words.end(), plugins.begin(), plugins.end());
  words.insert(words.end(), more.begin(), more.end());
  return home.start_gantry(words);
}

void opens_and_verifies(const Home &home) {
  const Ran checked = home.gantry({"project", "check", "P"});
  INFO(checked.err);
  CHECK(checked.code == 0);
  const Ran verified = home.gantry({"verify", "P", "--json"});
  INFO(verified.err << verified.out);
  CHECK(verified.code == 0);
  CHECK(verified.json().at("verdicts").size() == 1);
}

}  // namespace

TEST_CASE("a worker killed in mid-run is told with exit code 3 and the reason; the project opens and verifies") {
  Home home;
  const auto plugins = prepared(home, {"bad_infinite_loop"});
  for (int again = 0; again < 2; ++again) {  // nothing is held against a plugin that somebody else ended
    Running running = start_run(home, plugins, "bad_infinite_loop");
    const pid_t worker = worker_of(running.id());
    REQUIRE(worker != 0);
    sleep_ms(200);
    const auto began = std::chrono::steady_clock::now();
    REQUIRE(::kill(worker, SIGKILL) == 0);
    const Ran ran = running.wait();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    INFO(ran.err);
    CHECK(ran.code == 3);
    WARN("reason given after " << took.count() << " s");
    CHECK(ran.says("signal 9"));
    CHECK(ran.json().at("error").at("code") == "worker.crashed");
  }
  opens_and_verifies(home);
}

TEST_CASE("gantry killed in mid-run leaves a project that opens and verifies, no worker and no shared memory") {
  const auto before = shared_memory();
  Home home;
  const auto plugins = prepared(home, {"bad_ignores_cancel"});
  Running running = start_run(home, plugins, "bad_ignores_cancel");
  REQUIRE(worker_of(running.id()) != 0);
  sleep_ms(200);
  const auto all = descendants(running.id());
  REQUIRE_FALSE(all.empty());
  running.send(SIGKILL);
  const Ran ran = running.wait();
  CHECK(ran.signal == SIGKILL);
  CHECK(soon([&] { return gone(all); }));
  CHECK(shared_memory() == before);
  opens_and_verifies(home);
}

TEST_CASE("Ctrl-C ends a run with exit code 1, and nothing is recorded") {
  Home home;
  const auto plugins = prepared(home, {"good_echo", "bad_ignores_cancel"});
  for (const auto &[fixture, offset] :
       {std::pair{"good_echo", "offset=999"}, std::pair{"bad_ignores_cancel", "offset=0"}}) {
    Running running = start_run(home, plugins, fixture, {"--set", offset});
    REQUIRE(worker_of(running.id()) != 0);
    sleep_ms(300);
    const auto all = descendants(running.id());
    running.send(SIGINT);
    const Ran ran = running.wait();
    INFO(fixture << ": " << ran.err);
    CHECK(ran.code == 1);
    CHECK(ran.says("stopped"));
    CHECK_FALSE(ran.json().is_discarded());
    CHECK(soon([&] { return gone(all); }));
  }
  CHECK(home.gantry({"project", "show", "P", "--json"}).json().at("runs").size() == 1);
  opens_and_verifies(home);
}

TEST_CASE("a plugin that gives no sign of life is ended at the deadline, and named") {
  Home home;
  const auto plugins = prepared(home, {"bad_infinite_loop"});
  Running running = start_run(home, plugins, "bad_infinite_loop", {"--deadline", "1"});
  const Ran ran = running.wait(std::chrono::seconds(60));
  INFO(ran.err);
  CHECK(ran.code == 3);
  CHECK(ran.says("bad-infinite-loop"));
  CHECK_FALSE(ran.json().at("error").at("hint").get<std::string>().empty());
  opens_and_verifies(home);
}
