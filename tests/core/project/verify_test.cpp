// SPDX-License-Identifier: Apache-2.0
// The four verdicts, and what leads to each.
#include <core/project/verify.hpp>
#include <limits>

#include "fixtures.hpp"

namespace gantry::core {
namespace {

constexpr float nan_ = std::numeric_limits<float>::quiet_NaN();

ObjectPtr floats(const std::vector<float> &values, const std::string &unit = "ms") {
  VolumeHeader header;
  header.shape = {values.size(), 1, 1, 1, 1};
  header.unit = unit;
  return value(make_volume(header, std::as_bytes(std::span(values))));
}

ObjectPtr record(const nlohmann::json &content) { return value(make_record("org.example.fit", content)); }

// A project with one run that made `recorded`, and a runner that makes `again`.
struct Bench {
  Folder folder;
  Project project = value(Project::create(folder.path / "p"));
  RunRecord run;
  ObjectPtr again;
  std::uint32_t level = 3;

  explicit Bench(const ObjectPtr &recorded, Tolerance tolerance = {}) : again(recorded) {
    const auto in = value(project.add_object(*floats({1, 2, 3})));
    auto draft = some_run(in, value(project.add_object(*recorded)));
    draft.outputs[0].tolerance = tolerance;
    run = value(project.add_run(draft));
  }
  Verdict verdict() {
    return value(
        verify(project, run, [&](const RunRecord &asked, const std::vector<PortObject> &inputs) -> Result<JobResult> {
          CHECK(asked.id == run.id);
          REQUIRE(inputs.size() == 1);
          CHECK(inputs[0].port == "image");
          JobResult result;
          result.outputs = {{"mask", again}};
          result.level = level;
          result.libraries = run.libraries;
          return result;
        }));
  }
};

TEST_CASE("the same bytes are identical") {
  Bench bench(floats({1, nan_, 3}));
  const auto verdict = bench.verdict();
  CHECK(verdict.verdict == VerdictKind::identical);
  CHECK(verdict.outputs.at(0).item == "image-1");
  CHECK(to_json(verdict).at("verdict") == "identical");
}

TEST_CASE("numbers within the declared tolerance agree, and the verdict says how far and why") {
  Bench bench(floats({100, nan_, 0, 4}), {0.5, 0.01, 0});
  bench.again = floats({101.5F, nan_, 0.5F, 4});  // 1.5 ≤ 0.5 + 0.01·100, exactly at the edge
  bench.level = 4;
  const auto verdict = bench.verdict();
  CHECK(verdict.verdict == VerdictKind::agrees);
  CHECK(verdict.outputs.at(0).comparison.max_difference == 1.5);
  CHECK(verdict.outputs.at(0).comparison.share_beyond == 0);
  CHECK_THAT(verdict.outputs.at(0).words, Catch::Contains("level 4 instead of 3"));
}

TEST_CASE("numbers beyond the tolerance differ, unless they are few enough") {
  Bench bench(floats({1, 2, 3, 4}), {0.1, 0, 0.25});
  bench.again = floats({1, 2, 3, 9});
  CHECK(bench.verdict().verdict == VerdictKind::agrees);  // one of four
  bench.again = floats({1, 2, 8, 9});
  const auto verdict = bench.verdict();
  CHECK(verdict.verdict == VerdictKind::differs);
  CHECK(verdict.outputs.at(0).comparison.max_difference == 5);
  CHECK(verdict.outputs.at(0).comparison.share_beyond == 0.5);
}

TEST_CASE("a number against NaN, another header, a missing or an unknown output differ") {
  const float infinite = std::numeric_limits<float>::infinity();
  Bench bench(floats({1, 2}), {1e9, 1e9, 0});
  SECTION("NaN") { bench.again = floats({1, nan_}); }
  SECTION("infinity") { bench.again = floats({1, infinite}); }
  SECTION("unit") { bench.again = floats({1, 2}, "s"); }
  SECTION("shape") { bench.again = floats({1, 2, 3}); }
  CHECK(bench.verdict().verdict == VerdictKind::differs);
}

TEST_CASE("outputs that are not made again, or were not made then, differ") {
  Bench bench(floats({1, 2}));
  const auto run = [&](std::vector<PortObject> outputs) {
    return value(verify(bench.project, bench.run,
                        [&](const RunRecord &, const std::vector<PortObject> &) -> Result<JobResult> {
                          JobResult result;
                          result.outputs = outputs;
                          return result;
                        }))
        .verdict;
  };
  CHECK(run({}) == VerdictKind::differs);
  CHECK(run({{"mask", bench.again}, {"other", bench.again}}) == VerdictKind::differs);
}

TEST_CASE("tables are compared by column, records by content") {
  const Table table{{{"TE", "ms", std::vector<double>{1, 2}}, {"name", "", std::vector<std::string>{"a", "b"}}}};
  Table near = table, far = table;
  std::get<std::vector<double>>(near.columns[0].values)[1] = 2.001;
  std::get<std::vector<std::string>>(far.columns[1].values)[1] = "c";
  const auto a = value(make_table(table));
  CHECK(compare(*a, *value(make_table(near)), {0.01, 0, 0}).verdict == Agreement::agrees);
  CHECK(compare(*a, *value(make_table(near)), {}).where == "column TE");
  CHECK(compare(*a, *value(make_table(far)), {1, 1, 1}).where == "column name");

  const auto r = record({{"n", 3}, {"rss", 1.0}, {"p", {0.5, 2}}});
  CHECK(compare(*r, *record({{"n", 3}, {"rss", 1.001}, {"p", {0.5, 2}}}), {0.01, 0, 0}).verdict == Agreement::agrees);
  CHECK(compare(*r, *record({{"n", 4}, {"rss", 1.0}, {"p", {0.5, 2}}}), {9, 9, 1}).where == "member n");
  CHECK(compare(*r, *record({{"n", 3}, {"rss", 1.0}, {"q", {0.5, 2}}}), {9, 9, 1}).verdict == Agreement::differs);
}

TEST_CASE("whole numbers are compared as numbers, files as bytes") {
  VolumeHeader header;
  header.dtype = DType::i64;
  const std::vector<std::int64_t> one{(1ll << 53) + 1}, two{(1ll << 53) + 2};
  const auto a = value(make_volume(header, std::as_bytes(std::span(one))));
  const auto b = value(make_volume(header, std::as_bytes(std::span(two))));
  CHECK(compare(*a, *b, {}).verdict == Agreement::differs);
  CHECK(compare(*a, *b, {1, 0, 0}).verdict == Agreement::agrees);
  const std::string x = "x", y = "y";
  CHECK(compare(*value(make_file("text/plain", "", std::as_bytes(std::span(x)))),
                *value(make_file("text/plain", "", std::as_bytes(std::span(y)))), {9, 9, 1})
            .where == "its bytes");
}

TEST_CASE("what can't be run here is said, with the reason") {
  Bench bench(floats({1, 2}));
  const auto refuse = [](const RunRecord &, const std::vector<PortObject> &) -> Result<JobResult> {
    return fail("plugin.missing", "the plugin org.example.tools 1.2.0 is not installed");
  };
  auto verdict = value(verify(bench.project, bench.run, refuse));
  CHECK(verdict.verdict == VerdictKind::cannot);
  CHECK_THAT(verdict.reason, Catch::Contains("not installed"));
  bench.run.inputs[0].object = std::string(64, '4');
  verdict = value(verify(bench.project, bench.run, refuse));
  CHECK_THAT(verdict.reason, Catch::Contains("no longer here"));
  bench.run.error_code = "tool.failed";
  CHECK(value(verify(bench.project, bench.run, refuse)).verdict == VerdictKind::cannot);
}

TEST_CASE("a damaged input, or a damaged output that must be compared, is an integrity error") {
  Bench bench(floats({1, 2}));
  const bool input = GENERATE(true, false);
  const auto &object = input ? bench.run.inputs[0].object : bench.run.outputs[0].object;
  const auto bytes = value(bench.project.object(object));
  spit(bench.project.chunks().path(blake2b(bytes->bytes.bytes())), "damage");
  bench.again = floats({1, 3});
  const auto runner = [&](const RunRecord &, const std::vector<PortObject> &) -> Result<JobResult> {
    JobResult result;
    result.outputs = {{"mask", bench.again}};
    return result;
  };
  CHECK(error(verify(bench.project, bench.run, runner)).failure == Failure::integrity);
}

}  // namespace
}  // namespace gantry::core
