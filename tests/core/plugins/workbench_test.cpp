// SPDX-License-Identifier: Apache-2.0
// Plugins that break, and what is held against them.
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

TEST_CASE("a plugin that crashes at load is in quarantine by its hash, until it is tried again", "[plugins]") {
  Bundles bundles;
  bundles.add("bad_crash_in_init");
  {
    Workbench bench = bundles.open();
    const Error e = error(bench.run(plugin_of(bench, "bad-crash-in-init"), tool_job({}), {}));
    CHECK(e.failure == Failure::crashed);
    CHECK(e.hint.find("quarantine") != std::string::npos);
  }
  Workbench bench = bundles.open();
  const Plugin &plugin = plugin_of(bench, "bad-crash-in-init");
  CHECK(bench.quarantine().entry(plugin.manifest.sha256)->plugin == plugin.manifest.id);
  CHECK(error(bench.run(plugin, tool_job({}), {})).code == "plugin.quarantined");
  CHECK(value(bench.retry(plugin)));
  CHECK(error(bench.run(plugin, tool_job({}), {})).code != "plugin.quarantined");
}

TEST_CASE("a crash on one input refuses that input alone, also in the next session", "[plugins]") {
  Bundles bundles;
  bundles.add("bad_crash_on_one_input");
  {
    Workbench bench = bundles.open();
    const Plugin &plugin = plugin_of(bench, "bad-crash-on-one-input");
    CHECK(bench.run(plugin, tool_job({1, 2}), {}));
    const Error e = error(bench.run(plugin, tool_job({13, 1}), {}));
    CHECK(e.failure == Failure::crashed);
    CHECK(e.hint.find("this input is not given to it again") != std::string::npos);
    CHECK(bench.run(plugin, tool_job({1, 2}), {}));
  }
  Workbench bench = bundles.open();
  const Plugin &plugin = plugin_of(bench, "bad-crash-on-one-input");
  CHECK(error(bench.run(plugin, tool_job({13, 1}), {})).code == "plugin.input-refused");
  CHECK(bench.run(plugin, tool_job({2, 2}), {}));
  CHECK_FALSE(bench.quarantine().entry(plugin.manifest.sha256));
  CHECK(value(bench.retry(plugin)));
  CHECK(error(bench.run(plugin, tool_job({13, 1}), {})).code != "plugin.input-refused");
}

TEST_CASE("after three different inputs quarantine is offered, not before", "[plugins]") {
  Bundles bundles;
  bundles.add("bad_crash_on_one_input");
  Workbench bench = bundles.open();
  const Plugin &plugin = plugin_of(bench, "bad-crash-on-one-input");
  for (std::uint8_t n = 1; n <= 3; ++n) {
    const Error e = error(bench.run(plugin, tool_job({13, n}), {}));
    CHECK((e.hint.find("gantry plugins quarantine") != std::string::npos) == (n == 3));
  }
  REQUIRE(bench.set_aside(plugin, "by hand"));
  CHECK(error(bench.run(plugin, tool_job({1}), {})).message.find("by hand") != std::string::npos);
}

TEST_CASE("a library that is not the one of its manifest is not run", "[plugins]") {
  Bundles bundles;
  bundles.add("good_echo");
  std::ofstream(bundles.plugins / "good_echo/good_echo.so", std::ios::binary | std::ios::app) << "more";
  Workbench bench = bundles.open();
  const Error e = error(bench.run(plugin_of(bench, "good-echo"), tool_job({1}), {}));
  CHECK(e.code == "plugin.altered");
  CHECK(e.failure == Failure::integrity);
  CHECK_FALSE(bench.quarantine().entry(plugin_of(bench, "good-echo").manifest.sha256));
}

TEST_CASE("an ordinary failure and a cancelled job are held against nobody", "[plugins]") {
  Bundles bundles;
  bundles.add("good_echo");
  Workbench bench = bundles.open();
  const Plugin &plugin = plugin_of(bench, "good-echo");
  JobRequest negative = tool_job({1});
  negative.parameters["offset"] = -1.0;
  CHECK(error(bench.run(plugin, negative, {})).code == "echo.negative");
  JobRequest waits = tool_job({1});
  waits.parameters["offset"] = 999.0;
  JobWatcher watcher;
  watcher.cancelled = [] { return true; };
  CHECK(error(bench.run(plugin, waits, watcher)).failure == Failure::cancelled);
  CHECK(bench.quarantine().broken_inputs(plugin.manifest.sha256) == 0);
  CHECK(bench.run(plugin, tool_job({1}), {}));
}
