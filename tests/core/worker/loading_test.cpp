// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>
#include <host/worker/describe.hpp>

using namespace gantry::tests;
using Catch::Matchers::Contains;

TEST_CASE("a plugin that needs an interface from the future is refused in words that say what to do") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto result = pool.run(fixture("bad_abi"), tool_job(), {});
  REQUIRE(!result);
  CHECK(result.error().code == "plugin.abi");
  CHECK_THAT(result.error().message, Contains("needs Gantry interface 2.0 or newer, this is 0.10"));
  CHECK_THAT(result.error().hint, Contains("update Gantry, or ask its vendor for a version for this one"));
  CHECK(result.error().failure == Failure::failed);
}

TEST_CASE("a library without an entry, and one that is none, are refused") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto no_entry = pool.run(fixture("bad_no_entry"), tool_job(), {});
  REQUIRE(!no_entry);
  CHECK(no_entry.error().code == "plugin.entry");
  CHECK_THAT(no_entry.error().message, Contains("does not export gantry_plugin_entry_v1"));

  PluginLocation text = fixture("good_echo");
  text.library = GANTRY_SOURCE_DIR "/CMakeLists.txt";
  text.folder.clear();
  const auto no_library = pool.run(text, tool_job(), {});
  REQUIRE(!no_library);
  CHECK(no_library.error().code == "plugin.load");

  text.library = "/nowhere/at/all.so";
  const auto missing = pool.run(text, tool_job(), {});
  REQUIRE(!missing);
  CHECK(missing.error().code == "plugin.missing");
}

TEST_CASE("a crash at load is told apart from a crash on an input") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto result = pool.run(fixture("bad_crash_in_init"), tool_job(), {});
  REQUIRE(!result);
  CHECK(result.error().code == "worker.crashed");
  CHECK(result.error().failure == Failure::crashed);
  CHECK_THAT(result.error().message, Contains("signal 6 (aborted), while it was being loaded"));
  REQUIRE(pool.last_failure());
  CHECK(pool.last_failure()->during_load);
  CHECK(pool.last_failure()->signal == 6);
}

TEST_CASE("a plugin that refuses to start is no crash") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto result = pool.run(fixture("bad_init_refuses"), tool_job(), {});
  REQUIRE(!result);
  CHECK(result.error().code == "plugin.init");
  CHECK(!pool.last_failure());
}

TEST_CASE("a library that is not the plugin that its manifest names is refused") {
  WorkerPool pool({.worker_program = worker_program()});
  PluginLocation plugin = fixture("good_echo");
  plugin.id = "org.gantry.test.somebody-else";
  const auto result = pool.run(plugin, tool_job(), {});
  REQUIRE(!result);
  CHECK(result.error().code == "plugin.identity");
}

TEST_CASE("a manifest is made from the binary, with its checksum") {
  const auto manifest = gantry::worker::describe(fixture("good_echo").library);
  REQUIRE(manifest);
  const auto &json = manifest.value();
  CHECK(json["manifest"] == 1);
  CHECK(json["id"] == "org.gantry.test.good-echo");
  CHECK(json["file"] == "good_echo.so");
  CHECK(json["sha256"].get<std::string>().size() == 64);
  CHECK(json["abi_min"] == 10);
  CHECK(json["tools"][0]["parameters"][0]["minimum"] == -1000.0);
  CHECK(json["tools"][0]["outputs"][0]["kind"] == "volume");
  CHECK(json["tools"][0]["inputs"][0]["flags"] == nlohmann::json{"optional"});
}

TEST_CASE("a manifest lists the panels of a plugin, with what opens them") {
  const auto manifest = gantry::worker::describe(fixture("good_panels").library);
  REQUIRE(manifest);
  const auto &panels = manifest.value()["panels"];
  REQUIRE(panels.size() == 4);
  CHECK(panels[0]["id"] == "slow");
  CHECK(panels[0]["icon"] == "clock-o");
  CHECK(panels[2]["needs_project"] == true);
}

TEST_CASE("a plugin whose declarations contradict each other gets no manifest") {
  const auto twice = gantry::worker::describe(fixture("bad_manifest").library);
  REQUIRE(!twice);
  CHECK(twice.error().code == "manifest.invalid");
  CHECK_THAT(twice.error().message, Contains("two parameters named \"offset\""));
  const auto bare = gantry::worker::describe(fixture("bad_no_unit").library);
  REQUIRE(!bare);
  CHECK_THAT(bare.error().message, Contains("parameter level: has no unit"));
}
