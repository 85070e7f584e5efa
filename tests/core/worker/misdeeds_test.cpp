// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>

using namespace gantry::tests;
using Catch::Matchers::Contains;

namespace {

struct Misdeed {
  const char *plugin;
  const char *code;
  const char *words;  // that the message must hold
  int signal;
  Failure failure = Failure::crashed;
};

const Misdeed misdeeds[] = {
    {"bad_crash_in_run", "worker.crashed", "signal 11 (segmentation fault)", 11},
    {"bad_infinite_loop", "worker.hung", "no sign of life for 700 ms", 0},
    {"bad_memory_hog", "worker.memory", "memory", -1},
    {"bad_writes_before_lease", "worker.crashed", "signal 11 (segmentation fault)", 11},
    {"bad_writes_after_lease", "worker.lease", "past the end of its output \"result\"", 0},
    {"bad_writes_past_page", "worker.crashed", "signal 11 (segmentation fault)", 11},
    {"bad_writes_input", "worker.crashed", "signal 11 (segmentation fault)", 11},
    {"bad_keeps_lease", "worker.busy-output", "kept an output open for writing", 0},
    {"bad_throws", "plugin.exception", "threw an exception across the C interface (std::runtime_error: out of ideas)",
     0},
    {"bad_floods_log", "worker.flooded", "10000 log messages", 0},
    {"bad_floods_socket", "worker.protocol", "does not begin as a frame does", 0},
    {"bad_oversize_output", "worker.output-limit",
     "asked for 1048576 MiB of output; the limit for all outputs of a job is 1024 MiB", 0},
    {"bad_exits", "worker.crashed", "left with exit code 3", 0},
    {"bad_closes_socket", "worker.protocol", "closed its connection", 0},
    {"bad_output_missing", "plugin.output-missing", "did not make its output \"result\"", 0, Failure::failed},
    {"bad_undeclared_port", "plugin.output-missing", "did not make its output \"result\"", 0, Failure::failed},
    {"bad_fails_without_words", "plugin.failed", "gave no reason (status 1)", 0, Failure::failed},
};

}  // namespace

TEST_CASE("every misdeed of a plugin ends as an error that names it, and the next job on a good plugin works") {
  const bool sandbox = GENERATE(true, false);
  const Misdeed misdeed = GENERATE(from_range(std::begin(misdeeds), std::end(misdeeds)));
  WorkerPool pool({.worker_program = worker_program(), .sandbox = sandbox});
  INFO(misdeed.plugin << (sandbox ? " in the sandbox" : " without a sandbox"));
  REQUIRE(pool.run(fixture("good_echo"), tool_job({1, 2}), {}));

  const bool wants_input = std::string(misdeed.plugin) == "bad_writes_input";
  const auto result = pool.run(fixture(misdeed.plugin),
                               tool_job(wants_input ? std::vector<std::uint8_t>{7} : std::vector<std::uint8_t>{}), {});
  REQUIRE(!result);
  CHECK(result.error().code == misdeed.code);
  CHECK_THAT(result.error().message, Contains(misdeed.words));
  CHECK(result.error().failure == misdeed.failure);
  CHECK(pool.last_failure().has_value() == (misdeed.failure == Failure::crashed));
  if (misdeed.failure == Failure::crashed) {
    CHECK_THAT(result.error().message, Contains(fixture(misdeed.plugin).id) && Contains("while it ran \"run\""));
    CHECK(pool.last_failure()->error.code == misdeed.code);
    CHECK(!pool.last_failure()->during_load);
    if (misdeed.signal >= 0) CHECK(pool.last_failure()->signal == misdeed.signal);
  }

  const auto next = pool.run(fixture("good_echo"), tool_job({1, 2}, 40), {});
  REQUIRE(next);
  CHECK(voxels_of(*next.value().outputs.at(0).object) == std::vector<std::uint8_t>{41, 42});
}

TEST_CASE("a plugin that crashes on one input works on others") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto plugin = fixture("bad_crash_on_one_input");
  CHECK(pool.run(plugin, tool_job({12}), {}));
  const auto crashed = pool.run(plugin, tool_job({13}), {});
  REQUIRE(!crashed);
  CHECK(crashed.error().code == "worker.crashed");
  CHECK_THAT(crashed.error().message, Contains("signal 6 (aborted)"));
  CHECK(pool.run(plugin, tool_job({14}), {}));
}

TEST_CASE("a job that runs longer than its limit is ended, though it lives") {
  WorkerPool pool({.worker_program = worker_program()});
  JobRequest request = tool_job();
  request.limits.total = std::chrono::milliseconds{300};
  const auto result = pool.run(fixture("bad_ignores_cancel"), request, {});
  REQUIRE(!result);
  CHECK(result.error().code == "worker.time");
  CHECK_THAT(result.error().message, Contains("longer than its limit of 300 ms"));
}

TEST_CASE("a plugin that ignores cancelling is ended after a moment") {
  WorkerPool pool({.worker_program = worker_program()});
  int asked = 0;
  JobWatcher watcher;
  watcher.cancelled = [&] { return ++asked > 2; };
  const auto result = pool.run(fixture("bad_ignores_cancel"), tool_job(), watcher);
  REQUIRE(!result);
  CHECK(result.error().code == "job.cancelled");
  CHECK(result.error().failure == Failure::cancelled);
  CHECK(!pool.last_failure());
}

TEST_CASE("what a plugin printed before its end is kept for whoever asks") {
  const bool sandbox = GENERATE(true, false);
  WorkerPool pool({.worker_program = worker_program(), .sandbox = sandbox});
  REQUIRE(!pool.run(fixture("bad_exits"), tool_job(), {}));
  REQUIRE(pool.last_failure());
  CHECK_THAT(pool.last_failure()->stderr_tail, Contains("giving up\n"));
}

TEST_CASE("in the sandbox a plugin sees no network, no other files and no other processes") {
  WorkerPool sandboxed({.worker_program = worker_program()}),
      bare({.worker_program = worker_program(), .sandbox = false});
  if (!sandboxed.sandboxed()) {
    WARN("skipped: " << sandboxed.sandbox_note());
    return;
  }
  const auto seen = [](WorkerPool &pool) {
    const auto result = pool.run(fixture("bad_snoops"), tool_job(), {});
    REQUIRE(result);
    return voxels_of(*result.value().outputs[0].object);
  };
  CHECK(seen(sandboxed) == std::vector<std::uint8_t>{0, 0, 0, 0});
  CHECK(seen(bare)[0] == 1);  // the fixture does find what there is to find
  CHECK(seen(bare)[3] == 1);
}
