// SPDX-License-Identifier: Apache-2.0
// What is held against plugins outlives the program, until it is released.
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

TEST_CASE("plugins and pairs are kept between sessions, and release forgets both", "[plugins]") {
  const Folder folder;
  {
    Quarantine q = value(Quarantine::open(folder.path / "state"));
    CHECK_FALSE(q.entry("h1"));
    REQUIRE(q.add("h1", {"org.x", "signal 6", "2026-01-01T00:00:00Z", "tail \xff"}));
    REQUIRE(q.add_pair("h2", "in1", "org.y", "signal 11", "then"));
    REQUIRE(q.add_pair("h2", "in2", "org.y", "signal 11", "then"));
    REQUIRE(q.add_pair("h2", "in2", "org.y", "again", "later"));
  }
  Quarantine q = value(Quarantine::open(folder.path / "state"));
  CHECK(q.entry("h1")->reason == "signal 6");
  CHECK(q.entry("h1")->plugin == "org.x");
  CHECK_FALSE(q.entry("h2"));
  CHECK(q.pair_reason("h2", "in2") == std::optional<std::string>("again"));
  CHECK_FALSE(q.pair_reason("h2", "in3"));
  CHECK_FALSE(q.pair_reason("h1", "in1"));
  CHECK(q.broken_inputs("h2") == 2);
  CHECK(value(q.release("h2")));
  CHECK_FALSE(value(q.release("h2")));
  CHECK(value(Quarantine::open(folder.path / "state")).broken_inputs("h2") == 0);
  CHECK(value(Quarantine::open(folder.path / "state")).entry("h1"));
}

TEST_CASE("a damaged list is set aside, and a new one begins", "[plugins]") {
  for (const char *text :
       {"", "{", "[]", R"({"plugins": 1, "pairs": {}})", R"({"plugins": {"h": 1}, "pairs": {}})",
        R"({"plugins": {"h": {"plugin": 3, "reason": "x", "when": "", "log_tail": ""}}, "pairs": {}})",
        R"({"plugins": {}, "pairs": {"h": {"in": "x"}}})",
        R"({"plugins": {}, "pairs": {"h": {"in": {"reason": 1}}}})"}) {
    INFO(text);
    const Folder folder;
    folder.write("quarantine.json", text);
    Quarantine q = value(Quarantine::open(folder.path));
    CHECK_FALSE(q.entry("h"));
    CHECK_FALSE(q.pair_reason("h", "in"));
    CHECK(slurp(folder.path / "quarantine.json.damaged") == text);
    REQUIRE(q.add("h", {"org.x", "r", "w", ""}));
    CHECK(value(Quarantine::open(folder.path)).entry("h"));
  }
}

TEST_CASE("two sessions that hold the same list lose none of each other's entries") {
  const Folder folder;
  auto first = value(Quarantine::open(folder.path));
  auto second = value(Quarantine::open(folder.path));
  REQUIRE(first.add(std::string(64, 'a'), {"org.x.a", "crashed", "2026-01-01T00:00:00Z", ""}));
  REQUIRE(second.add(std::string(64, 'b'), {"org.x.b", "crashed", "2026-01-01T00:00:00Z", ""}));
  const auto read = value(Quarantine::open(folder.path));
  CHECK(read.entry(std::string(64, 'a')));
  CHECK(read.entry(std::string(64, 'b')));
}
